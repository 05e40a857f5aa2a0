# The same command sent twice happens once and is accepted twice.
people ana, ben
00:00 trainer plays late_parcel
00:10 ana says "Only once."
    ben sees said text="Only once."
00:11 ana sends that again
    ana and ben don't see said
00:20 ana asks the kitchen desk -> refused unknown_item at /desk
00:21 ana says "Something else."
00:22 ana sends that again
    ben doesn't see said
