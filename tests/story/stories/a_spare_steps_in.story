# A spare takes the seat of somebody who left, with brief and transcript, seen from that seat.
people ana, ben, cem
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer hands out the briefs
00:04 trainer begins
00:30 ben dials 7
    cem sees dial_set
00:40 ana says "Tell me all of it."
01:00 ana leaves
    ben sees left by=csr
01:05 trainer seats cem in pair 1 as csr
    cem's place has seat=csr
    cem sees kit_dealt seat=csr
    cem sees said text="Tell me all of it."
    cem doesn't see kit_dealt seat=observer
    ben sees seat_taken seat=csr
    ana doesn't see seat_taken
01:10 ben dials 8
    cem doesn't see dial_set
01:20 cem says "I go on from here."
    ben sees said by=csr
01:30 ben says "At last."
    ana doesn't see said
