# A trainer's second device sees and does the same, and puts nobody out.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 trainer opens the page on phone
    trainer doesn't see notice
00:11 phone watches pair 1
    phone sees opened csr=1
00:20 phone freezes pair 1
    trainer and phone see frozen by=trainer
00:30 trainer unfreezes pair 1
    trainer and phone see unfrozen
