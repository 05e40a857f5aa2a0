// As many pairs as 20,000 descriptors let one server have, each with a line every two seconds by schedule, all recorded, and every
// recording read back. A tenth of them, for a few seconds, unless COOLHEAD_LONG asks for all.
//
//   node peak.mjs BUILD
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isLong, reportFigure } from '../lib/figure.mjs';

const build = resolve(process.argv[2]);
const folder = mkdtempSync(join(build, 'peak-')); // on the disk that counts
process.on('exit', () => rmSync(folder, { recursive: true }));

const json = join(folder, 'figures');
const [pairs, seconds] = isLong ? [9000, 60] : [900, 5];
const crowd = ['--pairs', pairs, '--rate', 0.5, '--seconds', seconds, '--folder', folder, '--json', json];
const { status } = spawnSync(join(build, 'load'), [...crowd.map(String), '--', join(build, 'coolhead')], { stdio: 'inherit' });

const run = JSON.parse(readFileSync(json, 'utf8'));
const faults = run.lost + run.twice + run.misrouted + run.reordered;
const ok = status === 0 && faults === 0 && run.lines > 0 && run.recorded === run.accepted_lines;
const times = `p50/p99 ${run.partner.p50_ms.toFixed(1)}/${run.partner.p99_ms.toFixed(1)} ms, ${run.server_cores.toFixed(2)} cores`;
reportFigure({
  promise: 8,
  what: `${pairs.toLocaleString('en-GB')} pairs at once: lost, twice, misrouted or out of order`,
  reached: `${faults} of ${run.accepted_lines.toLocaleString('en-GB')} (${times})`,
  wanted: `0, all recorded`,
  inputs: run.accepted_lines,
  seconds: run.seconds,
  ok,
});
console.log(`${Number(ok)} passed, ${Number(!ok)} failed`);
process.exitCode = ok ? 0 : 1;
