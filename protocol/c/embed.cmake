# Writes OUTPUT, a C file that holds the FILES (separated by |) as bytes; run by the build with cmake -P.
string(REPLACE "|" ";" FILES "${FILES}")
set(arrays "")
set(rows "")
set(count 0)
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "static const unsigned char bytes_${count}[] = {${bytes}};\n")
  string(APPEND rows "    { \"${name}\", { (const char *)bytes_${count}, sizeof bytes_${count} } },\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Written by protocol/c/embed.cmake from protocol/schema.
#include \"protocol/embedded.h\"

${arrays}
const struct embedded_schema embedded_schemas[] = {
${rows}};
const unsigned embedded_schemas_count = ${count};
")
