# Silence doesn't count while somebody types, is on hold, or has a phone that is asleep.
without outages # silence begins anew after each
people ana, ben
00:00 trainer plays late_parcel
00:05 ana types
00:30 ana stops typing
01:14 -
    ben doesn't see card_shown
01:15 -
    ben sees card_shown twist=hello
01:20 ana holds 100 "I ask the depot."
03:00 -
    ben doesn't see card_shown twist=hello
03:10 ana is back
03:20 ben falls asleep
    ana doesn't see slept
    tile 1 has flags~asleep
    the room has people~"\"asleep\":true"
04:30 -
    ben doesn't see card_shown twist=hello
04:40 ben wakes up
    tile 1 has flags=[]
