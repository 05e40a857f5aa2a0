// Makes the C types and their descriptors from the schemas: protocol/c/generated/types.h, shapes.h, shapes.c.
// `node protocol/generate.mjs` writes them, `--check` says whether the committed ones are fresh. No dependency: a C-only
// build never runs this, since its output is committed.
import { readFileSync, writeFileSync, mkdirSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, 'c', 'generated');
const files = new Map();
const load = (name) => {
  if (!files.has(name)) files.set(name, JSON.parse(readFileSync(join(here, 'schema', name), 'utf8')));
  return files.get(name);
};

const machines = [
  { noun: 'session_command', kind: 'command' }, { noun: 'session_event', kind: 'event' },
  { noun: 'class_command', kind: 'command' }, { noun: 'class_event', kind: 'event' },
  { noun: 'sheet_command', kind: 'command' }, { noun: 'sheet_event', kind: 'event' },
];
const froms = ['csr', 'customer', 'observer', 'trainer', 'engine', 'scorer'];
const upper = (s) => s.toUpperCase();
const fail = (where, what) => { throw new Error(`${where}: ${what}`); };
/** A type's member in the union of its machine; a name that C keeps for itself gets an underscore behind it. */
const keywords = ['break', 'case', 'continue', 'default', 'do', 'else', 'enum', 'for', 'goto', 'if', 'register', 'return', 'switch', 'while'];
const member = (name) => (keywords.includes(name) ? `${name}_` : name);

/** Follows $refs; keeps the annotations of the place that refers, and the name of an enum that several share. */
function resolve(schema, file) {
  let node = schema, at = file, name = null;
  while (node.$ref) {
    const [refFile, pointer] = node.$ref.split('#');
    at = refFile || at;
    name = pointer.split('/').pop();
    const target = load(at).$defs[name] ?? fail(file, `no ${node.$ref}`);
    const { $ref, ...own } = node;
    node = { ...target, ...own };
    if (target.$ref) node.$ref = target.$ref;
  }
  return { node, name };
}

const enums = new Map();   // name → values
function enumNamed(name, values, where) {
  if (!name) fail(where, 'an enum of C needs a name of its own in $defs');
  enums.set(name, values);
  return name;
}

/** One property → one field of a C struct. */
function field(name, schema, file) {
  const { node, name: ref } = resolve(schema, file);
  const where = `${file} ${name}`;
  const base = { name, part: node['x-part'] === 'text' ? 'text' : 'fact', max: 0, en: null };
  if (node['x-json']) return { ...base, kind: 'JSON', c: `struct str ${name};` };
  if (node.enum) return { ...base, kind: 'ENUM', en: enumNamed(ref, node.enum, where), c: `enum ${ref} ${name};` };
  if (node.type === 'boolean') return { ...base, kind: 'BOOL', c: `bool ${name};` };
  if (node.type === 'string') return { ...base, kind: 'TEXT', max: node.maxLength ?? fail(where, 'maxLength missing'), c: `struct str ${name};` };
  if (node.type === 'integer') {
    const wide = (node.maximum ?? fail(where, 'maximum missing')) > 2147483647;
    return { ...base, kind: wide ? 'INT64' : 'INT32', c: `${wide ? 'int64_t' : 'int32_t'} ${name};` };
  }
  if (node.type === 'array') {
    const max = node.maxItems ?? fail(where, 'maxItems missing');
    const { node: item, name: itemRef } = resolve(node.items, file);
    if (item.enum) {
      const en = enumNamed(itemRef, item.enum, where);
      return { ...base, kind: 'ENUMS', en, max, c: `struct { uint16_t count; enum ${en} items[${max}]; } ${name};` };
    }
    if (item.type === 'integer' && item.maximum <= 32767) return { ...base, kind: 'INTS', max, c: `struct { uint16_t count; int16_t items[${max}]; } ${name};` };
  }
  return fail(where, `a ${JSON.stringify(node.type)} has no place in a C struct: mark its definition x-json`);
}

function shapesOf(noun) {
  const file = `${noun}.json`, schema = load(file);
  return Object.entries(schema.$defs).filter(([, def]) => !def['x-shared']).map(([name, def]) => {
    const wire = Object.entries(def.properties).map(([n, s]) => ({ ...field(n, s, file), stamp: false }));
    const stamps = Object.entries(def['x-stamps'] ?? {}).map(([n, s]) => ({ ...field(n, s, file), stamp: true }));
    for (const f of wire) if (!def.required.includes(f.name)) fail(`${file} ${name}.${f.name}`, 'every field is required');
    if (wire.length + stamps.length > 30) fail(`${file} ${name}`, 'more than 30 fields do not fit the view mask');
    return { name, def, fields: [...wire, ...stamps] };
  });
}

const mask = (names, all) => names.map((n) => (all.includes(n) ? `1u << ${all.indexOf(n)}` : fail('mask', n))).join(' | ') || '0';

function generate() {
  const all = machines.map((m) => ({ ...m, shapes: shapesOf(m.noun) }));
  enumNamed('refusal', ['none', ...load('server_message.json').$defs.refusal.enum], 'refusal');
  const phases = load('common.json').$defs.phase.enum, rounds = load('common.json').$defs.round_phase.enum, kinds = load('common.json').$defs.sheet_kind.enum;
  for (const n of ['role', 'seat', 'phase', 'round_phase', 'sheet_kind']) enumNamed(n, load('common.json').$defs[n].enum, n);
  const head = '// Generated from protocol/schema by protocol/generate.mjs: change the schema, not this file.\n';

  let types = `${head}#pragma once\n\n#include <stdbool.h>\n#include <stdint.h>\n\n#include "base/str.h"\n#include "protocol/meta.h"\n\n`;
  for (const [name, values] of enums)
    types += `enum ${name} {\n${values.map((v) => `    ${upper(name)}_${upper(v)},`).join('\n')}\n};\n#define ${upper(name)}_COUNT ${values.length}\n\n`;
  for (const { noun, kind, shapes } of all) {
    types += `enum ${noun}_type {\n${shapes.map((s) => `    ${upper(noun)}_${upper(s.name)},`).join('\n')}\n};\n#define ${upper(noun)}_COUNT ${shapes.length}\n\n`;
    for (const s of shapes) {
      if (s.fields.length === 0) continue;
      types += `struct ${noun}_${s.name} {\n${s.fields.map((f) => `    ${f.c}${f.stamp ? ' // stamped by the engine' : ''}`).join('\n')}\n};\n`;
      if (kind === 'event')
        types += `enum {\n${s.fields.map((f, i) => `    SEE_${upper(s.name)}_${upper(f.name)} = 1u << ${i},`).join('\n')}\n    SEE_${upper(s.name)}_ALL = ${(1 << s.fields.length) - 1},\n};\n`;
      types += '\n';
    }
    types += `struct ${noun} {\n    enum ${noun}_type type;\n    struct ${kind}_meta meta;\n    union {\n${shapes.filter((s) => s.fields.length).map((s) => `        struct ${noun}_${s.name} ${member(s.name)};`).join('\n')}\n    };\n};\n\n`;
  }
  

  let header = `${head}#pragma once\n\n#include "protocol/generated/types.h"\n#include "protocol/shape.h"\n\n`;
  for (const { noun } of all) header += `extern const struct shape ${noun}_shapes[${upper(noun)}_COUNT];\n`;
  header += '\n';
  for (const name of enums.keys()) header += `extern const struct shape_enum shape_enum_${name};\n`;
  

  let source = `${head}#include <stddef.h>\n\n#include "protocol/generated/shapes.h"\n\n#define KEY(name) { "\\"" name "\\":", sizeof(name) + 2 }\n\n`;
  for (const [name, values] of enums)
    source += `static const char *const names_of_${name}[] = { ${values.map((v) => `"${v}"`).join(', ')} };\nconst struct shape_enum shape_enum_${name} = { "${name}", names_of_${name}, ${values.length} };\n`;
  source += '\n';
  for (const { noun, shapes } of all) {
    for (const s of shapes) {
      if (s.fields.length === 0) continue;
      source += `static const struct shape_field fields_of_${noun}_${s.name}[] = {\n`;
      for (const f of s.fields)
        source += `    { .name = "${f.name}", .key = KEY("${f.name}"), .kind = SHAPE_${f.kind}, .text = ${f.part === 'text'}, .stamp = ${f.stamp}, .max = ${f.max}, .offset = offsetof(struct ${noun}, ${member(s.name)}.${f.name}), .names = ${f.en ? `&shape_enum_${f.en}` : '0'} },\n`;
      source += '};\n';
    }
    source += `const struct shape ${noun}_shapes[${upper(noun)}_COUNT] = {\n`;
    shapes.forEach((s) => {
      const d = s.def, when = d['x-phase'] ? mask(d['x-phase'].includes('*') ? phases : d['x-phase'].length ? d['x-phase'] : phases.filter((p) => p !== 'over'), phases)
        : d['x-round'] ? mask(d['x-round'].length ? d['x-round'] : rounds, rounds)
        : d['x-kinds'] ? mask(d['x-kinds'].length ? d['x-kinds'] : kinds, kinds) : '0';
      source += `    [${upper(noun)}_${upper(s.name)}] = { .name = "${s.name}", .schema = "${noun}.json#/$defs/${s.name}", .fields = ${s.fields.length ? `fields_of_${noun}_${s.name}` : '0'}, .count = ${s.fields.length}, .from = ${mask(d['x-from'] ?? [], froms)}, .when = ${when}, .frozen = ${Boolean(d['x-frozen'])}, .always = ${Boolean(d['x-phase']?.includes('*'))}, .subject = "${d['x-subject'] ?? ''}" },\n`;
    });
    source += '};\n\n';
  }
  return { 'types.h': types, 'shapes.h': header, 'shapes.c': source };
}

const made = generate(), check = process.argv.includes('--check');
mkdirSync(out, { recursive: true });
for (const [name, text] of Object.entries(made)) {
  const path = join(out, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) continue;
  if (check) { console.error(`${name} is stale: run node protocol/generate.mjs`); process.exitCode = 1; } else writeFileSync(path, text);
}
