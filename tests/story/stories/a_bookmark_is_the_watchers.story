# A mark is pinned by trainer and observer, and the pair never sees it.
people ana, ben, cem
00:00 trainer proposes late_parcel
00:01 trainer moves ana to pair 1 as csr
00:02 trainer moves ben to pair 1 as customer
00:03 trainer hands out the briefs
00:04 trainer begins
    cem's place has seat=observer
00:05 trainer watches pair 1
00:10 trainer marks pair 1 "Good question."
    trainer sees marked by=trainer note="Good question."
    ana and ben and cem don't see marked
00:20 cem marks "Cut him off."
    trainer sees marked by=observer person=3
    ana and ben don't see marked
00:30 ana marks "Me." -> refused not_you
