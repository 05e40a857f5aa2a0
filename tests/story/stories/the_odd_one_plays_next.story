# Of three one observes with a sheet of their own, and plays in the next round.
people ana, ben, cem
00:00 trainer plays late_parcel
    the room has pairs~"\"observers\":[3]"
    cem's place has seat=observer
00:10 cem scores listen 4
    cem sees scored criterion=0 value=4
00:20 trainer ends the round
00:30 trainer plays late_parcel
    the room has round=2
    the room has pairs~"\"observers\":[1]"
