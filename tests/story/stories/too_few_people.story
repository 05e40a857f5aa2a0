# A round needs two people who are here.
people ana
00:00 trainer proposes late_parcel -> refused too_few_people
00:10 trainer hands out the briefs -> refused not_now
00:20 ben joins
00:30 ben loses the connection
00:40 trainer proposes late_parcel -> refused too_few_people
00:50 ben reconnects
01:00 trainer proposes late_parcel
    the room has phase=proposed
