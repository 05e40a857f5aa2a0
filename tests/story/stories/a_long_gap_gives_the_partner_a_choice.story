# Whoever stays away is waited for thirty seconds; then the partner chooses, again and again.
people ana, ben
00:00 trainer plays late_parcel
01:00 ben types
01:01 ben loses the connection
01:02 -
    ana doesn't see dropped
01:03 -
    ana sees typing_changed by=customer on=false
    ana sees dropped by=customer until=93000
    tile 1 has flags~dropped customer_here=false
01:10 ana chooses to end -> refused not_now
01:33 -
    ana sees grace_ended by=customer
01:40 ana chooses to wait
    ana sees chosen choice=wait until=130000
02:10 -
    ana sees grace_ended by=customer
02:20 ana chooses to end
    ana sees phase_began phase=back why=chosen
