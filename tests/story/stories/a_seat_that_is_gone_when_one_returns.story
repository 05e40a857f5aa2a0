# Who was away too long finds their seat taken, and sees nothing of what went on.
people ana, ben, cem
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer hands out the briefs
00:04 trainer begins
00:10 ben loses the connection
00:20 trainer seats cem in pair 1 as customer
00:30 ana says "Hello, new one."
    cem sees said
00:40 ben reconnects
    ben's place has stage=lobby seat=none
    ben doesn't see said
    ana doesn't see returned by=customer
