# A page opened on another device takes the seat; the old one is told and never takes it back by itself.
people ana, ben
00:00 trainer plays late_parcel
00:50 ben says "Where is it?"
01:00 ben opens the page on tablet
    ben sees notice code=moved
    tablet's place has seat=customer
    tablet sees said by=customer text="Where is it?"
    ana doesn't see dropped
01:10 ben reconnects
    ben sees notice code=moved
01:20 tablet says "Now I write from here."
    ana sees said by=customer text="Now I write from here."
    ben doesn't see said
01:30 ben opens the page again
    tablet sees notice code=moved
    ben's place has seat=customer
01:40 ben says "And from here again."
    ana sees said text="And from here again."
