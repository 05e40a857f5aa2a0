// What happens to a process besides being killed: it stands still, is started twice, runs out of descriptors, and its clock jumps.
import assert from 'node:assert/strict';
import net from 'node:net';
import { counted, isLong, reportFigure } from '../lib/figure.mjs';
import { connect, upgradeBytes } from '../wire/lib/socket.mjs';
import { test } from '../wire/lib/test.mjs';
import { within } from './lib/servers.mjs';
import { Shim } from './lib/shim.mjs';
import { hush, moreLines, startAgain, swing } from './lib/swing.mjs';

const STARTS = isLong ? 20 : 3;
const STILL_S = isLong ? 30 : 4; // two seconds are taken for a pause of the machine
const CROWD = 300;
const DESCRIPTORS = 160;
const SLOW_MS = 500;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

async function ended(t, group) {
  const { lost, wrong, lines } = await hush(t, group);
  assert.deepEqual({ lost, wrong }, { lost: 0, wrong: 0 });
  return lines;
}

function reached(what, good, of, began) {
  reportFigure({ promise: 10, what, reached: `${good} of ${of}`, wanted: `${of} of ${of}`, inputs: of, seconds: (Date.now() - began) / 1000, ok: good === of });
  assert.equal(good, of);
}

test('a second server on the same data folder, or on the same port, says why it ends; the first goes on', async (t) => {
  const began = Date.now();
  const group = await swing(t, 2);
  const { server } = group;
  let good = 0;
  for (let i = 0; i < STARTS; i++) {
    const twin = t.run('coolhead', ['serve', '--port', '0', '--data', server.data]);
    if ((await twin.exited).code === 1 && twin.errors.includes(`Another Coolhead server (process ${server.pid}) uses ${server.data}`)) good += 1;
    const neighbour = t.run('coolhead', ['serve', '--port', String(server.port), '--data', t.folder()]);
    if ((await neighbour.exited).code === 1 && neighbour.errors.includes(`port ${server.port} is taken`)) good += 1;
    await moreLines(group);
  }
  await ended(t, group);
  reached('second servers that ended with a clear message', good, 2 * STARTS, began);
});

test(`SIGTERM twice, while each fsync takes ${SLOW_MS} ms: it is waited for, nothing is lost, and the end is a clean one`, async (t) => {
  const shim = new Shim(t);
  const group = await swing(t, 5, { serve: { shell: shim.shell } });
  await moreLines(group);
  shim.set('sync_delay_ms', SLOW_MS);
  const asked = performance.now();
  group.server.child.kill('SIGTERM');
  await group.server.logged(/ stopping /);
  assert.equal((await group.server.stop()).code, 0);
  assert.ok(performance.now() - asked > SLOW_MS / 2, 'a batch was on its way');
  shim.set('sync_delay_ms', 0);
  await startAgain(t, group);
  await moreLines(group);
  await ended(t, group);
});

test(`SIGSTOP for ${STILL_S} s: calls are interrupted, not overtaken, and go on`, async (t) => {
  const began = Date.now();
  const group = await swing(t, 5);
  await moreLines(group);
  group.server.child.kill('SIGSTOP');
  await pause(1000 * STILL_S); // what is tested is that time passes
  group.server.child.kill('SIGCONT');
  await moreLines(group);
  const interrupted = group.talkers.length;
  await within(10_000, () => group.tally.interrupted === interrupted, 'every call to be interrupted once');
  await ended(t, group);
  reached(`people whose call went on after ${STILL_S} s of SIGSTOP`, interrupted, 10, began);
});

// Over one connection that is kept, since there may be no descriptor for another.
function keptHealth(t, port) {
  const socket = t.keep(net.connect(port, '127.0.0.1'));
  socket.setEncoding('latin1');
  return () =>
    new Promise((done) => {
      socket.once('data', (text) => done(Number(text.split(' ')[1])));
      socket.write(`GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
    });
}

test('without a descriptor left: calls and /healthz go on, newcomers are turned away, no processor is burnt', async (t) => {
  const began = Date.now();
  const group = await swing(t, 5, { serve: { shell: `ulimit -n ${DESCRIPTORS}` } });
  const { port } = group.server;
  const health = keptHealth(t, port);
  assert.equal(await health(), 200);
  const crowd = Array.from({ length: CROWD }, () => {
    const socket = t.keep(net.connect(port, '127.0.0.1'));
    socket.answers = 0;
    socket.on('error', () => {}).on('data', () => (socket.answers += 1)).on('connect', () => socket.write(upgradeBytes(port)));
    return socket;
  });
  const answered = () => crowd.filter(({ answers }) => answers > 0).length;
  await moreLines(group);
  await within(10_000, () => answered() > DESCRIPTORS / 4, 'those to be let in for whom there is room');
  await moreLines(group);
  assert.equal(await health(), 200);
  const guests = answered();
  assert.ok(guests < DESCRIPTORS, `${guests} of ${CROWD} were let in`);
  for (const one of group.talkers) one.talking = false;
  await pause(200);
  const before = group.server.cpuSeconds();
  await pause(1000); // what is tested is what a second costs
  const spent = group.server.cpuSeconds() - before;
  for (const one of group.talkers) one.talk();
  await moreLines(group);
  assert.equal(answered(), guests, 'nobody else');
  for (const socket of crowd) socket.destroy();
  assert.equal((await connect(t, port)).head.status, 101, 'there is room again');
  await ended(t, group);
  const ok = spent < 0.3;
  reportFigure({ promise: 10, what: `no descriptor left, ${CROWD} newcomers: calls and /healthz go on; processor`, reached: `${spent.toFixed(2)} s per s`,
    wanted: '< 0.3', inputs: CROWD, seconds: (Date.now() - began) / 1000, ok });
  assert.ok(ok);
});

const DAY_S = 86_400;
const JUMPS_S = [3600, -3600, DAY_S, -DAY_S, 1, 0];

test('the wall clock jumps, forward and back, over a restart too: calls go on and no deadline notices', async (t) => {
  const began = Date.now();
  const shim = new Shim(t);
  const group = await swing(t, 5, { serve: { shell: shim.shell } });
  let good = 0;
  for (const jump of JUMPS_S) {
    shim.set('wall_shift_ms', 1000 * jump);
    await moreLines(group);
    good += 1;
  }
  assert.equal(group.tally.interrupted, 0);
  shim.set('wall_shift_ms', -1000 * DAY_S);
  assert.equal((await group.server.stop()).code, 0);
  await startAgain(t, group);
  await moreLines(group);
  shim.set('wall_shift_ms', 0); // or the trainer's cookie is of another day
  await moreLines(group);
  const lines = await ended(t, group);
  assert.ok(lines > 100 * JUMPS_S.length);
  reached(`jumps of the wall clock, up to ${counted(DAY_S)} s, that no call noticed`, good, JUMPS_S.length, began);
});
