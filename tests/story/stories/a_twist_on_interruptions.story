# A twist on interruptions fires in the moment of the one that makes them too many.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ben types
00:11 ana says "Let me stop you right there."
    ben doesn't see card_shown
00:12 ana says "Our terms are clear about that."
    ben sees card_shown twist=listen
    trainer sees twist_fired twist=listen signal=interruptions_at_least value=2
    ana doesn't see card_shown
00:14 ana says "And there is nothing I can do."
    ben doesn't see card_shown
