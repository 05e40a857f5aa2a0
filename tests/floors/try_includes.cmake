# A wrong include must not compile: tries every forbidden one on every floor, with the floor's real compiler command.
#
# The table below says the law once more, on purpose: it is not read from the CMakeLists.txt files that it checks. A floor
# may use less than it may. Its own headers are tried too, since a command that compiles nothing would forbid everything.
# Run by ctest as: cmake -D SOURCE=<repository> -D BUILD=<build tree> -P try_includes.cmake
cmake_minimum_required(VERSION 3.25)

set(floors base protocol core store engine net)
set(folder_base server/base)
set(folder_protocol protocol/c)
set(folder_core server/core)
set(folder_store server/store)
set(folder_engine server/engine)
set(folder_net server/net)

set(may_base "")
set(may_protocol base cJSON.h cjson/cJSON.h)
set(may_core base protocol)
set(may_store base protocol sqlite3.h sodium.h)
set(may_engine base protocol core store cJSON.h cjson/cJSON.h uninorm.h unicase.h unistr.h unictype.h)
set(may_net base protocol engine libwebsockets.h uv.h)

set(headers libwebsockets.h uv.h sqlite3.h cJSON.h cjson/cJSON.h sodium.h uninorm.h unicase.h unistr.h unictype.h)
set(impure_headers stdio.h stdlib.h time.h sys/time.h unistd.h fcntl.h pthread.h threads.h math.h sys/socket.h)
set(impure_words malloc calloc realloc free strdup time clock clock_gettime gettimeofday rand getrandom printf snprintf
    read write float double)

set(passed 0)
set(failed 0)

# Compiles `code` as the floor's own sources are; it must end with `outcome`: "compiles", or a regex of the error.
function(try what code outcome)
  file(WRITE ${BUILD}/floors/probe.c "${code}\n")
  execute_process(COMMAND ${command} -fsyntax-only ${BUILD}/floors/probe.c
    WORKING_DIRECTORY ${BUILD} RESULT_VARIABLE result ERROR_VARIABLE error OUTPUT_QUIET)
  if((outcome STREQUAL "compiles" AND result EQUAL 0) OR
     (NOT outcome STREQUAL "compiles" AND NOT result EQUAL 0 AND error MATCHES "${outcome}"))
    math(EXPR passed "${passed} + 1")
    set(passed ${passed} PARENT_SCOPE)
  else()
    message(NOTICE "FAILED: floor ${floor}: ${what}: expected '${outcome}', got: ${result}\n${error}")
    math(EXPR failed "${failed} + 1")
    set(failed ${failed} PARENT_SCOPE)
  endif()
endfunction()

# The command that compiles the first source of the floor, without its source and output.
function(find_command floor)
  string(JSON count LENGTH "${compile_commands}")
  math(EXPR last "${count} - 1")
  foreach(i RANGE ${last})
    string(JSON file GET "${compile_commands}" ${i} file)
    string(JSON line GET "${compile_commands}" ${i} command)
    if(file MATCHES "^${SOURCE}/${folder_${floor}}/" AND line MATCHES "coolhead_${floor}\\.dir")
      string(REGEX REPLACE " -o [^ ]+ -c [^ ]+$" "" line "${line}")
      separate_arguments(line UNIX_COMMAND "${line}")
      set(command "${line}" PARENT_SCOPE)
      return()
    endif()
  endforeach()
  set(command "" PARENT_SCOPE)
endfunction()

file(READ ${BUILD}/compile_commands.json compile_commands)

foreach(floor IN LISTS floors)
  find_command(${floor})
  if(NOT command)
    message(NOTICE "FAILED: floor ${floor} compiles nothing")
    math(EXPR failed "${failed} + 1")
    continue()
  endif()

  foreach(other IN LISTS floors)
    file(GLOB own RELATIVE ${SOURCE}/${folder_${other}} ${SOURCE}/${folder_${other}}/*.h)
    foreach(header IN LISTS own)
      if(other STREQUAL floor)
        try("\"${other}/${header}\"" "#include \"${other}/${header}\"" "compiles")
      elseif(NOT other IN_LIST may_${floor})
        try("\"${other}/${header}\"" "#include \"${other}/${header}\"" "No such file|file not found")
      endif()
    endforeach()
  endforeach()

  foreach(header IN LISTS headers)
    if(NOT header IN_LIST may_${floor})
      try("<${header}>" "#include <${header}>" "floor ${floor} may not include")
    endif()
  endforeach()

  if(floor STREQUAL "core")
    foreach(header IN LISTS impure_headers)
      try("<${header}>" "#include <${header}>" "floor core may not include")
    endforeach()
    foreach(word IN LISTS impure_words)
      try("${word}" "extern int ${word};" "attempt to use (a )?poisoned")
    endforeach()
  endif()
endforeach()

# The one way around an include root is a path that climbs.
file(GLOB_RECURSE sources ${SOURCE}/server/*.[ch] ${SOURCE}/protocol/c/*.[ch])
foreach(source IN LISTS sources)
  file(STRINGS ${source} climbing REGEX "^[ \t]*#[ \t]*include.*\\.\\./")
  if(climbing)
    message(NOTICE "FAILED: ${source} includes by a path with '..': ${climbing}")
    math(EXPR failed "${failed} + 1")
  endif()
endforeach()
math(EXPR passed "${passed} + 1") # that all sources were looked through

execute_process(COMMAND ${CMAKE_COMMAND} -E echo "${passed} passed, ${failed} failed")
if(failed GREATER 0)
  message(FATAL_ERROR "a floor lets in what it should not")
endif()
