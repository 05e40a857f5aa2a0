# Stepping out of role stops everything, from either seat, and only the trainer lets it go on.
people ana, ben
00:00 trainer plays late_parcel
01:00 ben steps out
    ana and ben see stepped_out by=customer
    ana and ben see frozen by=customer
    tile 1 has frozen=true running=false flags~stepped_out
01:05 ana says "What is it?" -> refused frozen
01:06 ana unfreezes pair 1 -> refused not_you
02:00 trainer unfreezes pair 1
    ana and ben see unfrozen
    tile 1 has frozen=false running=true flags=[]
02:01 ana says "Shall we go on?"
    ben sees said by=csr
05:59 -
    ana and ben don't see phase_began
06:00 -
    ana and ben see phase_began phase=back why=time
