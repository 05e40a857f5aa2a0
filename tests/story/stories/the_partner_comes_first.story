# While there is more to do a line goes to the partner first; whoever said it and who looks on get it with the next.
without mishaps # another order would be another story
people ana, ben, carl
00:00 trainer plays late_parcel

# Nothing else to do: at once.
00:08 ana says "Good morning."
    ana, ben and carl see said text="Good morning."

# Ben's line is on its way to the disk when Ana's is there: hers is shown to him alone.
00:10 disk stalls
00:10 ana says "One."
00:10 ben says "Two."
00:10 disk takes one batch
    ben sees said text="One."
    ana and carl don't see said

# It can't wait for a slow disk: after a fifth of a second it goes out.
00:11 -
    ana and carl see said text="One."
00:12 disk goes on
    ana, ben and carl see said text="Two."

# It goes along with the next line, in one message and in order.
00:20 disk stalls
00:20 ana says "Three."
00:20 ben says "Four."
00:20 disk goes on
    ana sees said text="Three."
    ana sees said text="Four."
    ana gets 1 message
    carl gets 1 message
    ben gets 2 messages
