// Lists, cookies and origins (server/net/headers.c, origin.c).
#include "lib/test.h"

#include "net/headers.h"
#include "net/origin.h"

static void a_list_is_searched_for_whole_items(void **state) {
    (void)state;
    assert_true(header_list_has(STR("coolhead.v1"), STR("coolhead.v1")));
    assert_true(header_list_has(STR("chat ,\tcoolhead.v1 , x"), STR("coolhead.v1")));
    assert_false(header_list_has(STR("coolhead.v10, xcoolhead.v1"), STR("coolhead.v1")));
    assert_false(header_list_has(STR("Coolhead.V1"), STR("coolhead.v1")));
    assert_false(header_list_has(STR(""), STR("coolhead.v1")));
}

static void a_cookie_is_found_by_its_whole_name(void **state) {
    (void)state;
    assert_str(cookie_find(STR("a=1; coolhead=abc=; b=2"), STR("coolhead")), "abc=");
    assert_str(cookie_find(STR("coolhead=abc"), STR("coolhead")), "abc");
    assert_str(cookie_find(STR("xcoolhead=1;coolheads=2; cool=3"), STR("coolhead")), "");
    assert_str(cookie_find(STR("coolhead"), STR("coolhead")), "");
    assert_str(cookie_find(STR(""), STR("coolhead")), "");
}

static void origins_are_exact(void **state) {
    (void)state;
    struct settings s;
    struct origins o;
    settings_init(&s);
    s.public_url = STR("https://coolhead.example");
    origins_init(&o, &s, 8080);
    assert_true(origins_allow(&o, STR("http://localhost:8080")));
    assert_true(origins_allow(&o, STR("http://127.0.0.1:8080")));
    assert_true(origins_allow(&o, STR("https://coolhead.example")));
    assert_true(origins_allow_host(&o, STR("coolhead.example")));
    assert_true(origins_allow_host(&o, STR("localhost:8080")));
    assert_false(origins_allow(&o, STR("http://coolhead.example")));
    assert_false(origins_allow(&o, STR("http://localhost")));
    assert_false(origins_allow(&o, STR("")));
    assert_false(origins_allow_host(&o, STR("localhost")));
    assert_false(origins_allow_host(&o, STR("")));
    origins_deinit(&o);
}

static void the_scheme_s_own_port_is_left_out(void **state) {
    (void)state;
    struct settings s;
    struct origins o;
    settings_init(&s);
    origins_init(&o, &s, 80);
    assert_true(origins_allow(&o, STR("http://localhost")));
    assert_false(origins_allow(&o, STR("http://localhost:80")));
    origins_deinit(&o);
    s.tls_cert = s.tls_key = STR("file");
    origins_init(&o, &s, 443);
    assert_true(origins_allow(&o, STR("https://localhost")));
    assert_false(origins_allow(&o, STR("http://localhost")));
    origins_deinit(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_is_searched_for_whole_items),
        cmocka_unit_test(a_cookie_is_found_by_its_whole_name),
        cmocka_unit_test(origins_are_exact),
        cmocka_unit_test(the_scheme_s_own_port_is_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
