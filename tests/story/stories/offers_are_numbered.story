# Offers are numbered, and each is answered once, by the customer.
people ana, ben
00:00 trainer plays late_parcel
00:10 ana offers refund "Four euros, today."
    ben sees offered number=1 offer=refund title="Refund the postage" text="Four euros, today."
00:12 ana offers tonight ""
    ben sees offered number=2 offer=tonight
00:20 ben accepts 1
    ana sees offer_answered number=1 accepted=true
00:21 ben declines 1 -> refused already_done
00:22 ben declines 2
    ana sees offer_answered number=2 accepted=false
00:23 ben accepts 3 -> refused unknown_item at /number
00:24 ana accepts 2 -> refused not_you
00:25 ana offers holiday "Two weeks." -> refused unknown_item at /offer
