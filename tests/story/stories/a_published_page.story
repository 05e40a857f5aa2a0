# The trainer's sheet needs every criterion, evidence for 1, 2 and 5, and is published and withdrawn.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ana says "I see that you are angry."
00:20 trainer scores listen 3
00:21 trainer scores name 5
00:22 trainer scores facts 4
00:23 trainer hands in -> refused evidence_missing at /criterion/1
00:24 trainer shows name by said
00:25 trainer hands in -> refused score_missing at /criterion/3
00:26 trainer scores close na
00:27 trainer publishes -> refused not_now
00:28 trainer hands in
    ana and ben don't see sheet_in
00:30 trainer praises 1 said "You named it."
00:31 trainer advises "Ask what it is for."
00:32 trainer publishes
    trainer sees published page~"You named it."
    ana's place has pages~"Late parcel"
    ben's place has pages=[]
00:33 trainer scores listen 4 -> refused not_now
00:34 trainer publishes -> refused already_done
00:40 trainer withdraws
    ana's place has pages=[]
00:41 trainer scores listen 4
00:42 trainer publishes
    ana's place has pages~"Late parcel"
