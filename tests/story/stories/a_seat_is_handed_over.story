# A spare can also take the seat of somebody who is there; then that one has none.
people ana, ben, cem
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer hands out the briefs
00:04 trainer begins
00:10 ben types
01:05 trainer seats cem in pair 1 as customer
    ana sees typing_changed by=customer on=false
    ben's place has stage=lobby seat=none
    cem's place has seat=customer
01:10 ben says "Hey!" -> refused unknown_stream
01:20 cem says "Now it is me."
    ana sees said by=customer
    ben doesn't see said
01:30 trainer seats ana in pair 1 as customer -> refused not_now at /person
01:31 trainer seats cem in pair 7 as csr -> refused unknown_item at /pair
