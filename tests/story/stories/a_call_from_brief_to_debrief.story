# A pair goes from brief to debrief, and each sees their own side of it.
people ana, ben
00:00 trainer plays late_parcel
    ana and ben see kit_dealt
    ana and ben see phase_began phase=call why=trainer
    ana's place has seat=csr partner~ben recorded=true
    ben's place has seat=customer
00:05 trainer watches pair 1
    trainer sees opened csr=1 customer=2
00:12 ben types
    ana sees typing_changed by=customer on=true
00:15 ben says "Where is my parcel?"
    ana sees typing_changed by=customer on=false
    ana sees said by=customer text="Where is my parcel?" words=hidden classes=hidden
    trainer sees said by=customer words=4
00:30 ana says "I see."
    ben sees said by=csr text="I see."
05:00 -
    ana and ben see phase_began phase=back why=time
05:30 -
    ana and ben see phase_began phase=score why=time
06:30 -
    ana and ben see sheets_opened self=[] customer=[]
    ana and ben see phase_began phase=talk why=time
07:30 -
    ana and ben see phase_began phase=over why=time
07:40 trainer ends the round
    ana's place has stage=lobby seat=none
