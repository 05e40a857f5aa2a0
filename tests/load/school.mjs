// Twenty classes of sixteen, every pair writing a line a second by schedule, which is five times what people do, and a trainer's
// wall open in each class. The load program shares the machine's cores with the server, as the figure is for a small one.
//
//   node school.mjs BUILD
//
// Others on the machine can only add to a latency, so of three runs the one with the lowest p99 counts; what is lost or too
// large in any of them fails.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLong, reportFigure } from '../lib/figure.mjs';

const RUNS = 3;
const WANTED = { p50_ms: 15, p99_ms: 50, mib: 150 };
const build = resolve(process.argv[2]);
const folder = mkdtempSync(join(build, 'school-')); // on the disk that counts

function play() {
  const json = join(folder, 'figures'), seconds = isLong ? '60' : '5';
  const school = ['--pairs', '160', '--class-people', '16', '--walls', '1', '--rate', '1', '--seconds', seconds];
  execFileSync(join(build, 'load'), [...school, '--folder', folder, '--json', json, '--', join(build, 'coolhead')], { stdio: ['ignore', 'inherit', 'inherit'] });
  return JSON.parse(readFileSync(json, 'utf8'));
}

const isQuick = ({ partner }) => partner.p50_ms <= WANTED.p50_ms && partner.p99_ms <= WANTED.p99_ms;

const runs = [];
try {
  while (runs.length < RUNS && !runs.some(isQuick)) runs.push(play());
} finally {
  rmSync(folder, { recursive: true });
}

const best = runs.toSorted((a, b) => a.partner.p99_ms - b.partner.p99_ms)[0];
const mib = Math.max(...runs.map(({ rss_peak_kib }) => rss_peak_kib)) / 1024;
const lost = runs.reduce((sum, run) => sum + run.lost + run.twice + run.misrouted + run.reordered, 0);
const inputs = runs.reduce((sum, { lines }) => sum + lines, 0), seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
const times = `p50/p99 ${best.partner.p50_ms.toFixed(1)}/${best.partner.p99_ms.toFixed(1)} ms`;
const disk = `fdatasync p50 ${best.fdatasync.p50_ms.toFixed(2)} ms`;
const quick = { reached: `${times} (${disk}; ${lost} lost)`, wanted: `p50/p99 ≤ ${WANTED.p50_ms}/${WANTED.p99_ms} ms; 0 lost`, ok: isQuick(best) && lost === 0 };
const small = { reached: `${mib.toFixed(0)} MiB at most`, wanted: `≤ ${WANTED.mib} MiB`, ok: mib <= WANTED.mib };
reportFigure({ promise: 7, what: '320 people in 20 classes, 20 walls: from sender to partner', inputs, seconds, ...quick });
reportFigure({ promise: 7, what: 'the memory of their server', inputs: 320, seconds, ...small });
const failed = [quick, small].filter(({ ok }) => !ok).length;
console.log(`${2 - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
