# A twist on silence fires when nobody has spoken for so long, and again after its cool-down.
without outages # silence begins anew after each
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:20 ana says "Hello, how can I help?"
01:04 -
    ben doesn't see card_shown
01:05 -
    ben sees card_shown twist=hello
    trainer sees twist_fired twist=hello signal=silence for_s=45
01:10 ben says "Hello?"
01:55 - # silent for 45 seconds, but the last one was 50 seconds ago
    ben doesn't see card_shown
02:05 -
    ben sees card_shown twist=hello
