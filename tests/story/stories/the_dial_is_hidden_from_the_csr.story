# The anger dial is seen by customer and trainer, and never by the CSR.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
    trainer sees opened dial=6
00:10 ben dials 8
    ben and trainer see dial_set value=8
    ana doesn't see dial_set
    tile 1 has dial=8 curve="[0,6,10,8]"
00:11 ben dials 8 # what is there already is no event
    trainer doesn't see dial_set
00:12 ana dials 3 -> refused not_you
00:13 ben dials 11 -> refused bad_message at /value
    tile 1 has dial=8
