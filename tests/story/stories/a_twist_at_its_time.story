# A timed twist fires once, at its time, and only its card is seen by the seat it is for.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
02:00 -
    trainer sees twist_fired twist=neighbour cause=timed
    ben sees card_shown twist=neighbour line="My neighbour saw your van!"
    ana doesn't see card_shown
    ana and ben don't see twist_fired
04:30 -
    ben doesn't see card_shown twist=neighbour
