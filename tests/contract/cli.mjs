// The C judge: cases go to check_cli, one a line, and the answers come back in the same order.
import { spawnSync } from 'node:child_process';

/** How many refusals there were, and those that did not say code, path and sentence. */
export const refusals = { count: 0, dumb: [] };

/** Answers to [verb, argument, payload] lines: { ok, json? } or { ok: false, keyword, path, text }. */
export function askChecker(program, lines) {
  for (const line of lines) {
    if (line.some((part) => /[\t\n]/.test(part))) throw new Error(`a case must fit on one line: ${line}`);
  }
  const input = lines.map((line) => line.join('\t') + '\n').join('');
  const run = spawnSync(program, { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (run.error) throw new Error(`${program} does not run; build it first: ${run.error.message}`);
  if (run.status !== 0) throw new Error(`${program} ended with ${run.status ?? run.signal}: ${run.stderr}`);
  const answers = run.stdout.split('\n').slice(0, -1).map((line, index) => readAnswer(line, lines[index][0]));
  if (answers.length !== lines.length) throw new Error(`${lines.length} cases, ${answers.length} answers`);
  return answers;
}

function readAnswer(line, verb) {
  const [verdict, ...rest] = line.split('\t');
  if (verdict === 'ok') return { ok: true, json: rest[0] };
  const [keyword, path, text] = rest;
  refusals.count++;
  const isPlace = verb === 'load' ? /^s\.json/ : /^(\/.*)?$/s; // of a schema: its file, then the pointer
  const speaks = /^[a-zA-Z$_]+$/.test(keyword) && isPlace.test(path) && /^\S.{8,}$/s.test(text);
  if (!speaks) refusals.dumb.push(line);
  return { ok: false, keyword, path, text };
}

export const hex = (text) => Buffer.from(text, typeof text === 'string' ? 'utf8' : undefined).toString('hex');
