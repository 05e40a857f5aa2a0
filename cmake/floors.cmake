# How a floor or a test is declared. In server/core/CMakeLists.txt, for example:
#
#   coolhead_floor(core PURE
#     SOURCES session.c decide.c fold.c
#     FLOORS base protocol)
#
#   coolhead_test(decide_say            # tests/unit: one cmocka program, one ctest entry
#     SOURCES decide_say.c
#     FLOORS core protocol base)        # first those above, then those below; PACKAGES as for a floor
#
#   coolhead_program(coolhead           # main: an executable with whatever it names
#     SOURCES main.c FLOORS net engine store core protocol base PACKAGES uv)
#
# FLOORS is what the code may include, as "base/str.h", and what it is linked with. It isn't passed on: each floor names
# all that it includes. PACKAGES are the names of packages.cmake (lws uv cjson sqlite sodium unistring threads).
#
# All system headers lie in one folder on Debian, so a linker alone keeps nobody out. Hence each floor X has an include root
# of its own, include/X in the build tree, that holds one symlink X to its source folder; a target gets the roots of the
# floors it names and no other. In front of them stands a deny folder, where each header of a package it does not name is
# an #error. A PURE floor also finds malloc, clocks, I/O and floating point poisoned (pure.h). tests/floors tries them all.

set(COOLHEAD_FLOOR_base ${CMAKE_SOURCE_DIR}/server/base)
set(COOLHEAD_FLOOR_protocol ${CMAKE_SOURCE_DIR}/protocol/c)
set(COOLHEAD_FLOOR_core ${CMAKE_SOURCE_DIR}/server/core)
set(COOLHEAD_FLOOR_store ${CMAKE_SOURCE_DIR}/server/store)
set(COOLHEAD_FLOOR_engine ${CMAKE_SOURCE_DIR}/server/engine)
set(COOLHEAD_FLOOR_net ${CMAKE_SOURCE_DIR}/server/net)
set(COOLHEAD_FLOOR_demo ${CMAKE_SOURCE_DIR}/server/demo)
set(COOLHEAD_FLOOR_lib ${CMAKE_SOURCE_DIR}/tests/lib)

# The include root of one floor, made on first use.
function(coolhead_include_root floor result)
  if(NOT DEFINED COOLHEAD_FLOOR_${floor})
    message(FATAL_ERROR "There is no floor '${floor}'; the floors are listed in cmake/floors.cmake.")
  endif()
  set(root ${CMAKE_BINARY_DIR}/include/${floor})
  file(MAKE_DIRECTORY ${root})
  file(CREATE_LINK ${COOLHEAD_FLOOR_${floor}} ${root}/${floor} SYMBOLIC)
  set(${result} ${root} PARENT_SCOPE)
endfunction()

# The deny folder of a target: one header with an #error for each header that it may not include.
function(coolhead_deny name headers result)
  set(deny ${CMAKE_BINARY_DIR}/deny/${name})
  foreach(header IN LISTS headers)
    file(CONFIGURE OUTPUT ${deny}/${header} CONTENT "#error \"floor ${name} may not include <${header}>\"\n")
  endforeach()
  set(${result} ${deny} PARENT_SCOPE)
endfunction()

# Include roots and libraries of `target`, from FLOORS and PACKAGES.
function(coolhead_wire target floors packages)
  foreach(floor IN LISTS floors)
    coolhead_include_root(${floor} root)
    target_include_directories(${target} PRIVATE ${root})
    target_link_libraries(${target} PRIVATE coolhead_${floor})
  endforeach()
  foreach(package IN LISTS packages)
    if(NOT DEFINED COOLHEAD_LINK_${package})
      message(FATAL_ERROR "There is no package '${package}'; the packages are listed in cmake/packages.cmake.")
    endif()
    target_link_libraries(${target} PRIVATE ${COOLHEAD_LINK_${package}})
  endforeach()
endfunction()

function(coolhead_floor name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "PURE" "" "SOURCES;FLOORS;PACKAGES")
  set(target coolhead_${name})
  add_library(${target} STATIC ${arg_SOURCES})

  set(denied "")
  foreach(package IN LISTS COOLHEAD_PACKAGES)
    if(NOT package IN_LIST arg_PACKAGES)
      list(APPEND denied ${COOLHEAD_HEADERS_${package}})
    endif()
  endforeach()
  if(arg_PURE)
    list(APPEND denied ${COOLHEAD_HEADERS_impure})
    target_compile_options(${target} PRIVATE -include ${CMAKE_SOURCE_DIR}/cmake/pure.h)
    # Editing the poison list recompiles the floor, which a forced include alone does not promise for unchanged sources.
    set_property(SOURCE ${arg_SOURCES} APPEND PROPERTY OBJECT_DEPENDS ${CMAKE_SOURCE_DIR}/cmake/pure.h)
  endif()
  coolhead_deny(${name} "${denied}" deny)
  coolhead_include_root(${name} own)
  target_include_directories(${target} BEFORE PRIVATE ${deny} ${own})
  coolhead_wire(${target} "${arg_FLOORS}" "${arg_PACKAGES}")
endfunction()

function(coolhead_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;FLOORS;PACKAGES")
  add_executable(${name} ${arg_SOURCES})
  coolhead_wire(${name} "${arg_FLOORS}" "${arg_PACKAGES}")
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR})
endfunction()

function(coolhead_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;FLOORS;PACKAGES")
  set(target test_${name})
  add_executable(${target} ${arg_SOURCES})
  list(APPEND arg_FLOORS lib base) # behind the floors under test: a linker looks for what is missing further on
  list(APPEND arg_PACKAGES cmocka)
  coolhead_wire(${target} "${arg_FLOORS}" "${arg_PACKAGES}")
  set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_test(NAME ${name} COMMAND ${target} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  set_tests_properties(${name} PROPERTIES TIMEOUT 120) # a hung test must not eat the ten minutes of ./check
endfunction()
