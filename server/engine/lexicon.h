// Lexicons: which phrase classes a line contains. A line is normalised (NFC, case folding, word
// segmentation) and matched against the lexicon that is pinned to its session; the result is
// stamped on the command before it is decided, so that no machine ever reads text.
#pragma once

#include <stdint.h>

#include "base/err.h"
#include "base/str.h"

struct cJSON;
struct lexicon;

// Compiles a checked lexicon file (protocol/schema/lexicon.json). ERR_INPUT: more than 32 classes.
enum err lexicon_new(const struct cJSON *file, struct lexicon **lexicon);
void lexicon_free(struct lexicon *lexicon);

// The bit of a class by its id; 0 if there is none.
uint32_t lexicon_class(const struct lexicon *lexicon, struct str id);

// The classes found in a line, and how many words it has. lexicon NULL: no class, only words.
uint32_t lexicon_find(const struct lexicon *lexicon, struct str line, int32_t *words);
