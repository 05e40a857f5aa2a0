# A hold says its reason and length, runs over, and ends by coming back or by speaking.
people ana, ben
00:00 trainer plays late_parcel
00:10 ana holds 20 "I ask the depot."
    ben sees held kind=hold reason="I ask the depot." seconds=20 until=30000
00:20 ana holds 10 "Again." -> refused already_done
00:29 -
    tile 1 has flags=[] hold_until=30000
00:40 -
    tile 1 has flags~hold_over
00:45 ana is back
    ana and ben see hold_ended over_s=15
    tile 1 has flags=[] hold_until=0
01:00 ana rings back 60 "I find it out."
    ben sees held kind=ring_back
01:10 ana says "Here I am again."
    ben sees hold_ended over_s=0
    ben sees said by=csr
01:20 ana is back -> refused already_done
