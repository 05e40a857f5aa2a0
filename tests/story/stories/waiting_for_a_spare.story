# Whose partner left may wait for a spare, thirty seconds at a time, while play goes on.
without outages # after one, who waits may choose at once
people ana, ben, cem
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer hands out the briefs
00:04 trainer begins
01:00 ben leaves
01:05 ana chooses to wait
    ana sees chosen choice=wait
01:10 ana chooses to end -> refused not_now
01:35 -
    ana sees grace_ended by=customer
01:40 ana chooses to wait
01:50 trainer seats cem in pair 1 as customer
    ana sees seat_taken seat=customer
    ana's place has partner~cem
    tile 1 has flags=[] customer=3
02:30 -
    ana doesn't see grace_ended
