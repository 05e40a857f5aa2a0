// coolhead erase. Names are looked up here, read-only; the forgetting is the running server's,
// which alone may write and which holds the class in memory.
#include "erasing.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/id.h"
#include "doorbell.h"
#include "store/read.h"

// Somebody or something by name or number, looked for in a list.
struct finding {
    const char *wanted;
    uint32_t number; // as it was typed; 0: it is no number
    uint32_t found, count;
    struct str name; // of what was found; owned
};

// A whole number that is no name at the same time is taken for one only if no name is like it.
static struct finding finding_of(const char *wanted) {
    char *end;
    unsigned long long number = strtoull(wanted, &end, 10);
    // The address bar shows a class as its stream.
    if (number > UINT32_MAX) number = id_is_valid(number) ? id_class_of(number) : 0;
    return (struct finding){ .wanted = wanted, .number = *end ? 0 : (uint32_t)number };
}

static void finding_see(struct finding *f, uint32_t number, struct str name) {
    if (!str_eq(name, str_from(f->wanted)) && (!f->number || number != f->number)) return;
    f->found = number;
    f->count++;
}

static void on_class(void *ctx, const struct journal_class *class) {
    finding_see(ctx, class->id, class->name);
}

static void on_person(void *ctx, const struct journal_person *person) {
    if (person->number < 481) finding_see(ctx, person->number, person->name);
}

static bool finding_check(const struct finding *f, const char *what) {
    if (f->count == 1) return true;
    if (f->count == 0)
        fprintf(stderr, "coolhead: there is no %s called \"%s\".\n", what, f->wanted);
    else
        fprintf(stderr, "coolhead: %u of the %s are called \"%s\"; name one by its number:\n",
                f->count, strcmp(what, "class") == 0 ? "classes" : "people", f->wanted);
    return false;
}

// The numbers to choose from.
static void print_class(void *ctx, const struct journal_class *class) {
    if (str_eq(class->name, str_from(ctx)))
        fprintf(stderr, "  %u, made %" PRId64 " s after 1970\n", class->id,
                class->created_ms / MS_SECOND);
}

static void print_person(void *ctx, const struct journal_person *person) {
    if (str_eq(person->name, str_from(ctx)))
        fprintf(stderr, "  %u, joined %" PRId64 " s after 1970\n", person->number,
                person->joined_ms / MS_SECOND);
}

static bool names_find(struct store *store, struct finding *class, struct finding *person) {
    if (read_all_classes_now(store, on_class, class)) return false;
    if (!finding_check(class, "class")) {
        if (class->count)
            read_all_classes_now(store, print_class, (void *)(uintptr_t) class->wanted);
        return false;
    }
    struct journal *journal = store_journal(store);
    if (journal_list_people(journal, class->found, on_person, person)) return false;
    if (finding_check(person, "person in this class")) return true;
    if (person->count)
        journal_list_people(journal, class->found, print_person, (void *)(uintptr_t)person->wanted);
    return false;
}

static bool be_sure(const struct finding *class, const struct finding *person, bool is_sure) {
    printf("Erases \"%s\" (number %u) of class \"%s\": the name and all that they wrote, in all\n"
           "backups of this data folder too. Their partners' recordings stay readable; published\n"
           "pages of their calls are taken back. This cannot be undone.\n",
           person->wanted, person->found, class->wanted);
    if (is_sure) return true;
    if (!isatty(STDIN_FILENO)) {
        fputs("coolhead: nobody is there to be asked; use --yes.\n", stderr);
        return false;
    }
    char answer[8] = "";
    printf("Type \"erase\" to do it: ");
    fflush(stdout);
    return fgets(answer, sizeof answer, stdin) && strcmp(answer, "erase\n") == 0;
}

static bool erase(const char *data, uint32_t class_id, uint32_t person) {
    char class_text[16], person_text[16];
    snprintf(class_text, sizeof class_text, "%u", class_id);
    snprintf(person_text, sizeof person_text, "%u", person);
    struct doorbell_answer answer =
        doorbell_ring(data, "erase", str_from(class_text), str_from(person_text));
    if (answer.err == OK)
        printf("Erased: %u texts; %u published pages taken back.%s\n", answer.numbers[0],
               answer.numbers[1],
               answer.numbers[2] ? " A copy was in use; it is erased as soon as it is free." : "");
    else if (answer.err == ERR_BUSY)
        fprintf(stderr, "coolhead: no server runs on %s; start it, then erase.\n", data);
    else
        fprintf(stderr, "coolhead: nothing was erased (%s); the server's log says why.\n",
                err_name(answer.err));
    return answer.err == OK;
}

int erasing_command(const char *data, const char *class_name, const char *person_name,
                    bool is_sure) {
    char why[STORE_WHY];
    struct store *store;
    struct finding class = finding_of(class_name), person = finding_of(person_name);
    if (store_open(data, STORE_READ, &store, why)) {
        fprintf(stderr, "coolhead: %s\n", why);
        return 1;
    }
    bool is_found = names_find(store, &class, &person);
    store_close(store);
    bool ok =
        is_found && be_sure(&class, &person, is_sure) && erase(data, class.found, person.found);
    return ok ? 0 : 1;
}
