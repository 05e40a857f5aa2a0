# After a crash everybody resumes; what was not yet on disk is sent again and happens once.
people ana, ben
00:00 trainer plays late_parcel
00:10 ana says "This is on disk."
00:20 disk stalls
00:21 ana says "This is not."
    ben doesn't see said
00:22 ben says "Neither is this."
00:23 server crashes
    ben sees said by=csr text="This is not."
    ana sees said by=customer text="Neither is this."
    ben doesn't see said text="This is on disk."
    ana and ben see interrupted
    ana and ben see resumed
00:30 ana says "Going on."
    ben sees said text="Going on."
