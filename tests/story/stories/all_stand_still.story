# Freezing all stops every pair's clock, and unfreezing goes on from there.
people ana, ben, cem, dan
00:00 trainer plays late_parcel
01:00 trainer freezes all
    ana and ben and cem and dan see frozen by=engine
    the room has all_frozen=true
    tile 1 has running=false play=60000
01:30 trainer unfreezes pair 2
    tile 1 has frozen=true
    tile 2 has frozen=false
02:00 trainer unfreezes all
    tile 1 has running=true play=60000
    tile 2 has running=true play=90000
    the room has all_frozen=false
