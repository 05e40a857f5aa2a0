// Reads the schemas and puts every message together as it travels: a command with type, id and stream, an event with its
// type. The generators (asyncapi.mjs, types.mjs) and tests/contract all take their messages from here.
import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('schema/', import.meta.url);

/** All schema files by name, common.json first, so that names are read before they are used. */
export const schemas = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort((a, b) => Number(b === 'common.json') - Number(a === 'common.json') || (a < b ? -1 : 1))
    .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]),
);

/** A copy of a schema in which every $ref names its file, so that it can stand anywhere. */
export function qualify(schema, file) {
  if (Array.isArray(schema)) return schema.map((each) => qualify(each, file));
  if (schema === null || typeof schema !== 'object') return schema;
  return Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      key === '$ref' && value.startsWith('#') ? file + value : qualify(value, file),
    ]),
  );
}

/** A copy without the notes that begin with "x-". */
export function withoutNotes(schema) {
  if (Array.isArray(schema)) return schema.map(withoutNotes);
  if (schema === null || typeof schema !== 'object') return schema;
  const kept = Object.entries(schema).filter(([key]) => !key.startsWith('x-'));
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutNotes(value)]));
}

const envelopes = {
  command: (type) => ({
    type: { const: type },
    id: { $ref: 'common.json#/$defs/counter' },
    stream: { $ref: 'common.json#/$defs/stream' },
  }),
  engine: (type) => ({ type: { const: type } }),
  event: (type) => ({ type: { const: type } }),
  message: () => ({}),
};

/**
 * What a definition is on the wire: a `command` that clients give, one that only the `engine` gives and no socket carries,
 * an `event`, or a `message` (or question over HTTP) that is written whole in its schema.
 */
function kindOf(file, def) {
  if (file.endsWith('_event.json')) return 'event';
  if (!file.endsWith('_command.json')) return 'message';
  return def['x-from'].join() === 'engine' ? 'engine' : 'command';
}

function compose(file, type, def) {
  const kind = kindOf(file, def);
  const envelope = envelopes[kind](type);
  const { properties, required, ...rest } = withoutNotes(qualify(def, file));
  const schema = {
    ...rest,
    required: [...Object.keys(envelope), ...required],
    properties: { ...envelope, ...properties },
  };
  return { file, type, kind, notes: def, schema };
}

function travels(file, type, def) {
  if (file === 'api.json') return type.endsWith('_question');
  return /_(command|event|message)\.json$/.test(file) && !def['x-shared'];
}

/**
 * Every message of the socket and every question over HTTP: { file, type, kind, notes (the definition with its x-
 * keywords), schema (as it travels) }.
 */
export const messages = [...schemas].flatMap(([file, schema]) =>
  Object.entries(schema.$defs ?? {})
    .filter(([type, def]) => travels(file, type, def))
    .map(([type, def]) => compose(file, type, def)),
);
