# The call begins when both are ready, if the trainer asked for that.
people ana, ben
00:00 trainer proposes late_parcel that starts when ready
00:01 trainer hands out the briefs
    ana and ben see phase_began phase=brief why=opened
    ana sees kit_dealt seat=csr
    ana doesn't see kit_dealt seat=customer
    ben doesn't see kit_dealt seat=csr
00:20 ana is ready
    ben sees became_ready by=csr
    ana and ben don't see phase_began
00:21 ana says "Hello?" -> refused not_now
00:30 ben is ready
    ana and ben see phase_began phase=call why=ready
00:31 ana says "Hello."
    ben sees said text="Hello."
