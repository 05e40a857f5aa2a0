# When both have left, the call is over.
people ana, ben
00:00 trainer plays late_parcel
01:00 trainer watches pair 1
01:10 ana leaves
    trainer sees left by=csr person=1
01:20 ben leaves
    trainer sees phase_began phase=over why=left
    tile 1 has phase=over
01:30 trainer freezes pair 1 -> refused not_now
