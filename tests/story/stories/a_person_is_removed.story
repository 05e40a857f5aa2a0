# The trainer removes somebody, from the lobby or out of a call; a removed page opens nothing more.
people ana, ben, cem
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer removes cem
    cem's place has stage=removed
    the room has pairs~"\"observers\":[]"
00:05 trainer hands out the briefs
00:06 trainer begins
01:00 trainer removes ben
    ben's place has stage=removed seat=none
    ana sees left by=customer
    tile 1 has flags~left
01:10 ana says "Hello?"
    ben doesn't see said
01:20 ana chooses to end
    ana sees phase_began phase=back
    ben doesn't see phase_began
