// The client's end of the control socket.
#include "doorbell.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { ANSWER_MAX = 96 };

struct sockaddr_un doorbell_path(const char *data) {
    struct sockaddr_un path = { .sun_family = AF_UNIX };
    int len = snprintf(path.sun_path, sizeof path.sun_path, "%s/control", data);
    if (len >= (int)sizeof path.sun_path) path.sun_path[0] = 0;
    return path;
}

static bool send_line(int fd, struct str line) {
    for (uint32_t sent = 0; sent < line.len;) {
        ssize_t more = write(fd, line.ptr + sent, line.len - sent);
        if (more < 0 && errno != EINTR) return false;
        if (more > 0) sent += (uint32_t)more;
    }
    return true;
}

static struct doorbell_answer answer_parse(char *text) {
    struct doorbell_answer answer = { .err = ERR_IO };
    char word[32] = "";
    sscanf(text, "%31s %u %u %u", word, &answer.numbers[0], &answer.numbers[1], &answer.numbers[2]);
    for (enum err err = OK; err <= ERR_BUSY; err++)
        if (strcmp(word, err_name(err)) == 0) answer.err = err;
    return answer;
}

static struct doorbell_answer answer_read(int fd) {
    char text[ANSWER_MAX + 1];
    ssize_t len = 0, more;
    while (len < ANSWER_MAX && (more = read(fd, text + len, (size_t)(ANSWER_MAX - len))) > 0)
        len += more;
    text[len] = '\0';
    return answer_parse(text);
}

struct doorbell_answer doorbell_ring(const char *data, const char *verb, struct str whom,
                                     struct str with) {
    struct sockaddr_un path = doorbell_path(data);
    struct doorbell_answer answer = { .err = ERR_BUSY };
    struct buf line = { 0 };
    buf_printf(&line, "[\"%s\",", verb);
    buf_json_string(&line, whom);
    buf_append_char(&line, ',');
    buf_json_string(&line, with);
    buf_append_lit(&line, "]\n");
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool is_sent = fd >= 0 && !connect(fd, (const struct sockaddr *)&path, sizeof path) &&
                   send_line(fd, buf_str(&line));
    if (is_sent) answer = answer_read(fd);
    if (fd >= 0) close(fd);
    explicit_bzero(line.ptr, line.len); // it may hold a password
    buf_deinit(&line);
    return answer;
}
