# Desks answer after their own time and disagree; asking one again gives its second answer.
people ana, ben
00:00 trainer plays late_parcel
00:10 ana asks the depot desk
    ana sees desk_asked desk=depot due=30000
    ben doesn't see desk_asked
00:11 ana asks the billing desk
00:12 ana asks the depot desk -> refused already_asked
00:13 ana asks the kitchen desk -> refused unknown_item at /desk
00:21 -
    ana sees desk_answered desk=billing text~"It is paid"
    ana doesn't see desk_answered desk=depot
00:30 -
    ana sees desk_answered desk=depot text~Monday
    ben doesn't see desk_answered
00:40 ana asks the depot desk
01:00 -
    ana sees desk_answered desk=depot text~"Still on the road"
