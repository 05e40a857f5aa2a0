# A fact card that the customer lays on the table is read by the CSR, once.
people ana, ben
00:00 trainer plays late_parcel
00:20 ben reveals wedding
    ana and ben see fact_revealed fact=wedding title="The wedding" text="It is for a wedding."
00:21 ben reveals wedding -> refused already_done
00:22 ben reveals holiday -> refused unknown_item at /fact
00:23 ana reveals money -> refused not_you
00:30 ben reveals money # too hot for it by its rule: that is the customer's judgement
    ana sees fact_revealed fact=money
