# When another server has taken the class over, this one gives it up, and tells everybody in it.
without mishaps # the class is gone here
people ana, ben
00:00 trainer plays late_parcel
00:05 eve joins the other class
00:10 another server takes the class
00:20 ana says "Who is there?"
    ana and ben and trainer see notice code=class_deleted
    ben doesn't see said
    eve and stranger don't see notice
00:30 stranger locks the class
