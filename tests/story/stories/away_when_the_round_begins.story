# A pair that waits after a restart when the round begins starts as soon as both are back.
people ana, ben
00:00 trainer briefs late_parcel
00:10 ben loses the connection
00:11 server restarts
00:20 trainer begins
    ana doesn't see phase_began
    tile 1 has phase=brief interrupted=true
00:30 ben reconnects
    ana and ben see resumed
    ana and ben see phase_began phase=call
