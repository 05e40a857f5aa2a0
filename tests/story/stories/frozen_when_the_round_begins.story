# A pair that stands still when the round begins starts as soon as it may.
people ana, ben, cem, dan
00:00 trainer briefs late_parcel
00:10 trainer freezes pair 1
00:20 trainer begins
    tile 1 has phase=brief frozen=true
    tile 2 has phase=call
00:30 trainer unfreezes pair 1
    tile 1 has phase=call frozen=false
