# Taking a breath is the CSR's own; the customer notices nothing.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ana breathes
    ana and trainer see breathed
    ben doesn't see breathed
00:11 ben breathes -> refused not_you
