# Language, warnings and sanitizers: the same for every target.
set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Debug, Release or RelWithDebInfo" FORCE)
endif()

# No -Wconversion: its casts on every uint8_t sum hide the one narrowing that matters. Lengths are checked where they enter.
add_compile_options(
  -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wwrite-strings -Wundef -Wvla
  -Wformat=2 -Wfloat-conversion -Wimplicit-fallthrough
  -fno-omit-frame-pointer -fno-common -fstack-protector-strong
  # A failed CHECK names its file as the repository does, on whatever machine it was built.
  -fmacro-prefix-map=${CMAKE_SOURCE_DIR}/=)
if(CMAKE_C_COMPILER_ID STREQUAL "Clang")
  add_compile_options(-gdwarf-4) # the valgrind of Debian 12 can't read this clang's DWARF 5
endif()
add_compile_definitions(_GNU_SOURCE)
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  add_compile_definitions(_FORTIFY_SOURCE=2)
endif()

set(COOLHEAD_SANITIZE "" CACHE STRING "What -fsanitize= gets, for example address,undefined or thread; empty for none")
if(COOLHEAD_SANITIZE)
  add_compile_options(-fsanitize=${COOLHEAD_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${COOLHEAD_SANITIZE})
endif()

option(COOLHEAD_COVERAGE "Count which branches are taken, with clang; for tests/fuzz" OFF)
if(COOLHEAD_COVERAGE)
  add_compile_options(-fprofile-instr-generate -fcoverage-mapping)
  add_link_options(-fprofile-instr-generate)
endif()
