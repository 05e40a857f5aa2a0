// What serve says when it is up.
#include "announce.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <qrencode.h>

#include "engine/ask.h"

enum {
    QR_MARGIN = 2
}; // half of what the standard asks for; phones read it, and it fits 80 columns

static bool is_dark(const QRcode *qr, int x, int y) {
    bool inside = x >= 0 && y >= 0 && x < qr->width && y < qr->width;
    return inside && (qr->data[y * qr->width + x] & 1);
}

// Two rows of modules a line, in half blocks; colours are set, so that a dark terminal doesn't turn
// the code inside out.
static void qr_print(const QRcode *qr) {
    static const char *const blocks[2][2] = { { " ", "▄" }, { "▀", "█" } };
    for (int y = -QR_MARGIN; y < qr->width + QR_MARGIN; y += 2) {
        fputs("  \033[30;107m", stdout);
        for (int x = -QR_MARGIN; x < qr->width + QR_MARGIN; x++)
            fputs(blocks[is_dark(qr, x, y)][is_dark(qr, x, y + 1)], stdout);
        puts("\033[0m");
    }
}

static void announce_qr(const char *url) {
    QRcode *qr = QRcode_encodeString8bit(url, 0, QR_ECLEVEL_L);
    if (!qr) return; // the address above says the same
    qr_print(qr);
    QRcode_free(qr);
}

static bool link_write(const char *file, const char *link) {
    int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    bool written = fchmod(fd, 0600) == 0 && dprintf(fd, "%s\n", link) > 0;
    return close(fd) == 0 && written;
}

enum { FILE_NAME = 1100 };

static void setup_file(char file[FILE_NAME], struct str data) {
    snprintf(file, FILE_NAME, "%.*s/setup-link", STR_ARG(data));
}

// A link of an earlier start would only puzzle whoever finds it.
static void setup_file_remove(struct str data) {
    char file[FILE_NAME];
    setup_file(file, data);
    unlink(file);
}

// A log file or a journal is read by more people than a screen.
static void announce_setup_file(const char *link, struct str data) {
    char file[FILE_NAME];
    setup_file(file, data);
    if (link_write(file, link))
        printf("No trainer yet: the one-time set-up link is in %s\n", file);
    else
        fprintf(stderr, "coolhead: %s can't be written: %m. Start in a terminal to see the link.\n",
                file);
}

static void announce_setup(const char *token, struct str url, struct str data) {
    char link[512];
    snprintf(link, sizeof link, "%.*s/trainer#setup=%s", STR_ARG(url), token);
    if (isatty(STDOUT_FILENO))
        printf("No trainer yet. Set the first password here, once:\n  %s\n", link);
    else
        announce_setup_file(link, data);
}

void announce_address(struct str url) {
    char address[300];
    snprintf(address, sizeof address, "%.*s", STR_ARG(url));
    printf("\nPhones join at %s\nTrainers:      %s/trainer\n", address, address);
    if (isatty(STDOUT_FILENO)) announce_qr(address);
    fflush(stdout);
}

void announce(struct engine *engine, struct str url, struct str data) {
    char token[64];
    announce_address(url);
    setup_file_remove(data);
    if (engine_setup_token(engine, token) == OK) announce_setup(token, url, data);
    fflush(stdout);
}
