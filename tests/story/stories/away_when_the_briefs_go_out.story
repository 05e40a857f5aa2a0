# Who is away when the briefs go out is waited for; they read theirs when they come back.
people ana, ben
00:00 trainer proposes late_parcel
00:05 ben loses the connection
00:10 trainer hands out the briefs
    ana's place has seat=csr
    ana sees dropped by=customer until=30000
00:20 ben reconnects
    ana sees returned by=customer
    ben's place has seat=customer
    ben sees kit_dealt seat=customer
00:30 trainer begins
    ben sees phase_began phase=call
