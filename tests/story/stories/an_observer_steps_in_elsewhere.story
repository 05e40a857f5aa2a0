# An observer who takes a seat in another pair sees nothing more of the one they watched.
people ana, ben, cem, dan, eve
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer moves cem to pair 2 as csr
00:04 trainer moves eve to pair 1 as observer
00:05 trainer hands out the briefs
00:06 trainer begins
00:10 ana says "Pair one."
    eve sees said text="Pair one."
00:20 dan leaves
00:30 trainer seats eve in pair 2 as customer
    eve's place has seat=customer partner~cem
    cem sees seat_taken seat=customer
    eve sees kit_dealt seat=customer
00:40 ana says "Still pair one."
    ben sees said
    eve doesn't see said
00:50 cem says "Welcome."
    eve sees said text="Welcome."
