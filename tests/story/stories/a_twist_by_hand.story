# The trainer fires a twist by hand, at one pair or at all; three times are enough.
people ana, ben, cem, dan
00:00 trainer plays late_parcel
00:02 trainer watches pair 1
00:10 trainer fires rival at pair 1
    trainer sees twist_fired twist=rival cause=hand
    tile 1 has twists=1 twist_last="A rival's offer"
    tile 2 has twists=0
00:20 trainer fires rival at all
    tile 1 has twists=2
    tile 2 has twists=1
00:30 trainer fires rival at pair 1
00:31 trainer fires rival at pair 1 -> refused too_many
00:32 trainer fires thunder at pair 1 -> refused unknown_item at /twist
00:33 ana fires rival at all -> refused not_you
