# Before the briefs are out, pairs are swapped, moved and benched by hand, and nobody is lost.
people ana, ben, cem, dan
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer moves cem to pair 2 as csr
    the room has pairs~"\"csr\":1,\"customer\":2"
    the room has pairs~"\"csr\":3,\"customer\":4"
00:04 trainer swaps ben and dan
    the room has pairs~"\"csr\":1,\"customer\":4"
    the room has pairs~"\"csr\":3,\"customer\":2"
00:05 trainer moves dan to pair 9 as csr -> refused unknown_item at /pair
00:06 trainer benches cem
    the room has pairs~"\"observers\":[3]"
00:07 trainer cancels the round
    the room has phase=none round=0
00:10 trainer hands out the briefs -> refused not_now
