# When the time for scoring is over, the sheets that are in are opened.
people ana, ben
00:00 trainer plays late_parcel
01:00 trainer ends the call of pair 1
01:30 -
    ana and ben see phase_began phase=score why=time
01:40 ben scores listen 2
01:41 ben scores name 5
01:42 ben scores facts 3
01:43 ben hands in
02:30 -
    ana and ben see sheets_opened self=[] customer="[\"2\",\"5\",\"3\"]"
    ana and ben see phase_began phase=talk why=time
02:40 ana scores listen 3
02:41 ana scores name 3
02:42 ana scores facts 3
02:43 ana hands in # for the record; it is too late to be shown
    ben doesn't see sheet_in
