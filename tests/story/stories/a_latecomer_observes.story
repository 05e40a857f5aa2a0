# Whoever comes while calls are running observes a pair, without its cards.
people ana, ben
00:00 trainer plays late_parcel
01:00 ana says "Good morning."
01:10 cem joins
    cem's place has seat=observer stage=session
    cem sees kit_dealt seat=observer
    cem sees said by=csr text="Good morning."
    ana and ben don't see seat_taken person=3
01:20 ben dials 9
    cem sees dial_set value=9
01:30 cem says "May I?" -> refused not_you
