// The product files of scenarios/: each fits its schema in C and in ajv, and broken in a few hundred places it is judged the
// same by both.
import { readFileSync, readdirSync } from 'node:fs';
import { newAjv } from './ajv.mjs';
import { askChecker } from './cli.mjs';
import { schemas } from '../../protocol/compose.mjs';
import { mutatorsOf } from './mutations.mjs';
import { stricter } from './strict.mjs';

const folder = new URL('../../scenarios/', import.meta.url);
const schemaOf = { scenario: 'scenario.json', rubric: 'rubric.json', doctrine: 'doctrine.json', lexicon: 'lexicon.json', techniques: 'technique.json' };
const mutationsAtMost = 300; // of each file: all of them would be hundreds of megabytes

function spread(values, most) {
  const step = Math.max(1, Math.ceil(values.length / most));
  return values.filter((_, index) => index % step === 0);
}

function casesOf(name) {
  const value = JSON.parse(readFileSync(new URL(name, folder), 'utf8'));
  const schema = schemaOf[value.kind];
  const mutations = spread(mutatorsOf(value, 'kind'), mutationsAtMost).map((mutate) => mutate());
  return [{ name, schema, value, good: true }, ...mutations.map((mutation) => ({ name, schema, value: mutation, good: false }))];
}

/** One case for each file, its mutations included. */
export function productCases(program) {
  const ajv = newAjv();
  for (const schema of schemas.values()) ajv.addSchema(schema);
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.json')).sort();
  const cases = names.flatMap(casesOf);
  const answers = askChecker(program, cases.map(({ schema, value }) => ['check', schema ?? 'of no kind', JSON.stringify(value)]));
  const faults = new Map(names.map((name) => [name, []]));
  cases.forEach(({ name, schema, value, good }, index) => {
    const fault = judge(good, Boolean(schema) && ajv.getSchema(schema)(value), answers[index]);
    if (fault) faults.get(name).push(fault);
  });
  return [...faults].map(([name, found]) => ({ name: `product: scenarios/${name}`, fault: found[0] ?? null }));
}

function judge(good, fits, answer) {
  if (good && !answer.ok) return `C refuses it at ${answer.path}: ${answer.text}`;
  if (good && !fits) return 'ajv refuses it';
  if (answer.ok === fits || (fits && answer.keyword in stricter)) return null;
  return answer.ok ? 'changed: C takes it, ajv does not' : `changed: ajv takes it, C does not: ${answer.path} ${answer.text}`;
}
