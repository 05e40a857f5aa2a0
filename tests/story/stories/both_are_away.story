# When neither comes back within their grace, the call is over.
people ana, ben
00:00 trainer plays late_parcel
01:00 trainer watches pair 1
01:10 ana loses the connection
01:20 ben loses the connection
01:22 -
    trainer sees dropped by=customer
01:42 -
    trainer sees grace_ended by=csr
    trainer doesn't see phase_began
01:52 -
    trainer sees phase_began phase=over why=left
