# Both score blind: nobody sees a number before both sheets are in.
people ana, ben
00:00 trainer plays late_parcel
01:00 trainer watches pair 1
01:10 trainer ends the call of pair 1
01:20 ana is ready
01:21 ben is ready
    ana and ben see phase_began phase=score why=ready
01:30 ana scores listen 3
01:31 ana scores name 4
01:32 ana hands in -> refused score_missing at /criterion/2
01:33 ana scores facts na
01:34 ana scores close 5 -> refused unknown_item at /criterion
01:35 ana hands in
    ben sees sheet_in kind=self person=hidden scores=hidden
    trainer sees sheet_in kind=self person=1 scores=hidden
    ana and ben don't see sheets_opened
01:36 ana scores listen 5 -> refused not_now
01:37 ana hands in -> refused already_done
01:40 ben scores listen 2
01:41 ben scores name 5
01:42 ben scores facts 3
01:43 ben hands in
    ana and ben see sheets_opened self="[\"3\",\"4\",\"na\"]" customer="[\"2\",\"5\",\"3\"]"
    ana and ben see phase_began phase=talk why=sheets
