# A server that had too much to do for a while was not away: calls go on, and nobody is interrupted.
without mishaps # an outage on top of one is another story
people ana, ben
00:00 trainer plays late_parcel
00:05 ana says "Good morning."
00:06 ben says "Morning."
00:10 server works 5
00:11 ana says "Still with me?"
    ben sees said text="Still with me?"
    ana and ben don't see interrupted
