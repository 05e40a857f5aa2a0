# Whether an offer was the CSR's to make is seen by the trainer alone.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ana offers refund ""
    trainer sees offered offer=refund authority=own
    ana and ben see offered offer=refund authority=hidden
00:20 ana offers voucher ""
    trainer sees offered offer=voucher authority=supervisor
    ana and ben see offered offer=voucher authority=hidden
00:30 ana offers tonight ""
    trainer sees offered offer=tonight authority=impossible
