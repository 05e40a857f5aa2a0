# Nobody sees or writes another's sheet, and an observer's may show its evidence.
people ana, ben, cem
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer hands out the briefs
00:04 trainer begins
00:10 ana says "I see that you are angry."
00:20 cem scores name 5
    cem sees scored criterion=1 value=5
    ana and ben don't see scored
00:21 cem shows name by said
    cem sees evidence_attached criterion=1
00:22 cem shows name by held -> refused bad_message at /moment
00:30 ana shows name by said -> refused not_you
00:40 cem unshows name by said
    cem sees evidence_detached criterion=1
00:50 cem comments name "He named it."
    cem sees commented text="He named it."
01:00 trainer ends all calls
01:10 cem scores listen 3
01:11 cem scores facts na
01:12 cem hands in # for 1, 2 and 5 only the trainer has to show why
    ana and ben see sheet_in kind=observer scores=hidden
