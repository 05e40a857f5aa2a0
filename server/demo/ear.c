#include "demo/ear.h"

#include <ctype.h>
#include <string.h>

enum { LINE_MAX_HEARD = 600 }; // the rest of a longer line changes nobody's mind

struct sound {
    const char *words;
    int heat;
};

static const struct sound sounds[] = {
    { "calm down", 15 },
    { "as i said", 12 },
    { "should have", 12 },
    { "fault", 10 },
    { "technically", 12 },
    { "these things happen", 12 },
    { "our system", 8 },
    { "not my", 12 },
    { "policy", 8 },
    { "nothing i can do", 12 },
    { "busy", 6 },
    { "actually", 6 },
    { "sorry", -4 },
    { "upset", -6 },
    { "must have been", -6 },
    { "worried", -6 },
    { "i hear you", -5 },
    { "i see", -3 },
    { "thank you", -3 },
    { "let me find out", -4 },
    { "stay with", -4 },
    { "what do you need", -8 },
    { "would help", -8 },
    { "only if you", -4 },
    { "by five", -5 },
    { "in writing", -5 },
    { "what i can do", -4 },
    { "say that back", -8 },
    { "got wrong", -4 },
    { "let you finish", -6 },
};

static const char *const gentle[] = { "only if you", "don't have to", "may i ask", "up to you" };

static void line_lower(char *to, size_t room, struct str line) {
    size_t len = line.len < room - 1 ? line.len : room - 1;
    for (size_t i = 0; i < len; i++)
        to[i] = (char)tolower((unsigned char)line.ptr[i]);
    to[len] = 0;
}

struct heard ear_hear(struct str line) {
    char text[LINE_MAX_HEARD];
    line_lower(text, sizeof text, line);
    struct heard heard = { .asks = strchr(text, '?') != NULL };
    for (size_t i = 0; i < sizeof sounds / sizeof sounds[0]; i++)
        if (strstr(text, sounds[i].words)) heard.heat += sounds[i].heat;
    for (size_t i = 0; i < sizeof gentle / sizeof gentle[0]; i++)
        if (strstr(text, gentle[i])) heard.gentle = true;
    return heard;
}
