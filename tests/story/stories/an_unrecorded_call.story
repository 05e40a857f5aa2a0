# Who chooses not to be recorded isn't, the partner learns that the call isn't but not by whom.
without outages # each would end the call
people ana, ben unrecorded
00:00 trainer briefs late_parcel
    ana and ben see opened recorded=false
    ana's place has recorded=false
    tile 1 has recorded=false
00:20 trainer begins
00:30 ben says "Nobody keeps this."
    ana sees said by=customer
00:40 cem joins # could watch, since nothing here is recorded
    cem's place has seat=observer recorded=false
