# A call that is joined, played, scored, published and resumed: all that a class does, in a minute.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:08 ben types
00:10 ben says "Where is my parcel?"
00:12 ana says "I see that you are angry."
00:20 trainer scores listen 3
00:21 trainer scores name 4
00:22 trainer scores facts 4
00:23 trainer scores close na
00:24 trainer shows name by said
00:25 trainer hands in
00:30 trainer praises 1 said "You named it."
00:31 trainer advises "Ask what it is for."
00:32 trainer publishes
