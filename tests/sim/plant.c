// plant LIMITS BUGS OUT FILE...: copies the product's files (as they are named from its root) to
// OUT, with shrunk limits and, if BUGS isn't "-", with planted bugs that are chosen at run time.
// Ends with 1 when a text that is to be replaced is not there exactly once: then the product has
// changed, and the list has to follow.
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { FILES_MAX = 400, PATH_MAX_HERE = 600 };

struct file {
    const char *name;
    char *text;
};

static struct file files[FILES_MAX];
static int files_count;

static void fail(const char *what, const char *where) {
    fprintf(stderr, "plant: %s: %s\n", where, what);
    exit(1);
}

static char *file_read(const char *name) {
    FILE *in = fopen(name, "rb");
    struct stat about;
    if (!in || fstat(fileno(in), &about) != 0) fail("can't be read", name);
    char *text = calloc(1, (size_t)about.st_size + 1);
    if (!text || fread(text, 1, (size_t)about.st_size, in) != (size_t)about.st_size)
        fail("can't be read", name);
    fclose(in);
    return text;
}

// "server/core/limits.h" becomes OUT/core/limits.h: as it is included.
static void file_write(const char *out, const struct file *file) {
    char path[PATH_MAX_HERE];
    const char *inner = strchr(file->name, '/');
    snprintf(path, sizeof path, "%s%s", out, inner ? inner : "/");
    FILE *to = fopen(path, "wb");
    if (!to || fputs(file->text, to) < 0 || fclose(to) != 0) fail("can't be written", path);
}

static struct file *file_of(const char *name) {
    for (int i = 0; i < files_count; i++)
        if (strcmp(files[i].name, name) == 0) return &files[i];
    fail("is not among the files", name);
    return NULL;
}

static void replace(struct file *file, const char *from, const char *to) {
    char *at = strstr(file->text, from);
    if (!at) fail("is not there any more", from);
    if (strstr(at + 1, from)) fail("is there more than once", from);
    size_t before = (size_t)(at - file->text), after = strlen(at + strlen(from));
    char *text = malloc(before + strlen(to) + after + 1);
    if (!text) fail("no memory", file->name);
    memcpy(text, file->text, before);
    memcpy(text + before, to, strlen(to));
    memcpy(text + before + strlen(to), at + strlen(from), after + 1);
    free(file->text);
    file->text = text;
}

static char *trim(char *text) {
    while (*text == ' ' || *text == '\n')
        text++;
    size_t length = strlen(text);
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
        text[--length] = '\0';
    return text;
}

// A line: file | what stands there | what stands there instead.
static void limits_apply(char *text) {
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        if (line[0] == '#') continue;
        char *from = strchr(line, '|'), *to = from ? strchr(from + 1, '|') : NULL;
        if (!to) fail("is no limit", line);
        *from = *to = '\0';
        replace(file_of(trim(line)), trim(from + 1), trim(to + 1));
    }
}

// The part of a bug after a line of that name, up to the next line with a name.
static char *part(char *bug, const char *name, const char *next) {
    char *from = strstr(bug, name);
    if (!from) fail("is missing", name);
    from += strlen(name);
    size_t length = next && strstr(from, next) ? (size_t)(strstr(from, next) - from) : strlen(from);
    return trim(strndup(from, length));
}

static void bug_plant(int number, char *bug, FILE *names) {
    char *title = part(bug, "", "\n"), *file = part(bug, "\nfile: ", "\n");
    bool statement = strstr(bug, "\nstatement:\n") != NULL;
    char *from = part(bug, statement ? "\nstatement:\n" : "\nexpression:\n", "\nplanted:\n");
    char *to = part(bug, "\nplanted:\n", NULL);
    size_t size = strlen(from) + strlen(to) + 100;
    char *both = malloc(size);
    if (!both) fail("no memory", title);
    snprintf(both, size,
             statement ? "{ if (mutant_is(%d)) { %s } else { %s } }"
                       : "(mutant_is(%d) ? (%s) : (%s))",
             number, to, from);
    replace(file_of(file), from, both);
    fprintf(names, "\"%s\",\n", title);
}

// Bugs are parted by lines that begin with "== ".
static void bugs_plant(char *text, FILE *names) {
    int number = 0;
    char *bug = strstr(text, "\n== ");
    while (bug) {
        char *next = strstr(bug + 1, "\n== ");
        if (next) *next = '\0';
        bug_plant(++number, bug + strlen("\n== "), names);
        bug = next;
        if (next) *next = '\n';
    }
}

int main(int argc, char **argv) {
    if (argc < 5 || argc - 4 > FILES_MAX) fail("LIMITS BUGS OUT FILE...", "usage");
    for (int i = 4; i < argc; i++)
        files[files_count++] = (struct file){ argv[i], file_read(argv[i]) };
    char path[PATH_MAX_HERE];
    snprintf(path, sizeof path, "%s/mutants.inc", argv[3]);
    FILE *names = fopen(path, "wb");
    if (!names) fail("can't be written", path);
    limits_apply(file_read(argv[1]));
    if (strcmp(argv[2], "-") != 0) bugs_plant(file_read(argv[2]), names);
    fputs("NULL\n", names);
    fclose(names);
    for (int i = 0; i < files_count; i++)
        file_write(argv[3], &files[i]);
    return 0;
}
