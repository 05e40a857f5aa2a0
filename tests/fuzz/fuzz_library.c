// Fuzzes the import of scenarios, rubrics, doctrines and lexicons: from the bytes of a file to what
// is handed to a seat.
//
// What the check of a file takes, the shelf takes; what it refuses has a sentence. All that the
// shelf then says about it, cards, kits and rubric, is JSON.
#include <fcntl.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/check.h"
#include "base/utf8.h"
#include "engine/shelf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

// A folder in memory with one file, which is what the fuzzer wrote, behind the rest of a class's
// shelf.
static char folder[] = "/dev/shm/coolhead-fuzz-XXXXXX", file[64];
static struct schema_set *schemas;

static void folder_remove(void) {
    unlink(file);
    rmdir(folder);
}

static void folder_make(void) {
    schemas = schema_set_embedded();
    CHECK(mkdtemp(folder));
    snprintf(file, sizeof file, "%s/fuzzed.json", folder);
    atexit(folder_remove);
}

static void file_write(const uint8_t *data, size_t size) {
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && write(fd, data, size) == (ssize_t)size);
    close(fd);
}

static void on_fault(void *ctx, const char *path, const char *pointer, const char *text) {
    (void)ctx, (void)path, (void)pointer, (void)text;
    CHECK_UNREACHABLE(); // the check of the file took it
}

static void json_check(struct buf *text) {
    static const struct scan_limits any = {
        .bytes_max = 32 << 20, .depth_max = 16, .nodes_max = 1 << 20, .keys_max = 64
    };
    CHECK(text->len == 0 || scan_json(buf_str(text), &any, NULL));
    buf_reset(text);
}

static void kits_check(struct shelf *shelf, const struct edition *scenario, struct buf *text) {
    static const uint8_t focus[] = { 0, 1, 2 };
    struct arena arena;
    arena_init(&arena);
    for (int k = 0; k < scenario->variants; k++) {
        const struct script *script =
            shelf_script(shelf, str_from(scenario->hash), str_from(scenario->hash), STR(""),
                         edition_variant(scenario, k));
        CHECK(!script); // its own hash is no rubric's
        const struct edition *rubric = shelf_at(shelf, LIBRARY_RUBRIC, 0);
        if (!rubric) continue;
        script = shelf_script(shelf, str_from(scenario->hash), str_from(rubric->hash), STR(""),
                              edition_variant(scenario, k));
        for (int seat = SEAT_CSR; script && seat <= SEAT_CUSTOMER; seat++) {
            buf_append_str(text, script_kit(script, (enum seat)seat, STR(""), focus, 3, &arena));
            json_check(text);
        }
    }
    arena_deinit(&arena);
}

static void shelf_check(struct shelf *shelf) {
    struct buf text = { 0 };
    shelf_write_library(&text, shelf);
    json_check(&text);
    const struct edition *one;
    if ((one = shelf_at(shelf, LIBRARY_RUBRIC, 0))) edition_write_rubric(&text, one, STR(""));
    json_check(&text);
    if ((one = shelf_at(shelf, LIBRARY_DOCTRINE, 0))) edition_write_doctrine(&text, one);
    json_check(&text);
    if ((one = shelf_at(shelf, LIBRARY_LEXICON, 0))) edition_write_phrases(&text, one);
    json_check(&text);
    if ((one = shelf_at(shelf, LIBRARY_SCENARIO, 0))) kits_check(shelf, one, &text);
    buf_deinit(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (!schemas) folder_make();
    struct check_fault fault = { .keyword = NULL };
    struct shelf *shelf;
    file_write(data, size);
    if (shelf_check_file(file, schemas, &fault) != OK) {
        CHECK(fault.keyword && fault.text[0] && utf8_is_valid(str_from(fault.text)) &&
              utf8_is_valid(str_from(fault.path)));
        return 0;
    }
    CHECK(shelf_open(folder, NULL, schemas, 0, on_fault, NULL, &shelf) == OK);
    shelf_check(shelf);
    shelf_close(shelf);
    return 0;
}
