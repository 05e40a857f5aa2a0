# After a restart play waits for both; who stays away is waited for, then the partner chooses.
people ana, ben
00:00 trainer plays late_parcel
01:00 ben loses the connection
01:01 server restarts
    ana sees interrupted
01:05 ana says "Hello?" -> refused waiting_for_partner
01:20 ana chooses to wait -> refused not_now
01:31 -
    ana sees grace_ended by=customer
01:40 ana chooses to wait
    ana sees resumed
    ana sees dropped by=customer
01:50 ana says "I wait."
02:00 ben reconnects
    ana sees returned by=customer
    ben sees said text="I wait."
