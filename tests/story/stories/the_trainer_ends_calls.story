# The trainer ends one call or all of them; then comes the minute back to oneself.
people ana, ben, cem, dan
00:00 trainer plays late_parcel
01:00 trainer ends the call of pair 1
    tile 1 has phase=back
    tile 2 has phase=call
01:10 trainer ends all calls
    tile 1 has phase=back
    tile 2 has phase=back
01:20 trainer ends the call of pair 1 -> refused not_now
