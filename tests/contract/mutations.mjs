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

/** How to break a value in every place, as functions; what stands under the key `fixed` at its top stays. */
export function mutatorsOf(value, fixed) {
  return places(value)
    .filter((path) => path[0] !== fixed)
    .flatMap((path) => [...(path.length > 0 ? partMutators(value, path) : []), ...growMutators(value, path)]);
}

function partMutators(value, path) {
  const drop = (holder, key) => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]);
  const replace = replacements.map((each) => (holder, key) => { holder[key] = each; });
  return [...replace, drop].map((change) => () => changed(value, path, change));
}

function growMutators(value, path) {
  const part = at(value, path);
  if (part === null || typeof part !== 'object') return [];
  const grow = Array.isArray(part) ? (target) => target.push(part[0] ?? 1) : (target) => { target.colour = 1; };
  return [() => changed({ value }, ['value', ...path], (holder, key) => grow(holder[key])).value];
}

function linesOf(message) {
  // What is no command of a client is found by its type; that it is the right one is not for the checker to say.
  const fixed = message.kind === 'event' || message.kind === 'engine' ? 'type' : null;
  const values = goodExamples(message).flatMap((example) => mutatorsOf(example, fixed).map((mutate) => mutate()));
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
