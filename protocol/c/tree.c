// Builds a tree in one block: its nodes, and behind them what its strings are.
//
// Nothing is looked at here that scan_json has decided: where a quote must stand, one stands. The
// recursion is as deep as the scanner's, at most SCAN_DEPTH_CAP.
#include "protocol/tree.h"

#include <limits.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "protocol/scan.h"

struct builder {
    struct str text;
    uint32_t at;
    cJSON *node;  // the next that is free
    char *string; // where the next string goes
};

static cJSON *value_build(struct builder *b);

cJSON *tree_build(struct str text, uint32_t values) {
    // A decoded string with its zero byte is never longer than it was in its quotes.
    cJSON *nodes = malloc(values * sizeof *nodes + text.len);
    if (nodes == NULL) return NULL;
    struct builder b = { .text = text, .node = nodes, .string = (char *)(nodes + values) };
    return value_build(&b);
}

void tree_free(cJSON *tree) {
    free(tree); // its first node is the block's beginning
}

// Moves on to the next byte that isn't a space; that byte.
static char next(struct builder *b) {
    char byte = b->text.ptr[b->at];
    while (byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t')
        byte = b->text.ptr[++b->at];
    return byte;
}

// Copies up to the next backslash, or to the closing quote.
static void run_build(struct builder *b, uint32_t quote) {
    const char *from = b->text.ptr + b->at;
    const char *backslash = memchr(from, '\\', quote - b->at);
    size_t run = backslash ? (size_t)(backslash - from) : quote - b->at;
    memcpy(b->string, from, run);
    b->string += run;
    b->at += (uint32_t)run;
}

static uint32_t next_quote(const struct builder *b) {
    const char *quote = memchr(b->text.ptr + b->at, '"', b->text.len - b->at);
    return (uint32_t)(quote - b->text.ptr);
}

// A quote that was found may turn out to be part of an escape; then the next one is looked for.
static char *string_build(struct builder *b) {
    char *string = b->string;
    b->at++;
    uint32_t quote = next_quote(b);
    for (run_build(b, quote); b->text.ptr[b->at] == '\\'; run_build(b, quote)) {
        b->string += utf8_put(b->string, scan_escape(b->text.ptr, &b->at));
        if (b->at > quote) quote = next_quote(b);
    }
    *b->string++ = '\0';
    b->at++;
    return string;
}

// A whole number, since nothing else is let in.
static double number_build(struct builder *b) {
    bool negative = b->text.ptr[b->at] == '-';
    if (negative) b->at++;
    int64_t value = 0;
    for (; b->at < b->text.len && b->text.ptr[b->at] >= '0' && b->text.ptr[b->at] <= '9'; b->at++)
        value = value * 10 + (b->text.ptr[b->at] - '0');
    return (double)(negative ? -value : value);
}

// As cJSON has it.
static int int_of(double number) {
    if (number >= INT_MAX) return INT_MAX;
    return number <= INT_MIN ? INT_MIN : (int)number;
}

// With the colon behind it.
static char *key_build(struct builder *b) {
    char *key = string_build(b);
    next(b);
    b->at++;
    return key;
}

// The members or entries up to the closing bracket, in a list whose first one's `prev` is the last.
static cJSON *children_build(struct builder *b, char closing) {
    cJSON *first = NULL, *last = NULL;
    b->at++;
    while (next(b) != closing) {
        char *key = closing == '}' ? key_build(b) : NULL;
        cJSON *child = value_build(b);
        child->string = key;
        child->prev = last;
        if (last)
            last->next = child;
        else
            first = child;
        last = child;
        if (next(b) == ',') b->at++;
    }
    b->at++;
    if (first) first->prev = last;
    return first;
}

static cJSON *value_build(struct builder *b) {
    cJSON *node = b->node++;
    *node = (cJSON){ 0 };
    switch (next(b)) {
    case '{':
        node->type = cJSON_Object;
        node->child = children_build(b, '}');
        return node;
    case '[':
        node->type = cJSON_Array;
        node->child = children_build(b, ']');
        return node;
    case '"':
        node->type = cJSON_String;
        node->valuestring = string_build(b);
        return node;
    case 't':
        node->type = cJSON_True;
        node->valueint = 1; // as cJSON has it
        b->at += (uint32_t)strlen("true");
        return node;
    case 'f':
        node->type = cJSON_False;
        b->at += (uint32_t)strlen("false");
        return node;
    case 'n':
        node->type = cJSON_NULL;
        b->at += (uint32_t)strlen("null");
        return node;
    default:
        node->type = cJSON_Number;
        node->valuedouble = number_build(b);
        node->valueint = int_of(node->valuedouble);
        return node;
    }
}
