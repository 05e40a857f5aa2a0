// The official JSON-Schema-Test-Suite, in the draft that npm packages bring (4). Groups that use a keyword which the checker
// does not claim are left out; where draft 4 and 2020-12 differ, the group is named with the reason.
import { createRequire } from 'node:module';
import { newAjv } from './ajv.mjs';
import { askChecker } from './cli.mjs';

const suite = createRequire(import.meta.url)('json-schema-test-suite');

const claimed = new Set([
  '$ref', '$defs', 'type', 'enum', 'minimum', 'maximum', 'minLength', 'maxLength', 'items', 'minItems', 'maxItems', 'uniqueItems',
  'properties', 'required', 'additionalProperties', 'minProperties', 'maxProperties', 'oneOf', 'anyOf', 'title', 'description',
]);

const differs = {
  'ref overrides any sibling keywords': 'since 2019-09 the siblings of $ref count',
  'some languages do not distinguish between different types of numeric value': 'since draft 6, 1.0 is an integer',
  'integer comparison': 'the scanner takes no integers from 2^53 on',
};

/** The keywords of a schema that the checker does not claim; names of properties are not keywords. */
function unclaimedIn(schema) {
  if (schema === null || typeof schema !== 'object' || Array.isArray(schema)) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    if (!claimed.has(keyword)) return [keyword];
    if (keyword === '$ref') return /^#(\/\$defs\/[^/~%]+)?$/.test(value) ? [] : ['$ref elsewhere'];
    if (keyword === 'items' && Array.isArray(value)) return ['items as a list'];
    if (keyword === 'properties' || keyword === '$defs') return Object.values(value).flatMap(unclaimedIn);
    if (keyword === 'oneOf' || keyword === 'anyOf') return value.flatMap(unclaimedIn);
    return ['items', 'additionalProperties'].includes(keyword) ? unclaimedIn(value) : [];
  });
}

/** Draft 4 to 2020-12; and maxItems, without which the checker does not take uniqueItems. */
function updated(schema) {
  const text = JSON.stringify(schema).replaceAll('"definitions":', '"$defs":').replaceAll('#/definitions/', '#/$defs/');
  const schemaNow = JSON.parse(text);
  return schemaNow.uniqueItems ? { maxItems: 100, ...schemaNow } : schemaNow;
}

export function suiteCases(program) {
  const lines = [], cases = [], leftOut = [];
  for (const group of suite.draft4().flatMap(({ schemas }) => schemas)) {
    const schema = updated(group.schema);
    const reason = differs[group.description] ?? unclaimedIn(schema)[0];
    if (reason) {
      leftOut.push(`${group.description}: ${reason}`);
      continue;
    }
    const validate = newAjv(false).compile(schema);
    lines.push(['load', 's.json', JSON.stringify(schema)]);
    cases.push({ name: `suite: ${group.description} loads`, valid: true, ajv: true });
    for (const test of group.tests) {
      lines.push(['try', '-', JSON.stringify(test.data)]);
      cases.push({ name: `suite: ${group.description}: ${test.description}`, valid: test.valid, ajv: validate(test.data) });
    }
  }
  const answers = askChecker(program, lines);
  const results = cases.map(({ name, valid, ajv }, index) => {
    const answer = answers[index];
    if (answer.ok !== valid) return { name, fault: `C says ${answer.ok ? 'ok' : `${answer.keyword} ${answer.text}`}` };
    return { name, fault: ajv === valid ? null : `ajv says ${ajv}` };
  });
  return { results, leftOut };
}
