// The load program sees what it is there to see. A relay lies to it, a known number of times and in one way each; what it
// counts must be that number and nothing else, and then it must not exit with 0.
//   node self_test.mjs BUILD     The last line is "N passed, N failed".
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const build = path.resolve(process.argv[2]);
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'coolhead-load-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true }));

// Twenty pairs, 100 lines a second each, by schedule.
function play(lie, more = ['--rate', '100']) {
  const [figures, told] = ['figures', 'told'].map((name) => path.join(folder, name));
  const talk = ['--speak', 'tcp', '--pairs', '20', '--seconds', '1', '--warm-up', '0', ...more];
  const files = ['--folder', folder, '--json', figures];
  const run = spawnSync(path.join(build, 'load'), [...talk, ...files, '--', path.join(build, 'liar'), lie, told]);
  const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));
  return { ...read(figures), told: read(told), exit: run.status };
}

const kinds = ['lost', 'twice', 'misrouted', 'reordered', 'refused', 'cut'];

// What is counted of each kind, `seen` being what a lie should look like.
function isSeen(run, seen) {
  return run.told > 0 && run.exit !== 0 && kinds.every((kind) => run[kind] === (seen.includes(kind) ? run.told : 0));
}

const tests = {
  'the truth is believed': () => {
    const run = play('truth');
    return run.exit === 0 && run.told === 0 && run.lines > 0 && kinds.every((kind) => run[kind] === 0);
  },
  'a lost line is counted as lost': () => isSeen(play('loses'), ['lost']),
  'a line that comes twice is counted': () => isSeen(play('doubles'), ['twice']),
  'a line at the wrong ear is counted, and is missing at the right one': () => isSeen(play('misroutes'), ['misrouted', 'lost']),
  'a line that was changed on its way belongs to nobody': () => isSeen(play('spoils'), ['misrouted', 'lost']),
  'a line that another one overtook is out of order, not lost': () => isSeen(play('swaps'), ['reordered']),
  'an acceptance that never comes is counted as lost': () => isSeen(play('mutes'), ['lost']),
  'a connection that ends is counted': () => play('hangs_up').cut === 1,
  // 700 ms in which 1,400 lines were due: with a schedule all of them are late; a closed loop would have seen twenty.
  'a server that stands still is late for every line it missed': () => {
    const [open, closed] = [play('stalls'), play('stalls', [])];
    return open.partner.p90_ms > 200 && open.partner.max_ms > 600 && closed.partner.p90_ms < open.partner.p90_ms / 2;
  },
};

let failed = 0;
for (const [name, test] of Object.entries(tests)) {
  const ok = test();
  if (!ok) failed++;
  console.log(`${ok ? 'ok' : 'not ok'}   ${name}`);
}
console.log(`${Object.keys(tests).length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
