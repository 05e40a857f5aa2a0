# Nobody unrecorded is moved into a call that is being recorded, not even to watch.
people ana, ben
00:00 trainer plays late_parcel
01:00 cem joins unrecorded
    cem's place has stage=lobby seat=none
01:10 ana leaves
01:20 trainer seats cem in pair 1 as csr -> refused not_now at /person
01:30 ben chooses to end
    ben sees phase_began phase=back
