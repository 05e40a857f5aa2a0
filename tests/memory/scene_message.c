// Messages are decoded to the same, or refused for want of memory; never anything between.
#include <dirent.h>
#include <stdio.h>
#include <string.h>

#include "base/check.h"
#include "heap.h"
#include "protocol/command.h"
#include "scene.h"

enum { MESSAGES_MAX = 64, MESSAGE_BYTES_MAX = 16 * 1024 };

static struct {
    char bytes[MESSAGE_BYTES_MAX];
    uint32_t len;
    enum err err; // with all the memory it wants
} messages[MESSAGES_MAX];
static int messages_count;
static struct contract *contract;

static enum err decode(int i, struct check_fault *fault) {
    struct message message;
    enum err err =
        message_decode(contract, str_make(messages[i].bytes, messages[i].len), &message, fault);
    if (!err) message_free(&message);
    return err;
}

static void message_add(const char *folder, const char *name) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    CHECK(file && messages_count < MESSAGES_MAX);
    messages[messages_count].len =
        (uint32_t)fread(messages[messages_count].bytes, 1, MESSAGE_BYTES_MAX, file);
    messages_count++;
    fclose(file);
}

static void prepare(void) {
    static const char folder[] = "tests/memory/messages";
    contract = contract_new();
    DIR *dir = opendir(folder);
    CHECK(dir);
    for (struct dirent *each; (each = readdir(dir));)
        if (each->d_name[0] != '.') message_add(folder, each->d_name);
    closedir(dir);
    struct check_fault fault;
    for (int i = 0; i < messages_count; i++)
        messages[i].err = decode(i, &fault);
}

static enum scene_end play(void) {
    enum scene_end end = SCENE_WHOLE;
    for (int i = 0; i < messages_count; i++) {
        struct check_fault fault = { .keyword = "" };
        heap_open();
        enum err err = decode(i, &fault);
        heap_close();
        bool said = err == ERR_NOMEM && strcmp(fault.keyword, "memory") == 0 && fault.text[0];
        if (said) end = SCENE_REFUSED;
        if (said || err == messages[i].err) continue;
        fprintf(stderr, "message %d was judged %s, not %s\n", i, err_name(err),
                err_name(messages[i].err));
        return SCENE_BROKEN;
    }
    return end;
}

const struct scene scene_message = { .name = "message", .prepare = prepare, .play = play };
