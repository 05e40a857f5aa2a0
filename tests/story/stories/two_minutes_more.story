# Two minutes more move the end of the phase, of one pair or of all, and nothing else.
people ana, ben, cem, dan
00:00 trainer plays late_parcel
01:00 trainer extends pair 1 by 120
    tile 1 has ends=420000
    tile 2 has ends=300000
01:10 trainer extends all by 60
    tile 1 has ends=480000
    tile 2 has ends=360000
06:00 -
    tile 1 has phase=call
    tile 2 has phase=back
06:10 ana extends all by 60 -> refused not_you
