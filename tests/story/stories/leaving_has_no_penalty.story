# Whoever wants to leaves without penalty, and the partner may end the call.
people ana, ben
00:00 trainer plays late_parcel
00:30 ana chooses to end -> refused not_now
01:00 ben leaves
    ana sees left by=customer
    ben's place has stage=lobby seat=none
    tile 1 has flags~left
01:01 ben says "And another thing!" -> refused unknown_stream
01:10 ana chooses to end
    ana sees chosen by=csr choice=end
    ana sees phase_began phase=back why=chosen
    ben doesn't see phase_began
