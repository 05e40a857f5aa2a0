// The commands beside serve.
#include "commands.h"

#include <inttypes.h>
#include <stdio.h>

#include "engine/replay.h"
#include "engine/shelf.h"
#include "protocol/command.h"
#include "store/backup.h"
#include "store/restore.h"
#include "store/verify.h"

static bool say_why(const char *why) {
    fprintf(stderr, "coolhead: %s\n", why);
    return false;
}

// ---- scenarios

static bool file_check(const char *file, const struct schema_set *schemas) {
    struct check_fault fault;
    enum err err = shelf_check_file(file, schemas, &fault);
    if (!err)
        printf("%s: good\n", file);
    else if (err == ERR_INPUT)
        fprintf(stderr, "%s: at \"%s\": %s\n", file, fault.path, fault.text);
    else
        fprintf(stderr, "%s: can't be read: %m\n", file);
    return !err;
}

int command_scenario_check(char **files, int count) {
    struct contract *contract = contract_new();
    int bad = 0;
    for (int i = 0; i < count; i++)
        bad += !file_check(files[i], contract_schemas(contract));
    contract_free(contract);
    return bad ? 1 : 0;
}

// ---- the record

static bool verify_say(enum err err, const struct verify_report *r) {
    if (err) {
        fprintf(stderr, "coolhead: the database can't be read (%s).\n", err_name(err));
        return false;
    }
    printf("%" PRIu64 " events in %" PRIu64 " streams; %" PRIu64 " texts erased, %" PRIu64
           " redacted.\n",
           r->events, r->streams, r->erased, r->redacted);
    if (r->damaged == 0) return true;
    fprintf(stderr,
            "coolhead: %" PRIu64
            " places are not as they were written; the first: %s, stream %" PRIu64 ", event %u.\n",
            r->damaged, verify_finding_name(r->first), r->first_stream, r->first_seq);
    return false;
}

struct playing {
    uint64_t streams, bad;
};

static void on_replayed(void *ctx, const struct replayed *replayed) {
    struct playing *playing = ctx;
    playing->streams++;
    if (!replayed->why) return;
    playing->bad++;
    fprintf(stderr, "coolhead: stream %" PRIu64 ", event %u: %s.\n", replayed->stream,
            replayed->events, replayed->why);
}

// Only what is as it was written is played: the fold would end the process at what nobody decided.
static bool replay_say(struct store *store) {
    struct playing playing = { 0 };
    enum err err = replay_all(store, on_replayed, &playing);
    if (err) fprintf(stderr, "coolhead: the database can't be read (%s).\n", err_name(err));
    if (!err && !playing.bad)
        printf("Each of %" PRIu64 " streams plays again, with dense views for every role.\n",
               playing.streams);
    return !err && !playing.bad;
}

int command_verify(const char *data) {
    char why[STORE_WHY];
    struct store *store;
    struct verify_report report = { 0 };
    if (store_open(data, STORE_READ, &store, why)) {
        say_why(why);
        return 1;
    }
    bool ok = verify_say(verify_all(store, &report), &report) && replay_say(store);
    store_close(store);
    return ok ? 0 : 1;
}

int command_backup(const char *data, const char *file) {
    char why[STORE_WHY];
    if (backup_make(data, file, why) == OK) return 0;
    say_why(why);
    return 1;
}

int command_restore(const char *data, const char *file) {
    char why[STORE_WHY];
    struct verify_report report;
    if (restore_from(data, file, time_wall(), &report, why)) {
        say_why(why);
        return 1;
    }
    return verify_say(OK, &report) ? 0 : 1;
}
