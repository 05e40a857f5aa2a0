// Every good example of a command or event, read into its generated struct and written again: the same comes out, and its two
// halves in the journal, facts and texts, are the whole.
import { isDeepStrictEqual } from 'node:util';
import { messages } from '../../protocol/compose.mjs';
import { askChecker } from './cli.mjs';
import { goodExamples } from './examples.mjs';

const without = (object, names) => Object.fromEntries(Object.entries(object).filter(([name]) => !names.includes(name)));

/** A struct has all its fields: those that only the engine stamps are written too, empty. */
function judge(message, example, answer) {
  if (!answer.ok) return 'it cannot be read';
  const [whole, facts, texts] = JSON.parse(answer.json);
  const stamps = Object.keys(message.notes['x-stamps'] ?? {});
  const erasable = Object.keys(example).filter((name) => message.notes.properties[name]?.['x-part'] === 'text');
  const expected = without(example, ['id', 'stream']);
  if (!isDeepStrictEqual(without(whole, stamps), expected)) return `it is written as ${JSON.stringify(whole)}`;
  if (!isDeepStrictEqual({ type: message.type, ...facts, ...texts }, whole)) return 'facts and texts are not the whole';
  if (!isDeepStrictEqual(Object.keys(texts).sort(), erasable.sort())) return `its texts are ${Object.keys(texts)}`;
  return Object.keys(facts).some((name) => erasable.includes(name)) ? 'a text is among the facts' : null;
}

export function shapeCases(program) {
  const cases = messages
    .filter(({ kind }) => kind !== 'message')
    .flatMap((message) => goodExamples(message).map((example) => ({ message, example })));
  const lines = cases.map(({ message, example }) => ['shape', message.file.replace('.json', ''), JSON.stringify(example)]);
  const answers = askChecker(program, lines);
  return cases.map(({ message, example }, index) => ({
    name: `shape: ${message.file} ${message.type} ${JSON.stringify(example).slice(0, 80)}`,
    fault: judge(message, example, answers[index]),
  }));
}
