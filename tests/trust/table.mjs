// Puts the table of promises together; see the head of `table`, which calls it.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './judge.mjs';
import { machineSentence } from './machine.mjs';
import { markdownTable, plainTable } from './print.mjs';
import { awaited, promises, runners, timed } from './promises.mjs';

const root = resolve(import.meta.dirname, '../..');
const LIMIT_S = { short: 300, long: 45 * 60 }; // a runner that hangs must not eat the time of the others

function options() {
  const { values } = parseArgs({
    options: {
      long: { type: 'boolean', default: false },
      only: { type: 'string', multiple: true, default: [] },
      from: { type: 'string' },
      keep: { type: 'string' },
      markdown: { type: 'string' },
    },
  });
  const numbers = values.only.map(Number);
  for (const number of numbers) if (!promises.some((each) => each.number === number)) throw new Error(`there is no promise ${number}`);
  return { ...values, only: numbers };
}

// Its exit code, and whether it was ended at the limit. It is a process group of its own, so that all of it can be ended.
function runToEnd(command, env, log, limitS) {
  return new Promise((done) => {
    const output = openSync(log, 'w');
    const child = spawn('bash', ['-c', command], { cwd: root, detached: true, stdio: ['ignore', output, output], env });
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      process.kill(-child.pid, 'SIGKILL');
    }, limitS * 1000);
    child.on('exit', (code) => {
      clearTimeout(timer);
      done({ code, late });
    });
  });
}

// Why a runner's figures can't be trusted, or null.
function faultOf({ code, late }, log, limitS) {
  if (late) return `did not end within ${limitS} s`;
  const counts = [...readFileSync(log, 'utf8').matchAll(/^(\d+) passed, (\d+) failed$/gm)].at(-1);
  if (!counts) return `exit code ${code}, counted nothing`;
  return code === 0 && counts[2] === '0' ? null : `${counts[2]} of its tests failed`;
}

// One after the other, so that none disturbs another's figures.
async function runAll(names, folder, long) {
  const faults = {};
  const limitS = long ? LIMIT_S.long : LIMIT_S.short;
  for (const name of names) {
    const began = Date.now(), log = join(folder, `${name}.log`), figures = join(folder, `${name}.jsonl`);
    rmSync(figures, { force: true });
    const env = { ...process.env, COOLHEAD_FIGURES: figures, COOLHEAD_LONG: long ? '1' : '0', NO_COLOR: '1' };
    if (long && timed.includes(name)) env.COOLHEAD_BUILD = join(root, 'build/release');
    faults[name] = faultOf(await runToEnd(runners[name], env, log, limitS), log, limitS);
    const seconds = Math.round((Date.now() - began) / 1000);
    console.error(`${name}: ${faults[name] ? `${faults[name]}; see ${log}` : 'ok'}, ${seconds} s`);
  }
  return faults;
}

function figuresOf(name, folder) {
  let text = '';
  try {
    text = readFileSync(join(folder, `${name}.jsonl`), 'utf8');
  } catch (error) {
    if (error.code !== 'ENOENT') throw error; // none reported
  }
  return text.split('\n').filter(Boolean).map((line) => ({ by: name, ...JSON.parse(line) }));
}

// Runners take what ./check has built.
function needBuilds(long) {
  const makers = { debug: './check client debug', clang: './check clang', ...(long && { release: 'cmake --preset release && cmake --build build/release' }) };
  for (const [tree, maker] of Object.entries(makers))
    if (!existsSync(join(root, 'build', tree, 'coolhead'))) throw new Error(`build/${tree} is missing; it is made by: ${maker}`);
}

function folderFor({ from, keep }) {
  if (from ?? keep) mkdirSync(from ?? keep, { recursive: true });
  return resolve(from ?? keep ?? mkdtempSync(join(tmpdir(), 'coolhead-trust-')));
}

async function main() {
  const asked = options();
  const chosen = promises.filter(({ number }) => !asked.only.length || asked.only.includes(number));
  const names = Object.keys(runners).filter((name) => chosen.some(({ shownBy }) => shownBy.includes(name)));
  const folder = folderFor(asked);
  if (!asked.from) needBuilds(asked.long);
  const faults = asked.from ? {} : await runAll(names, folder, asked.long);
  const figures = Object.keys(runners).flatMap((name) => figuresOf(name, folder));
  const { rows, passed, failed } = judge(chosen, figures, faults, awaited);
  const machine = machineSentence(folder);
  console.log(`${machine}\n\n${plainTable(rows)}\n${passed} passed, ${failed} failed`);
  if (asked.markdown) writeFileSync(asked.markdown, markdownTable(rows, machine));
  if (!asked.from && !asked.keep) rmSync(folder, { recursive: true });
  process.exitCode = failed ? 1 : 0;
}

try {
  await main();
} catch (error) {
  console.error(`Sorry: ${error.message}.`);
  process.exitCode = 2;
}
