# A connection that is back within two seconds was never away.
people ana, ben
00:00 trainer plays late_parcel
01:00 ben loses the connection
    ana doesn't see dropped
01:01 ana says "Are you there?"
01:01.5 ben reconnects
    ben sees said by=csr text="Are you there?"
    ana doesn't see dropped
    ana doesn't see returned
01:10 -
    ana doesn't see dropped
