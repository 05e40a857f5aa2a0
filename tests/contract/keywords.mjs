// Every keyword that the checker claims, by hand: a schema, values that fit, values that do not. Judged by C and by ajv in
// strict mode, and both must say what stands here.
import { newAjv } from './ajv.mjs';
import { askChecker } from './cli.mjs';

const tagged = (type, properties = {}, required = []) => ({
  type: 'object', additionalProperties: false, required: ['type', ...required],
  properties: { type: { const: type }, ...properties },
});

// [schema, fits, does not fit]
const table = [
  [{}, [null, true, 0, 'a', [], {}], []],
  [true, [null, 1], []],
  [false, [], [null, 1, {}]],
  [{ title: 'a', description: 'b', examples: [1] }, [1], []],
  [{ type: 'null' }, [null], [false, 0, '', [], {}]],
  [{ type: 'boolean' }, [true, false], [null, 0, 'true', [], {}]],
  [{ type: 'integer' }, [0, -1, 9007199254740991, 1.0], [null, true, 1.5, '1', [], {}]],
  [{ type: 'number' }, [0, -1, 1.5, -0.25], [null, true, '1', [], {}]],
  [{ type: 'string' }, ['', 'a', '🙂'], [null, true, 1, [], {}]],
  [{ type: 'array' }, [[], [1]], [null, true, 1, 'a', {}, { length: 0 }]],
  [{ type: 'object' }, [{}, { a: 1 }], [null, true, 1, 'a', []]],
  [{ type: ['string', 'null'] }, ['', null], [0, false, [], {}]],
  [{ type: ['integer', 'boolean'] }, [1, true], [1.5, null, '1']],
  [{ enum: ['a', 'b'] }, ['a', 'b'], ['', 'A', 'ab', 1, null, ['a']]],
  [{ enum: [1, null, false, 'x', [1, 2], { a: [1] }] }, [1, null, false, 'x', [1, 2], { a: [1] }], [0, true, '1', [2, 1], [1], [1, 2, 3], { a: 1 }, { a: [1], b: 1 }, {}]],
  [{ enum: [''] }, [''], [' ', null, 0]],
  [{ enum: [9007199254740991] }, [9007199254740991], [9007199254740990, -9007199254740991]],
  [{ const: 'a' }, ['a'], ['b', 'A', 1, null]],
  [{ const: 0 }, [0, 0.0], [1, false, null, '0', '']],
  [{ const: false }, [false], [0, null, true, '']],
  [{ const: null }, [null], [0, false, '', {}, []]],
  [{ const: { a: 1, b: [2] } }, [{ a: 1, b: [2] }, { b: [2], a: 1 }], [{ a: 1 }, { a: 1, b: [2], c: 3 }, { a: 1, b: [] }, { A: 1, b: [2] }]],
  [{ const: [] }, [[]], [{}, [0], null]],
  [{ const: 9007199254740990 }, [9007199254740990], [9007199254740991, 9007199254740989]],
  [{ type: 'integer', minimum: 0 }, [0, 1], [-1, -9007199254740991]],
  [{ type: 'number', minimum: 0.5 }, [0.5, 1], [0.25, 0, -1]],
  [{ type: 'integer', maximum: 10 }, [10, 0, -5], [11, 9007199254740991]],
  [{ type: 'integer', maximum: -1 }, [-1], [0]],
  [{ type: 'integer', minimum: 1, maximum: 9007199254740991 }, [1, 9007199254740991], [0]],
  [{ type: 'string', minLength: 2 }, ['ab', '🙂🙂', 'é€'], ['', 'a', '🙂']],
  [{ type: 'string', maxLength: 2 }, ['', 'ab', '🙂🙂', 'é€'], ['abc', '🙂🙂🙂', 'e\u0301e']],
  [{ type: 'string', minLength: 0, maxLength: 0 }, [''], ['a']],
  [{ type: ['string', 'null'], maxLength: 1 }, [null, 'a'], ['ab']],
  [{ type: 'array', items: { type: 'integer' } }, [[], [1, 2]], [['1'], [1, null], [1.5]]],
  [{ type: 'array', items: true }, [[], [1, 'a']], []],
  [{ type: 'array', items: false }, [[]], [[1]]],
  [{ type: 'array', items: { type: 'array', items: { type: 'boolean' } } }, [[[true], []]], [[[1]], [true]]],
  [{ type: 'array', minItems: 1 }, [[0], [1, 2]], [[]]],
  [{ type: 'array', maxItems: 2 }, [[], [1, 2]], [[1, 2, 3]]],
  [{ type: 'array', maxItems: 0 }, [[]], [[null]]],
  [{ type: 'array', maxItems: 9, uniqueItems: true }, [[], [1, 2], [1, '1', true, null], [[1], [2]], [{ a: 1 }, { a: 2 }], [0, false]], [[1, 1], ['a', 'b', 'a'], [{ a: 1, b: 2 }, { b: 2, a: 1 }], [[], []], [null, null], [1, 1.0]]],
  [{ type: 'array', maxItems: 9, uniqueItems: false }, [[1, 1]], []],
  [{ type: 'object', properties: { a: { type: 'integer' }, b: {} } }, [{}, { a: 1 }, { b: null }, { c: 'x' }, { A: 'x' }], [{ a: '1' }, { a: null, b: 1 }]],
  [{ type: 'object', properties: { a: true, b: false } }, [{}, { a: 1 }, { c: 1 }], [{ b: 1 }, { a: 1, b: null }]],
  [{ type: 'object', required: ['a'], properties: { a: {} } }, [{ a: null }, { a: 1, b: 2 }], [{}, { A: 1 }, { b: 1 }]],
  [{ type: 'object', required: [], properties: {} }, [{}, { a: 1 }], []],
  [{ type: 'object', required: ['a', 'b'], properties: { a: {}, b: {} } }, [{ b: 1, a: 1 }], [{ a: 1 }, { b: 1 }, {}]],
  [{ type: 'object', additionalProperties: false, properties: { a: {} } }, [{}, { a: 1 }], [{ b: 1 }, { a: 1, b: 1 }, { A: 1 }, { '': 1 }, { a: 1, __proto__x: 1 }]],
  [{ type: 'object', additionalProperties: false }, [{}], [{ a: 1 }]],
  [{ type: 'object', additionalProperties: { type: 'integer' }, properties: { a: { type: 'string' } } }, [{}, { a: 'x', b: 1 }, { z: 0 }], [{ b: 'x' }, { a: 1 }, { b: 1, c: null }]],
  [{ type: 'object', additionalProperties: true, properties: { a: { type: 'null' } } }, [{ b: 1 }], [{ a: 1 }]],
  [{ type: 'object', minProperties: 1 }, [{ a: 1 }, { a: 1, b: 2 }], [{}]],
  [{ type: 'object', maxProperties: 1 }, [{}, { a: 1 }], [{ a: 1, b: 2 }]],
  [{ type: 'object', propertyNames: { type: 'string', maxLength: 2 } }, [{}, { ab: 1 }, { '🙂🙂': 1 }], [{ abc: 1 }]],
  [{ type: 'object', propertyNames: { format: 'slug' } }, [{ a_1: 1 }], [{ A: 1 }, { '1a': 1 }, { '': 1 }]],
  [{ type: 'object', propertyNames: { enum: ['a', 'b'] }, additionalProperties: { type: 'integer' } }, [{}, { a: 1, b: 2 }], [{ c: 1 }, { a: 'x' }]],
  [{ oneOf: [{ type: 'string' }, { type: 'integer' }] }, ['a', 1], [null, 1.5, true, []]],
  [{ oneOf: [{ type: 'integer' }, { type: 'number' }] }, [1.5], [1, 'a']],
  [{ oneOf: [{ type: 'object', required: ['a'], properties: { a: {} } }, { type: 'object', required: ['b'], properties: { b: {} } }] }, [{ a: 1 }, { b: 1 }], [{ a: 1, b: 1 }, {}, 1]],
  [{ oneOf: [true, false] }, [1], []],
  [{ oneOf: [true, true] }, [], [1]],
  [{ anyOf: [{ type: 'integer' }, { type: 'number' }] }, [1, 1.5], ['a', null]],
  [{ anyOf: [{ type: 'string', maxLength: 1 }, { type: 'string', minLength: 3 }] }, ['', 'a', 'abc'], ['ab', 1]],
  [{ anyOf: [false, { const: 1 }] }, [1], [2]],
  [{ oneOf: [tagged('a', { n: { type: 'integer' } }, ['n']), tagged('b')] }, [{ type: 'a', n: 1 }, { type: 'b' }], [{}, { type: 'a' }, { type: 'b', n: 1 }, { type: 'c' }, { type: 1 }, { type: ['a'] }, 'a', [], null, { n: 1 }]],
  [{ anyOf: [tagged('a'), tagged('b')] }, [{ type: 'a' }, { type: 'b' }], [{ type: 'c' }, {}, 1]],
  [{ type: 'object', oneOf: [tagged('a'), tagged('b')] }, [{ type: 'a' }], [{ type: 'c' }, []]],
  // Not told apart by a constant: two branches share it, one lacks it, one does not require it, one takes more than objects.
  [{ oneOf: [tagged('a'), tagged('a', { n: {} })] }, [{ type: 'a', n: 1 }], [{ type: 'a' }, { type: 'b' }]],
  [{ oneOf: [tagged('a'), { type: 'object', required: ['n'], properties: { n: {} } }] }, [{ type: 'a' }, { n: 1 }, { type: 'a', n: 1 }], [{ type: 'b' }]],
  [{ oneOf: [tagged('a'), { type: 'object', properties: { type: { const: 'b' } } }] }, [{ type: 'a' }, { type: 'b' }, {}], [{ type: 'c' }]],
  [{ anyOf: [tagged('a'), { type: ['object', 'null'], required: ['type'], properties: { type: { const: 'b' } } }] }, [{ type: 'a' }, { type: 'b' }, null], [{ type: 'c' }, 1]],
  [{ type: 'array', items: { oneOf: [tagged('a'), tagged('b', { in: { type: 'array', items: { enum: [1] } } })] } }, [[{ type: 'a' }, { type: 'b', in: [1] }]], [[{ type: 'b', in: [2] }], [{ type: 'x' }]]],
  [{ $ref: '#/$defs/a', $defs: { a: { type: 'integer' } } }, [1], ['a']],
  [{ $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/b' }, b: { type: 'integer', maximum: 5 } } }, [5], [6, 'a']],
  [{ type: 'integer', $ref: '#/$defs/a', maximum: 3, $defs: { a: { type: 'integer', minimum: 1 } } }, [1, 3], [0, 4, 'a']],
  [{ type: 'object', additionalProperties: false, properties: { value: { type: 'integer' }, next: { $ref: '#' } } }, [{}, { value: 1, next: { next: {} } }], [{ next: { next: { x: 1 } } }, { next: 1 }]],
  [{ $ref: '#/$defs/tree', $defs: { tree: { type: 'array', items: { $ref: '#/$defs/tree' } } } }, [[], [[], [[]]]], [[[1]], 1]],
  [{ oneOf: [{ $ref: '#/$defs/one' }, { $ref: '#/$defs/two' }], $defs: { one: tagged('one'), two: { $ref: '#/$defs/hop' }, hop: tagged('two') } }, [{ type: 'one' }, { type: 'two' }], [{ type: 'hop' }, {}]],
  [{ type: 'object', properties: { a: { $ref: '#/$defs/$odd-name.1' } }, $defs: { '$odd-name.1': { const: 1 } } }, [{ a: 1 }], [{ a: 2 }]],
];

// Schemas that must not load: neither here nor there. [schema, the checker's keyword]
const unloadable = [
  [{ type: 'string', foo: 1 }, 'keyword'], [{ type: 'text' }, 'type'], [{ enum: [] }, 'enum'], [{ type: 'string', maxLength: -1 }, 'maxLength'],
  [{ type: 'string', format: 'no_such' }, 'format'], [{ $ref: '#/$defs/none' }, '$ref'], [{ oneOf: [] }, 'oneOf'], [{ anyOf: {} }, 'anyOf'],
  [{ type: 'object', properties: [] }, 'properties'], [{ type: 'object', required: 'a' }, 'required'], [{ type: 'array', items: 1 }, 'schema'],
  [{ type: 'array', minItems: '1' }, 'minItems'], [{ type: 'integer', minimum: '0' }, 'minimum'], [{ type: 'array', uniqueItems: 1, maxItems: 2 }, 'uniqueItems'],
];

// Draft 2020-12 knows these; the checker does not, and says so instead of passing them over.
const unclaimed = [
  { type: 'string', pattern: '^a' }, { allOf: [{ type: 'string' }] }, { not: { type: 'string' } }, { type: 'integer', exclusiveMinimum: 1 },
  { type: 'integer', exclusiveMaximum: 1 }, { type: 'integer', multipleOf: 2 }, { type: 'object', patternProperties: { a: {} } }, { type: 'array', prefixItems: [{}] },
  { type: 'array', contains: {} }, { if: {}, then: {}, else: {} }, { type: 'object', dependentRequired: { a: ['b'] } }, { type: 'object', unevaluatedProperties: false },
  { $anchor: 'a' }, { $comment: 'a' }, { default: 1 }, { $dynamicRef: '#a' }, { definitions: {} },
];

export function keywordCases(program) {
  const lines = [], cases = [];
  const add = (line, name, expected, ajv) => {
    lines.push(line);
    cases.push({ name, expected, ajv });
  };
  const short = (value) => JSON.stringify(value).slice(0, 90);
  for (const [schema, fits, misfits] of table) {
    const validate = newAjv().compile(schema);
    add(['load', 's.json', JSON.stringify(schema)], `keyword: ${short(schema)} loads`, 'ok', true);
    for (const value of fits) add(['try', '-', JSON.stringify(value)], `keyword: ${short(schema)} takes ${short(value)}`, 'ok', validate(value));
    for (const value of misfits) add(['try', '-', JSON.stringify(value)], `keyword: ${short(schema)} refuses ${short(value)}`, 'refused', validate(value));
  }
  for (const [schema, keyword] of unloadable) add(['load', 's.json', JSON.stringify(schema)], `keyword: ${short(schema)} does not load`, keyword, compiles(schema));
  for (const schema of unclaimed) add(['load', 's.json', JSON.stringify(schema)], `keyword: ${short(schema)} is not claimed`, 'keyword', false);
  const answers = askChecker(program, lines);
  return cases.map((each, index) => ({ name: each.name, fault: judge(each, answers[index]) }));
}

function compiles(schema) {
  try {
    newAjv().compile(schema);
    return true;
  } catch {
    return false;
  }
}

function judge({ expected, ajv }, answer) {
  const said = answer.ok ? 'ok' : expected === 'refused' ? 'refused' : answer.keyword;
  if (said !== expected) return `C says ${said}${answer.ok ? '' : ` (${answer.path}: ${answer.text})`}`;
  if (ajv !== (expected === 'ok')) return `ajv says ${ajv}`;
  return null;
}
