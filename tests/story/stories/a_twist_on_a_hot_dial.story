# A twist on the dial fires when it has stood that high for that long, not before.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 ben dials 9
00:30 ben dials 8
00:35 ben dials 9
00:40 ben says "I have had it!" # the twist waits for the dial, not for silence
01:04 -
    ben doesn't see card_shown twist=boss
01:05 -
    trainer sees twist_fired twist=boss cause=condition signal=dial_at_least value=9 for_s=30
    ben sees card_shown twist=boss title="Your boss"
    ana sees card_shown twist=boss title="Noise"
02:30 -
    ben doesn't see card_shown twist=boss
