// Log lines (server/base/log.c).
#include "lib/test.h"

#include <unistd.h>

#include "base/log.h"

static int pipe_fds[2];

static int open_pipe(void **state) {
    (void)state;
    if (pipe(pipe_fds) != 0) return -1;
    log_to(pipe_fds[1]);
    return 0;
}

static int close_pipe(void **state) {
    (void)state;
    log_to(STDERR_FILENO);
    close(pipe_fds[0]);
    close(pipe_fds[1]);
    return 0;
}

#define TIME_LEN 25 // "2026-03-02T09:41:07.250Z "

// What the last line said, without its time. Fails when it isn't one line.
static struct str read_line(char *bytes, size_t size) {
    ssize_t len = read(pipe_fds[0], bytes, size);
    assert_true(len > TIME_LEN);
    assert_int_equal(bytes[10], 'T');
    assert_int_equal(bytes[23], 'Z');
    assert_int_equal(bytes[len - 1], '\n');
    assert_null(memchr(bytes, '\n', (size_t)len - 1));
    return str_make(bytes + TIME_LEN, (size_t)len - TIME_LEN - 1);
}

static void a_line_holds_its_pairs(void **state) {
    (void)state;
    char bytes[2048];
    log_info("listening", "port", LOG_NUM(8080), "address", "0.0.0.0");
    assert_str(read_line(bytes, sizeof(bytes)), "info listening port=8080 address=0.0.0.0");
    log_warn("quiet");
    assert_str(read_line(bytes, sizeof(bytes)), "warn quiet");
    log_error("odd", "a", NULL, "b", "", "c", LOG_NUM(INT64_MIN));
    assert_str(read_line(bytes, sizeof(bytes)), "error odd a=- b=\"\" c=-9223372036854775808");
}

static void a_value_cannot_forge_a_line_or_a_pair(void **state) {
    (void)state;
    char bytes[2048];
    log_info("bad", "path", "a b=\"c\"\n2026 error \\");
    assert_str(read_line(bytes, sizeof(bytes)), "info bad path=\"a b=\\\"c\\\"?2026 error \\\\\"");
}

static void a_long_value_is_cut(void **state) {
    (void)state;
    char bytes[2048];
    char value[4096];
    memset(value, 'x', sizeof(value) - 1);
    value[sizeof(value) - 1] = '\0';
    log_info("long", "value", value);
    assert_int_equal(read_line(bytes, sizeof(bytes)).len, strlen("info long value=") + 200);
    log_info("many", "a", value, "b", value, "c", value, "d", value, "e", value, "f", value);
    assert_int_equal(read_line(bytes, sizeof(bytes)).len, 1024 - TIME_LEN - 1);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_line_holds_its_pairs, open_pipe, close_pipe),
        cmocka_unit_test_setup_teardown(a_value_cannot_forge_a_line_or_a_pair, open_pipe,
                                        close_pipe),
        cmocka_unit_test_setup_teardown(a_long_value_is_cut, open_pipe, close_pipe),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
