# The system packages, by the short names that PACKAGES takes, and the headers each one owns. A floor that does not name a
# package finds its headers replaced by an #error (see floors.cmake).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

set(COOLHEAD_PACKAGES lws uv cjson sqlite sodium unistring) # those that a floor may be denied

pkg_check_modules(lws REQUIRED IMPORTED_TARGET libwebsockets>=4.1)
pkg_check_modules(uv REQUIRED IMPORTED_TARGET libuv>=1.44)
pkg_check_modules(cjson REQUIRED IMPORTED_TARGET libcjson>=1.7.15)
pkg_check_modules(sqlite REQUIRED IMPORTED_TARGET sqlite3>=3.40)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium>=1.0.18)
pkg_check_modules(cmocka REQUIRED IMPORTED_TARGET cmocka>=1.1)
find_library(UNISTRING_LIBRARY unistring REQUIRED) # Debian's libunistring brings no .pc file

set(COOLHEAD_LINK_lws PkgConfig::lws)
set(COOLHEAD_LINK_uv PkgConfig::uv)
set(COOLHEAD_LINK_cjson PkgConfig::cjson)
set(COOLHEAD_LINK_sqlite PkgConfig::sqlite)
set(COOLHEAD_LINK_sodium PkgConfig::sodium)
set(COOLHEAD_LINK_unistring ${UNISTRING_LIBRARY})
set(COOLHEAD_LINK_threads Threads::Threads)
set(COOLHEAD_LINK_cmocka PkgConfig::cmocka)

set(COOLHEAD_HEADERS_lws libwebsockets.h)
set(COOLHEAD_HEADERS_uv uv.h)
set(COOLHEAD_HEADERS_cjson cjson/cJSON.h cjson/cJSON_Utils.h cJSON.h)
set(COOLHEAD_HEADERS_sqlite sqlite3.h sqlite3ext.h)
set(COOLHEAD_HEADERS_sodium sodium.h)
set(COOLHEAD_HEADERS_unistring
    unicase.h uniconv.h unictype.h unigbrk.h unilbrk.h uniname.h uninorm.h unistdio.h unistr.h unitypes.h uniwbrk.h
    uniwidth.h)

# What a pure floor (core) may not see of libc: everything that allocates, reads a clock, or talks to the world.
set(COOLHEAD_HEADERS_impure
    stdio.h stdlib.h time.h sys/time.h unistd.h fcntl.h pthread.h threads.h signal.h malloc.h alloca.h math.h float.h
    sys/socket.h sys/stat.h sys/mman.h sys/random.h poll.h)
