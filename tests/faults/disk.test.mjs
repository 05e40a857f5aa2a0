// A disk that is full, fails or is slow under a server in full swing: nothing is shown that isn't saved, and when the disk is well
// again everybody goes on.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted, isLong, reportFigure } from '../lib/figure.mjs';
import { classInCall, pairsOf, say } from '../wire/lib/class.mjs';
import { query } from '../wire/lib/disk.mjs';
import { request } from '../wire/lib/http.mjs';
import { test } from '../wire/lib/test.mjs';
import { within } from './lib/servers.mjs';
import { EIO, ENOSPC, Shim } from './lib/shim.mjs';
import { hush, moreLines, startAgain, swing } from './lib/swing.mjs';

const PAIRS = 10;
const FAILURES = isLong ? 10 : 2; // of each kind
const LINES = 200; // between them
const BACK_MS = 5000;
const SLOW_MS = 500;
const SLOW_LINES = isLong ? 40 : 4;

const healthy = async (port) => (await request(port, { path: '/healthz' })).status === 200;

// Lines that somebody was shown and that no row holds.
function unsaved({ server, talkers }) {
  const rows = query(server.data, "SELECT stream, count(*) AS n FROM event WHERE type = 'said' GROUP BY stream");
  const saved = new Map(rows.map(({ stream, n }) => [stream, n]));
  return talkers.reduce((sum, { session, shown }) => sum + Math.max(0, shown.length - (saved.get(session) ?? 0)), 0);
}

// The end of the story, and its two figures.
async function reported(t, group, what, { lost, backs, began }) {
  const verdict = await hush(t, group);
  const wrong = lost + verdict.lost + verdict.wrong;
  const back = Math.max(...backs);
  const seconds = (Date.now() - began) / 1000;
  const ok = wrong === 0 && back <= BACK_MS;
  reportFigure({ promise: 5, what: `${what} × ${backs.length}: lines shown but unsaved, lost or doubled; slowest to be back`,
    reached: `${wrong} of ${counted(verdict.lines)}; ${(back / 1000).toFixed(1)} s`, wanted: `0; ≤ ${BACK_MS / 1000} s`, inputs: verdict.lines,
    seconds, ok });
  assert.ok(ok);
}

// `begin` and `end` switch a fault that the server survives.
async function suffers(t, what, serve, begin, end) {
  const began = Date.now();
  const group = await swing(t, PAIRS, { serve });
  const { server, tally, talkers } = group;
  const backs = [];
  let lost = 0;
  for (let i = 0; i < FAILURES; i++) {
    await moreLines(group, LINES);
    const before = tally.refused.not_saved ?? 0;
    begin(server);
    await within(30_000, () => (tally.refused.not_saved ?? 0) > before, 'a refusal');
    await within(10_000, async () => !(await healthy(server.port)), 'the server to say that it is unwell');
    const shown = () => talkers.reduce((sum, one) => sum + one.shown.length, 0);
    const then = shown();
    lost += unsaved(group);
    await within(10_000, () => tally.refused.not_saved > before + 10 * PAIRS, 'more refusals');
    assert.equal(shown(), then, 'nothing more is shown');
    end(server);
    const ended = performance.now();
    await moreLines(group, 1);
    await within(BACK_MS, () => healthy(server.port), 'the server to be well');
    backs.push(performance.now() - ended);
  }
  await reported(t, group, what, { lost, backs, began });
}

// A disk of its own, of so many MiB; null where this machine lets nobody mount one.
function smallDisk(t, megabytes) {
  const folder = t.folder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return null;
  }
  t.after(() => execFileSync('umount', ['-l', folder]));
  return folder;
}

function fill(file) {
  for (let size = 2 ** 26; size >= 4096; size /= 2) {
    try {
      for (;;) writeFileSync(file, Buffer.alloc(size), { flag: 'a' });
    } catch {} // it is meant to be full in the end
  }
}

test('the disk is full: a small one of its own, or else one that says so', async (t) => {
  const disk = smallDisk(t, 64);
  const shim = disk ? null : new Shim(t);
  const ballast = disk && join(disk, 'ballast');
  const begin = disk ? () => fill(ballast) : () => shim.set('write_errno', ENOSPC);
  const end = disk ? () => rmSync(ballast) : () => shim.set('write_errno', 0);
  await suffers(t, disk ? 'disk full (tmpfs)' : 'disk full (ENOSPC)', disk ? { data: join(disk, 'data') } : { shell: shim.shell }, begin, end);
});

test('the disk answers each write with EIO', async (t) => {
  const shim = new Shim(t);
  await suffers(t, 'EIO on writes', { shell: shim.shell }, () => shim.set('write_errno', EIO), () => shim.set('write_errno', 0));
  assert.ok(shim.get('refused') > 0);
});

test('the disk answers fsync with EIO: the server ends with a sentence, and a new one goes on', async (t) => {
  const began = Date.now();
  const shim = new Shim(t);
  const group = await swing(t, PAIRS, { serve: { shell: shim.shell } });
  const backs = [];
  let lost = 0;
  for (let i = 0; i < FAILURES; i++) {
    await moreLines(group, LINES);
    shim.set('sync_errno', EIO);
    assert.equal((await group.server.exited).code, 1);
    assert.match(group.server.errors, /error fsync_failed/);
    shim.set('sync_errno', 0);
    await new Promise((done) => setImmediate(done)); // what it still sent is heard
    lost += unsaved(group);
    const ended = performance.now();
    await startAgain(t, group);
    await moreLines(group, 1);
    backs.push(performance.now() - ended);
  }
  await reported(t, group, 'EIO on fsync', { lost, backs, began });
});

test(`each fsync takes ${SLOW_MS} ms: a line is seen after the one that saves it, and not before`, async (t) => {
  const began = Date.now();
  const shim = new Shim(t);
  const { trainees } = await classInCall(t, 2, { serve: { shell: shim.shell } });
  const [{ session, csr, customer }] = pairsOf(trainees);
  shim.set('sync_delay_ms', SLOW_MS);
  let early = 0;
  for (let i = 0; i < SLOW_LINES; i++) {
    const [syncs, sent] = [shim.get('syncs'), performance.now()];
    const answered = csr.command(session, say(`line ${i}`));
    await customer.sees(session, 'said', ({ text }) => text === `line ${i}`);
    if (shim.get('syncs') === syncs || performance.now() - sent < SLOW_MS) early += 1;
    await answered;
  }
  shim.set('sync_delay_ms', 0);
  const ok = early === 0;
  reportFigure({ promise: 5, what: `fsync of ${SLOW_MS} ms: lines seen before it returned`, reached: `${early} of ${SLOW_LINES}`, wanted: '0',
    inputs: SLOW_LINES, seconds: (Date.now() - began) / 1000, ok });
  assert.ok(ok);
});
