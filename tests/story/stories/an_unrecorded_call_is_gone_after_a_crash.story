# A crash leaves nothing of an unrecorded call; the class notes that it is lost, and the others go on.
without outages # each would end the call
people ana, ben unrecorded, cem, dan
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer hands out the briefs
00:04 trainer begins
00:30 ben says "Nobody keeps this."
00:40 server crashes
    ana's place has stage=lobby seat=none
    ben's place has stage=lobby seat=none
    the room has people~"Guest 2"
00:50 ana says "Hello?" -> refused unknown_stream
00:52 trainer seats ana in pair 1 as observer -> refused not_now at /pair # that pair is lost
00:55 cem says "We are still here."
    dan sees said text="We are still here."
