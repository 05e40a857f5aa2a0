# A trainer scores a call of an earlier round while the next one runs.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ana says "I see that you are angry."
00:20 trainer scores name 5
01:00 trainer ends the round
01:10 trainer plays late_parcel
01:20 trainer shows name by said
01:21 trainer scores listen 3
01:22 trainer scores facts 3
01:23 trainer scores close na
01:24 trainer hands in
01:25 trainer publishes
    ana's place has pages~"\"round\":1"
