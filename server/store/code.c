// Join codes.
#include "store/code.h"

#include "base/check.h"

static const char symbols[] = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

void code_from(uint32_t number, char code[JOURNAL_CODE + 1]) {
    CHECK(number < CODE_COUNT);
    const uint32_t base = sizeof(symbols) - 1;
    for (int i = JOURNAL_CODE; i-- > 0; number /= base) {
        code[i] = symbols[number % base];
    }
    code[JOURNAL_CODE] = '\0';
}
