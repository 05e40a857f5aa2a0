# A whisper is read by the seat it is meant for and by nobody else.
people ana, ben
00:00 trainer plays late_parcel
00:05 trainer watches pair 1
00:10 trainer whispers to the csr of pair 1 "Ask what it is for."
    ana sees whispered text="Ask what it is for." to_csr=hidden
    ben doesn't see whispered
    trainer sees whispered to_csr=true
00:20 trainer whispers to the customer of pair 1 "A little louder."
    ben sees whispered text="A little louder."
    ana doesn't see whispered
00:30 trainer whispers to both of pair 1 "Two more minutes."
    ana and ben see whispered
00:40 ana whispers to both of pair 1 "Psst." -> refused not_you
