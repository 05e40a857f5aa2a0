# Another class's people and trainer can neither watch nor touch what isn't theirs.
people ana, ben
00:00 trainer plays late_parcel
00:05 eve joins the other class
00:10 eve watches pair 1 -> refused unknown_stream at /stream
00:11 stranger watches pair 1 -> refused unknown_stream at /stream
00:12 stranger freezes pair 1 -> refused unknown_stream
00:13 eve steps out -> refused unknown_stream
00:20 ana says "Just us."
    ben sees said
    eve and stranger don't see said
