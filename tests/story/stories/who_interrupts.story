# A line sent while the customer types interrupts them; "I see" does not, and the customer may.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ben types
00:12 ana says "I see."
    trainer sees said by=csr interrupts=false backchannel=true
    ana and ben see said interrupts=hidden backchannel=hidden
00:14 ana says "Our terms say that this can happen."
    trainer sees said interrupts=true backchannel=false
00:16 ben stops typing
00:17 ana says "So there is nothing I can do."
    trainer sees said interrupts=false
00:20 ana types
00:21 ben says "What?"
    trainer sees said by=customer interrupts=false
