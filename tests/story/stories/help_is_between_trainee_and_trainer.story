# Asking for help reaches the trainer, and the partner never learns of it.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ana asks for help "What may I offer?"
    ana and trainer see help_asked by=csr text="What may I offer?"
    ben doesn't see help_asked
    tile 1 has flags~help
00:12 ana asks for help "Please." # called once until it is answered
    trainer doesn't see help_asked
00:20 trainer answers pair 1
    ana sees help_answered
    ben doesn't see help_answered
    tile 1 has flags=[]
00:30 ben asks for help ""
    trainer sees help_asked by=customer
