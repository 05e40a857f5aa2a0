# Closing the class ends the round that is on, and nothing can be done in it any more.
people ana, ben
00:00 trainer plays late_parcel
01:00 trainer closes the class
    ana and ben see phase_began phase=over why=round_ended
    ana's place has stage=closed
01:20 cem joins -> refused unknown_class at /code
