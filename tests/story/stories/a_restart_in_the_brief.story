# A restart while the briefs are out changes nothing: they are there again, and the call begins.
people ana, ben
00:00 trainer briefs late_parcel
00:10 server restarts
    ana and ben see resumed
    ana's place has seat=csr
00:20 trainer begins
    ana and ben see phase_began phase=call
