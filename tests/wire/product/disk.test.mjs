// The disk: full, and well again; two servers on one folder; a library with a mistake; stopping in good order.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdirSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classInCall, pairsOf, partnerOf, say, trainerOf } from '../lib/class.mjs';
import { query } from '../lib/disk.mjs';
import { request } from '../lib/http.mjs';
import { shelfOf } from '../lib/shelf.mjs';
import { test, until } from '../lib/test.mjs';

// A disk of its own, of so many MiB. Mounting takes a right that root has; without it the test is red, not silent.
function smallDisk(t, megabytes) {
  const folder = t.folder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  t.after(() => execFileSync('umount', ['-l', folder]));
  return folder;
}

const fill = (folder) => {
  const { bavail, bsize } = statfsSync(folder);
  const file = join(folder, 'ballast');
  for (let size = bavail * bsize; size >= 4096; size = Math.floor(size / 2)) {
    try {
      appendFileSync(file, Buffer.alloc(size));
    } catch {} // it is meant to be full in the end
  }
};

test('on a full disk nothing is shown that is not saved; when there is room again, everything goes on', async (t) => {
  const disk = smallDisk(t, 24);
  const data = join(disk, 'data');
  const config = join(t.folder(), 'config.json');
  writeFileSync(config, JSON.stringify({ chat: { burst: 5000, per_minute: 60000 } })); // sending again must not count as a flood
  const { server, trainer, trainees } = await classInCall(t, 4, { serve: { data, args: ['--config', config] } });
  const health = () => request(server.port, { path: '/healthz' });
  assert.equal((await health()).status, 200);
  const talk = setInterval(() => {
    for (const one of trainees) if (one.open.size < 16) one.give(one.session, say(`${one.name} ${one.id} ${'x'.repeat(1900)}`));
  }, 50);
  t.after(() => clearInterval(talk));
  fill(disk);
  for (const one of trainees) await one.until(() => one.refused?.code === 'not_saved', 'a refusal');
  await until(async () => (await health()).status === 503, 'the server to say so');
  assert.equal(JSON.parse((await health()).body).why_not, 'the disk is full');
  for (const one of trainees) await one.until(() => one.notices.includes('store_unwell'), 'the notice');
  const shown = trainees.map((one) => one.events(one.session, 'said').length);
  const rows = query(data, "SELECT count(*) AS n FROM event WHERE type = 'said'")[0].n;
  assert.equal(shown.reduce((sum, count) => sum + count, 0), 2 * rows, 'each line that is saved was shown to two, and no other');
  await assert.rejects(trainer.change('classes/new', { name: 'no room', doctrine: 'own_the_fix', retention_days: 1 }), { status: 503 });
  assert.deepEqual(trainees.map((one) => one.events(one.session, 'said').length), shown);

  execFileSync('rm', [join(disk, 'ballast')]);
  for (const one of trainees) await one.until(() => one.notices.includes('store_well'), 'the notice');
  await until(async () => (await health()).status === 200, 'the server to be well');
  for (const one of trainees) await one.sees(one.session, 'resumed');
  clearInterval(talk);
  for (const one of trainees) {
    await one.until(() => one.open.size === 0, 'what was open to be saved');
    assert.deepEqual(one.refusals.filter(({ code }) => !['not_saved', 'waiting_for_partner'].includes(code)), [], 'nothing was decided out of order');
    await one.command(one.session, say('and on'));
  }
  for (const { session, csr, customer } of pairsOf(trainees)) {
    const lines = query(data, `SELECT count(*) AS n FROM event WHERE type = 'said' AND stream = ${session}`)[0].n;
    for (const one of [csr, customer]) {
      await one.until(() => one.events(session, 'said').length === lines, 'every line');
      const own = one.events(session, 'said').map(({ text }) => text);
      assert.equal(new Set(own.filter((text) => text !== 'and on')).size, lines - 2, 'no line twice');
    }
  }
  assert.equal((await server.stop()).code, 0);
  assert.equal((await t.run('coolhead', ['verify', '--data', data]).exited).code, 0);
});

test('SIGTERM in mid-call: everybody is told, all that was said is saved, the call goes on after the start', async (t) => {
  const { server, trainees } = await classInCall(t, 4);
  const lines = new Map(trainees.map((one) => [one, new Map()]));
  for (let i = 0; i < 10; i++) for (const one of trainees) lines.get(one).set(one.give(one.session, say(`${one.name} ${i}`)), `${one.name} ${i}`);
  const stopped = server.stop();
  for (const one of trainees) await one.until(() => one.notices.includes('stopping'), 'the notice');
  assert.equal((await stopped).code, 0);
  await Promise.all(trainees.map((one) => one.socket.closed));
  const told = structuredClone(trainees.map((one) => one.frames[one.session]));
  await t.serve({ data: server.data, port: server.port });
  await Promise.all(trainees.map((one) => one.back()));
  for (const [i, one] of trainees.entries()) {
    await one.sees(one.session, 'resumed');
    await one.until(() => one.open.size === 0, 'all answers');
    // What was on its way at the stop and came again before the partner was back is in its field again; it is sent once more.
    for (const { id } of one.refusals.filter(({ code }) => code === 'waiting_for_partner')) one.give(one.session, say(lines.get(one).get(id)));
    const other = partnerOf(trainees, one);
    await other.until(() => other.events(one.session, 'said').filter(({ text }) => text.startsWith(`${one.name} `)).length === 10, 'ten lines, once');
    assert.deepEqual(one.frames[one.session].slice(0, told[i].length), told[i]);
  }
});

test('a scenario with a mistake is left out, and the log says file, place and reason', async (t) => {
  const shelf = shelfOf(t, (scenario) => (scenario.twists[0].trigger.conditions[0].signal = 'moon_phase'));
  mkdirSync(join(shelf, 'broken'));
  writeFileSync(join(shelf, 'broken', 'scenario.json'), '{"kind": "scenario",');
  const server = await t.serve({ args: ['--scenarios', shelf] });
  const library = await (await trainerOf(t, server)).ask('library');
  assert.deepEqual(library.scenarios, []);
  assert.ok(library.rubrics.length && library.doctrines.length, 'the rest is there');
  const lines = server.errors.split('\n').filter((line) => line.includes('left_out'));
  assert.equal(lines.length, 2, server.errors);
  const [broken, wrong] = lines.sort();
  assert.match(broken, /broken\/scenario\.json/);
  assert.match(wrong, /two_days_late\/scenario\.json.*\/twists\/0\/trigger.*why=\S/);
});

// One clear sentence, and exit 1.
async function refuses(server, sentence) {
  assert.equal((await server.exited).code, 1, server.errors);
  const lines = server.errors.split('\n').filter((line) => line.startsWith('coolhead: '));
  assert.equal(lines.length, 1, server.errors);
  assert.match(lines[0], sentence);
}

test('a second server on the same folder, one that may not write there, one on a full disk: one sentence and exit 1', async (t) => {
  const server = await t.serve();
  await refuses(t.run('coolhead', ['serve', '--port', '0', '--data', server.data]), /another|already|in use/i);
  await refuses(t.run('coolhead', ['serve', '--port', String(server.port), '--data', t.folder()]), new RegExp(`port ${server.port}`));
  const file = join(t.folder(), 'file');
  writeFileSync(file, '');
  await refuses(t.run('coolhead', ['serve', '--port', '0', '--data', join(file, 'data')]), /\/file\/data/);
  const closed = t.folder();
  chmodSync(closed, 0o500);
  if (process.getuid() !== 0) await refuses(t.run('coolhead', ['serve', '--port', '0', '--data', join(closed, 'data')]), /\/data/);
  const disk = smallDisk(t, 1);
  fill(disk);
  await refuses(t.run('coolhead', ['serve', '--port', '0', '--data', join(disk, 'data')]), /\w/);
  await trainerOf(t, server); // the first one goes on
});
