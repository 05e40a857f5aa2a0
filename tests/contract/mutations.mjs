// Every good example, broken by rule in every place: C and ajv must judge each of the results the same way.
import { messages } from '../../protocol/compose.mjs';
import { newMessageJudge } from './ajv.mjs';
import { askChecker } from './cli.mjs';
import { checkLine, goodExamples } from './examples.mjs';
import { stricter } from './strict.mjs';

const replacements = [
  null, true, false, 0, -1, 1, 10, 11, 512, 100000, 9007199254740991, 1.5, '', 'a', ' ', 'csr', 'na', '5', 'two words', 'é'.repeat(201), 'a\u202eb', '🙂', [], {}, [null],
  ['na'], [1, 1], [1, 2, 3, 4, 5, 6, 7, 8, 9],
];

/** Every way to a part of a value, the value itself included. */
function places(value, path = []) {
  const below = value !== null && typeof value === 'object' ? Object.entries(value).flatMap(([key, part]) => places(part, [...path, key])) : [];
  return [path, ...below];
}

function changed(value, path, change) {
  const copy = structuredClone(value);
  const holder = path.slice(0, -1).reduce((part, key) => part[key], copy);
  change(holder, path.at(-1));
  return copy;
}

function at(value, path) {
  return path.reduce((part, key) => part[key], value);
}

function* mutationsOf(value, fixed) {
  for (const path of places(value)) {
    if (path[0] === fixed) continue;
    const part = at(value, path);
    if (path.length > 0) {
      for (const each of replacements) yield changed(value, path, (holder, key) => { holder[key] = each; });
      yield changed(value, path, (holder, key) => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]));
    }
    if (part === null || typeof part !== 'object') continue;
    const grow = Array.isArray(part) ? (target) => target.push(part[0] ?? 1) : (target) => { target.colour = 1; };
    yield changed({ value }, ['value', ...path], (holder, key) => grow(holder[key])).value;
  }
}

function linesOf(message) {
  // What is no command of a client is found by its type; that it is the right one is not for the checker to say.
  const fixed = message.kind === 'event' || message.kind === 'engine' ? 'type' : null;
  const values = goodExamples(message).flatMap((example) => [...mutationsOf(example, fixed)]);
  return values.map((value) => ({
    message,
    value,
    line: message.kind === 'command' ? ['decode', '-', JSON.stringify(value)] : checkLine(message, value),
  }));
}

/** One case for each message: all its mutations. */
export function mutationCases(program) {
  const ajv = newMessageJudge();
  const mutations = messages.flatMap(linesOf);
  const answers = askChecker(program, mutations.map(({ line }) => line));
  const faults = new Map(messages.map((message) => [message, []]));
  mutations.forEach(({ message, value }, index) => {
    const fault = judge(ajv(message, value) === true, answers[index]);
    if (fault) faults.get(message).push(`${JSON.stringify(value).slice(0, 200)}: ${fault}`);
  });
  const results = [...faults].map(([{ file, type }, found]) => ({
    name: `mutation: ${file} ${type}`,
    fault: found.length ? `${found.length} of them, first ${found[0]}` : null,
  }));
  return { results, count: mutations.length };
}

function judge(fits, answer) {
  const onPurpose = answer.keyword in stricter || answer.path === '/stream';
  if (answer.ok === fits || (fits && onPurpose)) return null;
  return answer.ok ? 'C takes it, ajv does not' : `ajv takes it, C does not: ${answer.path} ${answer.text}`;
}
