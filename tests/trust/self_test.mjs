// The table can be red. Each way in which a promise can fail to be shown is planted, and must fail the table; and what it calls
// runners are steps of ./check, so that none is forgotten on either side.
//
//   node self_test.mjs     The last line is "N passed, N failed".
import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { judge } from './judge.mjs';
import { awaited, promises, runners } from './promises.mjs';

const PROMISES = [{ number: 1, holds: 'It holds', wanted: '0', shownBy: ['story', 'wire'] }];
const figure = (by, more = {}) => ({ promise: 1, by, what: 'lost', reached: '0', wanted: '0', inputs: 9, seconds: 1, ok: true, ...more });
const both = [figure('story'), figure('wire')];

// How many lines are good, and how many fail it.
function judged(figures, { faults = {}, late = [], of = PROMISES } = {}) {
  const { passed, failed } = judge(of, figures, faults, late);
  return `${passed} and ${failed}`;
}

const steps = execFileSync(resolve(import.meta.dirname, '../../check'), ['--list']).toString().split('\n');

const tests = {
  'figures of all its runners keep a promise': () => judged(both) === '2 and 0',
  'a figure that is not reached fails': () => judged([figure('story'), figure('wire', { ok: false })]) === '1 and 1',
  'a runner that gives no figure fails': () => judged([figure('story')]) === '1 and 1',
  'a runner that broke fails, whatever it reported': () => judged(both, { faults: { wire: 'did not end' } }) === '2 and 1',
  'a promise that nobody shows fails': () => judged([], { of: [{ ...PROMISES[0], shownBy: [] }] }) === '0 and 1',
  'one that is awaited is red and fails nothing': () => judged([], { late: [1], of: [{ ...PROMISES[0], shownBy: [] }] }) === '0 and 0',
  'one that is awaited and not reached fails': () => judged([figure('wire', { ok: false })], { late: [1] }) === '0 and 1',
  'one that is awaited and broke fails': () => judged([], { late: [1], faults: { wire: 'broke' } }) === '0 and 1',
  'there are the nineteen promises, in order': () => promises.every(({ number }, i) => number === i + 1) && promises.length === 19,
  'what is awaited is a promise': () => awaited.every((number) => promises.some((each) => each.number === number)),
  'who shows a promise is a runner': () => promises.every(({ shownBy }) => shownBy.every((name) => name in runners)),
  'each runner shows a promise': () => Object.keys(runners).every((name) => promises.some(({ shownBy }) => shownBy.includes(name))),
  'each runner is a step of ./check': () => Object.keys(runners).every((name) => steps.includes(name)),
};

let failed = 0;
for (const [name, holds] of Object.entries(tests)) {
  const ok = holds();
  failed += ok ? 0 : 1;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}`);
}
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
