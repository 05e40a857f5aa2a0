# While the disk takes its time nothing is shown; then everything comes in order.
people ana, ben
00:00 trainer plays late_parcel
00:10 disk stalls
00:11 ana says "One."
    ana and ben don't see said
00:12 ben says "Two."
00:13 ana says "Three."
    ana and ben don't see said
00:14 disk goes on
    ana and ben see said text="One."
    ana and ben see said text="Two."
    ana and ben see said text="Three."
