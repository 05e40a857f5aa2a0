# A promise names what and by when, and is numbered.
people ana, ben
00:00 trainer plays late_parcel
00:10 ana promises "I ring you" by "6 pm today"
    ana and ben see promised number=1 what="I ring you" due="6 pm today"
00:20 ana promises "A new label" by tomorrow
    ben sees promised number=2
00:25 ana promises "" by tonight -> refused bad_message at /what
00:30 ben promises "I wait" by tonight -> refused not_you
