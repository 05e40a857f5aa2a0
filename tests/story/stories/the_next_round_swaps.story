# The next round swaps the roles, and what a seat knew stays with the old session.
people ana, ben
00:00 trainer plays late_parcel
    ana's place has seat=csr round=1
00:30 ana asks the depot desk
01:00 ben says "And?"
01:10 trainer ends the round
    ana and ben see phase_began phase=over why=round_ended
    ana's place has stage=lobby seat=none
    the room has phase=none rounds=1
01:20 trainer plays late_parcel
    ana's place has seat=customer round=2
    ben's place has seat=csr round=2
    ana sees kit_dealt seat=customer
    ben doesn't see desk_answered
01:30 ben asks the depot desk
    ben sees desk_asked
    ana doesn't see desk_asked
