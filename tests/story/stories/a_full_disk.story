# With a full disk nothing is saved and all stands still; once it heals, all goes on and nothing is lost.
without mishaps # one on top of another is another story
people ana, ben
00:00 trainer plays late_parcel
00:10 disk fills
00:11 ana says "This waits."
    ben doesn't see said
    ana and ben see notice code=store_unwell
00:12 cem joins -> refused not_saved
00:30 ben says "So does this."
    ana doesn't see said
01:00 disk heals
    ana and ben see notice code=store_well
    ana sees resumed
    ben sees said text="This waits."
    ana sees said text="So does this."
01:10 ana says "And on."
    ben sees said text="And on."
02:00 -
    ben doesn't see card_shown twist=neighbour # its two minutes have not been played yet
02:49 -
    ben sees card_shown twist=neighbour
