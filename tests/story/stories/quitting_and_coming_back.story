# Who quits a class is out; they may come back, but not into a locked one if the trainer sent them out.
without mishaps # a page that quits waits for no answer
people ana, ben, cem
00:00 ana quits
    ana's place has stage=removed
00:10 trainer locks the class
00:20 ana opens the page again
    ana's place has stage=lobby
    the room has people~ana
00:30 trainer removes ben
00:40 ben opens the page again -> refused class_locked
00:50 trainer unlocks the class
01:00 ben opens the page again
    ben's place has stage=lobby
