# The supervisor is asked with a reason and answers the CSR alone, a while later.
people ana, ben
00:00 trainer plays late_parcel
00:10 ana asks the supervisor "They want a refund."
    ana sees supervisor_asked reason="They want a refund." due=25000
    ben doesn't see supervisor_asked
    tile 1 has flags~supervisor
00:12 ana asks the supervisor "Hurry." -> refused already_asked
00:25 -
    ana sees supervisor_answered text~"Give them the refund"
    ben doesn't see supervisor_answered
    tile 1 has flags=[]
00:30 ben asks the supervisor "Me too." -> refused not_you
