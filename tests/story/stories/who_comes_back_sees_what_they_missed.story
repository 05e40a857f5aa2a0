# Whoever comes back goes on where they were and sees each missed event once.
people ana, ben
00:00 trainer plays late_parcel
00:50 ben says "Well?"
01:00 ben loses the connection
01:02 -
    ana sees dropped by=customer
01:10 ana says "I found your parcel."
01:12 ana says "It comes tomorrow."
01:20 ben reconnects
    ben sees said text="I found your parcel."
    ben sees said text="It comes tomorrow."
    ben doesn't see said text="Well?"
    ana and ben see returned by=customer
    tile 1 has flags=[] customer_here=true
01:21 ben says "Good."
    ana sees said by=customer
02:00 -
    ana doesn't see grace_ended
