// Makes the client's types from protocol/schema: src/lib/protocol.ts (the wire) and src/lib/api.ts (questions over HTTP).
// `npm run types` writes them; a test says when they are stale.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface Schema {
  $ref?: string;
  $defs?: Record<string, Schema>;
  title?: string;
  description?: string;
  const?: unknown;
  enum?: string[];
  type?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  'x-shared'?: boolean;
}

const WIRE = ['session_command', 'session_event', 'class_command', 'class_event', 'sheet_command', 'sheet_event', 'client_message', 'server_message'];
const HEAD = '// Generated from protocol/schema by build/types.ts. Do not edit.\n';

/** The generated files by their path below src/lib. */
export function types(): Record<string, string> {
  return { 'protocol.ts': protocol(), 'api.ts': api() };
}

function protocol(): string {
  const shared = Object.entries(defs('common')).map(([name, schema]) => declare(name, schema));
  return HEAD + shared.join('') + WIRE.map(machine).join('');
}

/** The types of one file, and their union: messages by their own name, commands and events by their type. */
function machine(file: string): string {
  const tagged = /command|event/.test(file);
  const declared: string[] = [];
  const members: string[] = [];
  for (const [name, schema] of Object.entries(defs(file))) {
    const apart = schema['x-shared'] || schema.enum;
    if (apart || !tagged) declared.push(declare(name, schema));
    if (!apart) members.push(tagged ? `${comment(schema.description, '  ')}  | ${object(tag(name, schema), '  ')}` : `  | ${pascal(name)}`);
  }
  return `${declared.join('')}\n/** ${read(file).title} */\nexport type ${pascal(file)} =\n${members.join('\n')};\n`;
}

function tag(name: string, schema: Schema): Schema {
  return { ...schema, required: ['type', ...(schema.required ?? [])], properties: { type: { const: name }, ...schema.properties } };
}

function api(): string {
  const all = defs('api');
  const own = new Set(Object.keys(all).map(pascal));
  const body = Object.entries(all).map(([name, schema]) => declare(name, schema)).join('');
  const used = [...JSON.stringify(all).matchAll(/\$ref":"\w+\.json#\/\$defs\/(\w+)"/g)].map(([, name]) => pascal(name!));
  const from = [...new Set(used)].filter((name) => !own.has(name)).sort();
  return `${HEAD}import type { ${from.join(', ')} } from './protocol.ts';\n${body}`;
}

function declare(name: string, schema: Schema): string {
  const says = comment(schema.description ?? schema.title, '');
  const plain = schema.type === 'object' && Object.keys(schema.properties ?? {}).length > 0;
  return plain ? `\n${says}export interface ${pascal(name)} ${object(schema, '')}\n` : `\n${says}export type ${pascal(name)} = ${type(schema, '')};\n`;
}

function type(schema: Schema, indent: string): string {
  if (schema.$ref) return pascal(schema.$ref.split('/').pop()!);
  if ('const' in schema) return typeof schema.const === 'string' ? `'${schema.const}'` : String(schema.const);
  if (schema.enum) return schema.enum.map((each) => `'${each}'`).join(' | ');
  switch (schema.type) {
    case 'integer':
      return 'number';
    case 'array': {
      const item = type(schema.items!, indent);
      return /[ |]/.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`;
    }
    case 'object':
      return object(schema, indent);
    default:
      return schema.type!;
  }
}

// The frame of an event says of its content only that it has a type: which it is, the machines' own files say.
function object(schema: Schema, indent: string): string {
  const members = Object.entries(schema.properties ?? {});
  if (members.length === 0) return 'Record<string, never>';
  if (indent !== '' && members.length === 1 && members[0]![0] === 'type' && members[0]![1].type === 'string') return 'SessionEvent | SheetEvent';
  const inner = `${indent}  `;
  const lines = members.map(([name, each]) => `${comment(each.description, inner)}${inner}${name}${schema.required?.includes(name) ? '' : '?'}: ${type(each, inner)};`);
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function comment(text: string | undefined, indent: string): string {
  return text ? `${indent}/** ${text} */\n` : '';
}

function pascal(name: string): string {
  return name.split(/[_-]/).map((word) => word[0]!.toUpperCase() + word.slice(1)).join('');
}

function read(file: string): Schema {
  return JSON.parse(readFileSync(new URL(`../../protocol/schema/${file}.json`, import.meta.url), 'utf8')) as Schema;
}

function defs(file: string): Record<string, Schema> {
  return read(file).$defs ?? {};
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const [name, text] of Object.entries(types())) writeFileSync(new URL(`../src/lib/${name}`, import.meta.url), text);
