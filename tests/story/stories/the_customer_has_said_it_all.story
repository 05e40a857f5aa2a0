# "I have said it all" is for the trainer's eyes, and said once.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:40 ben has said it all
    ben and trainer see story_finished
    ana doesn't see story_finished
00:41 ben has said it all
    trainer doesn't see story_finished
00:42 ana has said it all -> refused not_you
