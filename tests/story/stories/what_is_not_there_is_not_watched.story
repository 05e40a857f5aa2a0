# A trainer can watch the calls of their class, earlier ones too, and nothing that doesn't exist.
people ana, ben
00:00 trainer watches pair 1 -> refused unknown_stream at /stream
00:01 trainer plays late_parcel
00:10 trainer watches pair 7 -> refused unknown_stream at /stream
00:20 ana says "Good morning."
00:30 trainer ends the round
00:40 server restarts
00:50 trainer opens the page on phone
01:00 phone watches pair 1 # of that round
    phone sees said text="Good morning."
    phone sees phase_began phase=over
