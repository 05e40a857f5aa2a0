// How much of the parsers the kept inputs reach: node coverage.mjs TREE PROFILE, after run has played them. Prints each branch that
// was never taken, and the share of those that were.
//
// A branch is one outcome of one condition, as clang counts them in the source. Left out are only those of a CHECK: they are bugs.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { counted, reportFigure } from '../lib/figure.mjs';

const root = resolve(import.meta.dirname, '../..');
const WANTED = 95; // per cent, of all of them together

// What reads bytes from outside: messages and files, then the fields of requests.
const parsers = [
  'protocol/c/scan.c', 'protocol/c/tree.c', 'protocol/c/check.c', 'protocol/c/command.c', 'protocol/c/path.c', 'protocol/c/format.c', 'server/base/utf8.c',
  'server/net/headers.c', 'server/net/http.c', 'server/net/api.c', 'server/net/ws.c', 'server/net/inbox.c',
  'server/engine/row.c', 'server/config.c', 'server/cli.c',
];
const programs = ['protocol', 'pieces', 'http', 'library', 'rows', 'exports', 'config'];

function exported(tree, profile) {
  const [first, ...rest] = programs.map((name) => resolve(tree, `fuzz_${name}`));
  const objects = rest.flatMap((program) => ['-object', program]);
  const files = parsers.map((file) => resolve(root, file));
  const args = ['export', '-format=text', '-skip-functions', `-instr-profile=${profile}`, first, ...objects, ...files];
  return JSON.parse(execFileSync('llvm-cov', args, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] })).data[0].files;
}

/** { file, taken, all, missed: [line and column of each outcome that never was] } */
function branchesOf(file, { branches }) {
  const lines = readFileSync(resolve(root, file), 'utf8').split('\n');
  const outcomes = new Map(); // a file that several programs hold is counted once
  for (const [line, column, , , whenTrue, whenFalse] of branches) {
    if (/\bCHECK(_UNREACHABLE)?\(/.test(lines[line - 1])) continue;
    for (const [outcome, count] of [['true', whenTrue], ['false', whenFalse]]) {
      const key = `${line}:${column} is never ${outcome}`;
      outcomes.set(key, (outcomes.get(key) ?? 0) + count);
    }
  }
  const missed = [...outcomes].filter(([, count]) => count === 0).map(([key]) => key);
  return { file, taken: outcomes.size - missed.length, all: outcomes.size, missed };
}

const [tree, profile] = process.argv.slice(2);
const found = exported(tree, profile);
const measured = parsers.map((file) => {
  const data = found.find(({ filename }) => resolve(filename).endsWith(`/${file}`));
  if (!data) throw new Error(`nothing was measured of ${file}`);
  return branchesOf(file, data);
});
for (const { file, taken, all, missed } of measured) {
  console.log(`${file}: ${taken} of ${all}${missed.length ? '' : ', all'}`);
  for (const each of missed) console.log(`    ${file}:${each}`);
}
const taken = measured.reduce((sum, each) => sum + each.taken, 0);
const all = measured.reduce((sum, each) => sum + each.all, 0);
const share = (100 * taken) / all;
reportFigure({
  promise: 12,
  what: 'branches of the parsers that the kept inputs take',
  reached: `${share.toFixed(1)} % (${counted(taken)} of ${counted(all)})`,
  wanted: `≥ ${WANTED} %`,
  inputs: Number(process.env.COOLHEAD_INPUTS ?? 0),
  seconds: performance.now() / 1000,
  ok: share >= WANTED,
});
process.exitCode = share >= WANTED ? 0 : 1;
