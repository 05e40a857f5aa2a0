// A shelf on which every text is a canary: the stories' scenario, rubric, doctrine and lexicon, with a mark in each text of
// each of them and in place of each id within the scenario, found by the schemas and not by a list.
//
//   node shelf.mjs FOLDER      writes it there, and FOLDER/marks: what each mark is, a line each
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemas } from '../../protocol/compose.mjs';

const STORIES = join(import.meta.dirname, '../story/shelf');
const FILES = { 'late_parcel.json': 'scenario.json', 'calm.json': 'rubric.json', 'facts_first.json': 'doctrine.json' };
const FREE = new Set(['line', 'chat', 'name']); // formats that a mark keeps to
const MARK = 14; // letters; what has no room for one is a key or a number
const NAMES = ['kind', 'language', 'licence', 'author', 'industry']; // what a file says of itself, and no secret

const marks = []; // what each is

function markNew(what) {
  marks.push(what);
  return `kqzvwj${marks.length.toString(16).padStart(8, '0')}`;
}

// The schema that a $ref means, and the file in which its own are to be looked up.
function resolve(schema, file) {
  if (!schema.$ref) return { schema, file };
  const [name, path] = schema.$ref.split('#');
  const target = path.split('/').slice(1).reduce((part, key) => part[key], schemas.get(name || file));
  return resolve(target, name || file);
}

const childSchema = ({ schema, file }, key) => {
  const child = schema.properties?.[key] ?? (typeof schema.items === 'object' ? schema.items : null);
  if (child) return resolve(child, file);
  const branch = (schema.oneOf ?? schema.anyOf ?? []).map((each) => resolve(each, file)).find((each) => each.schema.properties?.[key]);
  return branch ? childSchema(branch, key) : null;
};

const isFreeText = ({ schema }) => schema.type === 'string' && FREE.has(schema.format) && (schema.maxLength ?? MARK) >= MARK;

// The mark, and as much of the text behind it as the schema lets stand.
function marked(text, { schema }, what) {
  const whole = `${markNew(what)} ${text}`;
  return schema.maxLength && whole.length > schema.maxLength ? whole.slice(0, MARK) : whole;
}

function walk(value, at, path) {
  if (typeof value === 'string') return at && isFreeText(at) && !NAMES.includes(path.split('/').at(-1)) ? marked(value, at, path) : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]) => [key, walk(child, at && childSchema(at, key), `${path}/${key}`)]);
  return Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries);
}

// Ids that belong to a call: what they name is as secret as its text. The same id twice gets one mark.
function idsOf(scenario) {
  const ids = new Map();
  const note = (list, kind) => {
    for (const { id } of list) if (!ids.has(id)) ids.set(id, markNew(`id ${kind}`));
  };
  note(scenario.offers, 'offer');
  note(scenario.twists, 'twist');
  note(scenario.variants, 'variant');
  for (const { facts, desks } of scenario.variants) {
    note(facts, 'fact');
    note(desks, 'desk');
  }
  return ids;
}

function renamed(value, ids, key = '') {
  if (typeof value === 'string') return ids.has(value) && !['rubric', 'doctrine', 'class'].includes(key) ? ids.get(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => renamed(each, ids, key));
  return Object.fromEntries(Object.entries(value).map(([name, child]) => [name, renamed(child, ids, name)]));
}

const folder = process.argv[2];
cpSync(STORIES, folder, { recursive: true });
for (const [name, schema] of Object.entries(FILES)) {
  const value = JSON.parse(readFileSync(join(STORIES, name), 'utf8'));
  const whole = schema === 'scenario.json' ? renamed(value, idsOf(value)) : value;
  const result = walk(whole, { schema: schemas.get(schema), file: schema }, name.replace('.json', ''));
  writeFileSync(join(folder, name), JSON.stringify(result, null, 1));
}
writeFileSync(join(folder, 'marks'), marks.map((what) => `${what}\n`).join(''));
