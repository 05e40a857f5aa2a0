# A server that was asleep interrupts all calls; nothing catches up in a burst.
without mishaps # an outage on top of one is another story
people ana, ben
00:00 trainer plays late_parcel
00:05 ana says "Good morning."
00:06 ben says "Morning."
00:10 server sleeps 200
    ana and ben see interrupted
    ana and ben see resumed
    ben doesn't see card_shown
    ana doesn't see phase_began
00:20 ana says "Still with me?"
    ben sees said
02:00 -
    ben sees card_shown twist=neighbour
