// Hostile clients hurt only themselves: a class talks in quiet, then beside ten kinds of clients that only cost, many of each
// at once. How long its lines take, and how long each hostile connection lives. node run.mjs BUILD_FOLDER; the last line is
// "N passed, N failed".
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, setPriority } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isLong, reportFigure } from '../lib/figure.mjs';
import { Stage } from '../wire/lib/server.mjs';
import { kinds } from './hostile.mjs';

const OF_EACH = isLong ? 100 : 10;
const QUIET_MS = isLong ? 30_000 : 8_000; // before and after
const CUT_MS = 40_000;
// Twice of what is below this is still what promise 7 allows a school, or, on a machine that does nothing else, unnoticed.
const UNNOTICED_MS = isLong ? 10 : 50;

const stage = new Stage(resolve(process.argv[2]));
let passed = 0, failed = 0;

function judge(what, ok) {
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}`);
  if (ok) passed += 1;
  else failed += 1;
}

const nth = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];

async function told(talkers) {
  talkers.send('tell');
  const [samples] = await once(talkers, 'message');
  return samples;
}

async function quietly(talkers) {
  talkers.send('begin');
  await sleep(QUIET_MS);
  return told(talkers);
}

function summed(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  return { count: sorted.length, p50: nth(sorted, 0.5), p99: nth(sorted, 0.99) };
}

const inMs = ({ count, p50, p99 }) => `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms of ${count} lines`;

// How long it lived, or Infinity if it outlived what is allowed.
async function livedOf(open, port) {
  const began = performance.now();
  const late = sleep(CUT_MS + 2000, Infinity, { ref: false });
  return Promise.race([Promise.resolve(open(stage, port)).then(() => performance.now() - began), late]);
}

const server = await stage.serve();
const talkers = fork(join(import.meta.dirname, 'talk.mjs'), [server.data, String(server.port)]);
await once(talkers, 'message');

const before = await quietly(talkers);
const residentBefore = server.residentKiB();

setPriority(constants.priority.PRIORITY_LOW); // the attack costs processor time too, which isn't the server's
talkers.send('begin');
const began = Date.now();
const cut = Object.entries(kinds).map(async ([what, open]) => {
  const lived = await Promise.all(Array.from({ length: OF_EACH }, () => livedOf(open, server.port)));
  return [what, Math.max(...lived)];
});
const longest = await Promise.all(cut);
const beside = summed(await told(talkers));
const seconds = (Date.now() - began) / 1000;
const quiet = summed([...before, ...(await quietly(talkers))]); // on both sides: the machine has other things to do
talkers.send('stop');
await once(talkers, 'exit');

for (const [what, ms] of longest) judge(`${what}: ${OF_EACH} cut within ${(ms / 1000).toFixed(1)} s`, ms <= CUT_MS);
console.log(`in quiet: ${inMs(quiet)}`);
console.log(`beside them: ${inMs(beside)}; the server grew by ${server.residentKiB() - residentBefore} KiB`);

const ratio = beside.p99 / Math.max(quiet.p99, UNNOTICED_MS);
const inputs = longest.length * OF_EACH;
const slowest = Math.max(...longest.map(([, ms]) => ms)) / 1000;
reportFigure({ promise: 11, what: `others' p99 beside ${longest.length} kinds × ${OF_EACH}, to quiet`, reached: `${ratio.toFixed(2)} × (${beside.p99.toFixed(1)} to ${quiet.p99.toFixed(1)} ms)`, wanted: `≤ 2 × quiet, or of ${UNNOTICED_MS} ms`, inputs: quiet.count + beside.count, seconds, ok: ratio <= 2 });
reportFigure({ promise: 11, what: 'the longest that a hostile connection lived', reached: `${slowest.toFixed(1)} s`, wanted: `≤ ${CUT_MS / 1000} s`, inputs, seconds, ok: slowest * 1000 <= CUT_MS });
judge(`others' lines: ${ratio.toFixed(2)} × quiet`, ratio <= 2);
await stage.clear();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
