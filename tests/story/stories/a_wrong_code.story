# A code that no class has is refused in the field where it was typed.
people ana
00:10 ben joins with code ZZZZZZ -> refused unknown_class at /code
00:20 ben joins with code 0 -> refused bad_message at /code
