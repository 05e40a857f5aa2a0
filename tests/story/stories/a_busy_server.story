# While everything is late nobody new gets in; who is in goes on, loses nothing, and may come back.
without mishaps # who starts anew is not late
people ana, ben
00:00 trainer plays late_parcel
00:10 disk stalls
00:11 ana says "One."
00:16 ben says "Two."
    ana and ben don't see said
00:17 disk goes on
    ana and ben see said text="One."
    ana and ben see said text="Two."
00:18 dana joins -> refused busy
00:19 ana opens the page again
00:26 dana joins
    dana's place has seat=observer
