# A twist on a phrase fires when the CSR says it, and not when the customer does.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ben says "So it is our fault now?"
    trainer doesn't see twist_fired
00:20 ana says "No, WE ARE  SORRY: it is ours."
    trainer sees twist_fired twist=admit cause=condition signal=phrase
    ben sees card_shown twist=admit
    ana doesn't see card_shown
