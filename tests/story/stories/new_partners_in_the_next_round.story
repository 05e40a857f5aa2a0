# In the next round nobody meets the partner they have just had.
people ana, ben, cem, dan
00:00 trainer plays late_parcel
00:30 trainer ends the round
00:40 trainer proposes late_parcel
    the room has pairs~"\"met\":0"
    the room has round=2
00:41 trainer hands out the briefs
    tile 1 has phase=brief
    tile 2 has phase=brief
