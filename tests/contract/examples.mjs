// protocol/examples: every message has at least one good example and two bad ones, and both judges agree on all of them.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { messages } from '../../protocol/compose.mjs';
import { newMessageJudge } from './ajv.mjs';
import { askChecker } from './cli.mjs';

const folder = new URL('../../protocol/examples/', import.meta.url);

function read(kind, file) {
  const path = new URL(`${kind}/${file}`, folder);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
}

/** Good examples of a message. */
export function goodExamples({ file, type }) {
  return read('good', file)[type] ?? [];
}

const verbs = { command: 'order', engine: 'event', event: 'event', message: 'check' };

/** How check_cli is asked about a value as this message. */
export function checkLine({ file, type, kind }, value) {
  return [verbs[kind], `${file}#/$defs/${type}`, JSON.stringify(value)];
}

/** Whether the server takes it from a socket. */
const travelsToServer = ({ file, kind }) => kind === 'command' || file === 'client_message.json';

export function exampleCases(program) {
  const ajv = newMessageJudge();
  const lines = [], judges = [], results = [];
  const ask = (name, line, judge) => {
    lines.push(line);
    judges.push((answer) => ({ name, fault: judge(answer) }));
  };
  for (const message of messages) {
    const name = `example: ${message.file} ${message.type}`;
    const good = goodExamples(message), bad = read('bad', message.file)[message.type] ?? [];
    results.push({ name: `${name} has good ones`, fault: good.length >= 1 ? null : 'at least one is needed' });
    results.push({ name: `${name} has bad ones`, fault: bad.length >= 2 ? null : 'at least two are needed' });
    for (const [index, value] of good.entries()) {
      ask(`${name} good ${index}`, checkLine(message, value), (answer) => {
        if (!answer.ok) return `C refuses it at ${answer.path}: ${answer.text}`;
        const verdict = ajv(message, value);
        return verdict === true ? null : `ajv refuses it at ${verdict}`;
      });
      if (travelsToServer(message))
        ask(`${name} good ${index} is decoded`, ['decode', '-', JSON.stringify(value)], (answer) => (answer.ok ? null : `at ${answer.path}: ${answer.text}`));
      if (message.kind === 'engine')
        ask(`${name} good ${index} does not come from a socket`, ['decode', '-', JSON.stringify({ ...value, id: 1, stream: 1 })], (answer) => (answer.path === '/type' ? null : 'it is decoded'));
    }
    for (const { why, path, message: value } of bad) {
      const line = travelsToServer(message) ? ['decode', '-', JSON.stringify(value)] : checkLine(message, value);
      ask(`${name} bad: ${why}`, line, (answer) => {
        if (answer.ok) return 'C takes it';
        if (answer.path !== path) return `C refuses it at ${answer.path}: ${answer.text}`;
        return ajv(message, value) === true ? 'ajv takes it' : null;
      });
    }
  }
  const answers = askChecker(program, lines);
  return [...results, ...judges.map((judge, index) => judge(answers[index])), strayExamples()];
}

/** Examples of messages that are no more. */
function strayExamples() {
  const known = new Set(messages.map(({ file, type }) => `${file} ${type}`));
  const found = ['good', 'bad'].flatMap((kind) =>
    readdirSync(new URL(kind, folder)).flatMap((file) => Object.keys(read(kind, file)).map((type) => `${file} ${type}`)));
  const stray = found.filter((each) => !known.has(each));
  return { name: 'example: none is left of a message that is gone', fault: stray.length ? stray.join(', ') : null };
}
