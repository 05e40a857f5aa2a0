# A locked class takes nobody new, and keeps those who are in.
people ana, ben
00:00 trainer locks the class
    the room has locked=true
00:10 cem joins -> refused class_locked
00:20 ana opens the page again
    ana's place has stage=lobby
00:30 trainer unlocks the class
00:40 cem joins
    cem's place has stage=lobby
