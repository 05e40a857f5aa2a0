// Coming back: a gap of any size is closed, in pages as the socket takes them, and a device that was replaced stays out.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classInCall, pairsOf, say } from '../lib/class.mjs';
import { Trainee, token } from '../lib/people.mjs';
import { test } from '../lib/test.mjs';

// Enough for a flood of lines that is meant.
const FAST = { chat: { burst: 5000, per_minute: 60000 } };

function configured(t, config) {
  const file = join(t.folder(), 'config.json');
  writeFileSync(file, JSON.stringify(config));
  return { serve: { args: ['--config', file] }, round: { call_s: 3600 } };
}

// So many lines, said as fast as answers come.
async function chatter(one, count, text) {
  for (let i = 0; i < count; i++) {
    one.give(one.session, say(text(i)));
    if (one.open.size >= 16) await one.until(() => one.open.size < 8, 'answers');
  }
  await one.until(() => one.open.size === 0, 'the last answers');
}

// As if the last `gap` events had never come.
async function forget(one, gap) {
  const { session } = one;
  one.socket.destroy();
  one.frames[session].splice(one.frames[session].length - gap);
  one.streams[session].splice(one.streams[session].length - gap);
  one.cursor[session] -= gap;
}

test('a gap of 1 to 500 events is closed: each event once, in order, as it was', async (t) => {
  const { trainees } = await classInCall(t, 2, configured(t, FAST));
  const [{ session, csr, customer }] = pairsOf(trainees);
  await chatter(csr, 500, (i) => `line ${i}`);
  await customer.until(() => customer.events(session, 'said').length === 500, '500 lines');
  for (const gap of [1, 2, 3, 10, 33, 100, 250, 499, 500]) {
    const whole = structuredClone(customer.frames[session]);
    await forget(customer, gap);
    delete customer.caughtUp[session];
    await customer.back();
    await customer.until(() => customer.caughtUp[session], 'the end of catching up');
    assert.deepEqual(customer.frames[session].slice(0, whole.length), whole);
    assert.equal(customer.caughtUp[session].n, customer.cursor[session]);
  }
});

test('who drops for a moment is not said to have dropped', async (t) => {
  const { trainees } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  customer.socket.destroy();
  await csr.command(session, say('meanwhile'));
  await customer.back();
  await customer.sees(session, 'said');
  await csr.command(session, say('and on'));
  assert.deepEqual([csr.events(session, 'dropped'), csr.events(session, 'returned')], [[], []]);
});

test('who is gone for longer has dropped, and returns', async (t) => {
  const { trainees } = await classInCall(t, 2, configured(t, { presence_ms: 50 }));
  const [{ session, csr, customer }] = pairsOf(trainees);
  customer.socket.destroy();
  assert.ok((await csr.sees(session, 'dropped')).until > 0);
  await customer.back();
  await csr.sees(session, 'returned');
});

test('a socket that takes nothing is caught up in pages: it is not cut for a queue, and gets all of it', async (t) => {
  const { trainees } = await classInCall(t, 2, configured(t, { ...FAST, queue_bytes_max: 300_000 }));
  const [{ session, csr, customer }] = pairsOf(trainees);
  const long = 'ä'.repeat(1990);
  await chatter(csr, 2000, (i) => `${i} ${long}`); // 8 MB: more than the kernel keeps for a socket
  const page = new Trainee(t, customer.port, customer.name);
  page.token = customer.token;
  await page.back();
  page.socket.raw.pause();
  page.watch(session);
  await chatter(csr, 20, (i) => `live ${i}`);
  page.socket.raw.resume();
  await page.until(() => page.caughtUp[session], 'the end of catching up');
  await page.until(() => page.events(session, 'said').length === 2020, 'every line');
  assert.deepEqual(page.events(session, 'said').slice(-20).map(({ text }) => text), Array.from({ length: 20 }, (_, i) => `live ${i}`));
});

test('a page opened anew takes the seat; the old one is told that it moved, and stays out', async (t) => {
  const { trainees } = await classInCall(t, 2);
  const [{ session, csr }] = pairsOf(trainees);
  const page = await csr.reopened();
  await csr.until(() => csr.notices.includes('moved'), 'the news');
  await csr.socket.closed;
  await page.seated();
  assert.deepEqual(page.frames[session], csr.frames[session]);
  csr.notices = [];
  await csr.back(); // its automatic reconnect, with its instance
  assert.deepEqual(csr.notices, ['moved']);
  await csr.socket.closed;
  await page.command(session, say('still here'));
  assert.deepEqual(page.notices, []);
});

test('an instance that was never given out is a new device, and harms nobody', async (t) => {
  const { trainees } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  csr.instance = 4294967295;
  await csr.back();
  assert.ok(csr.welcome.instance < 4294967295);
  const page = await customer.reopened();
  assert.ok(page.instance > 0);
  await page.seated();
  await page.command(session, say('here'));
});

test('a lost phone: the trainer’s secret moves the person to a new one, once', async (t) => {
  const { trainer, trainees, stream } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  await customer.command(session, say('before'));
  const person = csr.welcome.person;
  const { secret, expires } = await trainer.change('handover', { class: stream, person });
  assert.ok(expires > Date.now() && expires <= Date.now() + 10 * 60_000);
  const phone = new Trainee(t, csr.port, csr.name);
  await phone.connect();
  await phone.hello();
  phone.say({ type: 'take_over', secret, token: phone.token });
  await phone.until(() => phone.place, 'the place');
  await phone.seated();
  assert.equal(phone.welcome.person, person);
  assert.equal((await phone.sees(session, 'said')).text, 'before');
  await csr.until(() => csr.notices.includes('moved'), 'the news');
  await csr.back(); // its token opens nothing any more
  assert.equal(csr.welcome.who, 'nobody');

  const thief = new Trainee(t, csr.port, 'Thief');
  await thief.connect();
  await thief.hello();
  for (const wrong of [secret, token()]) {
    const refusal = await thief.refusedFor({ type: 'take_over', secret: wrong, token: thief.token });
    assert.deepEqual([refusal.code, refusal.path], ['unknown_item', '/secret']);
  }
  await phone.back();
  assert.equal(phone.welcome.person, person, 'the new phone’s own token');
});

test('a newcomer who turns out to be a lost person becomes that person; the newcomer is gone', async (t) => {
  const { trainer, trainees, stream, code } = await classInCall(t, 2);
  const [lost] = trainees;
  lost.socket.destroy();
  const newcomer = new Trainee(t, trainer.port, 'Somebody');
  await newcomer.join(code);
  await trainer.until(() => trainer.room.people.length === 3, 'a third');
  newcomer.socket.destroy();
  const { secret } = await trainer.change('handover', { class: stream, person: lost.welcome.person });
  await newcomer.connect();
  await newcomer.hello();
  newcomer.say({ type: 'take_over', secret, token: newcomer.token });
  await newcomer.until(() => newcomer.welcome.who === 'trainee', 'the place');
  assert.equal(newcomer.welcome.person, lost.welcome.person);
  await trainer.until(() => trainer.room.people.length === 2, 'two again');
  await newcomer.seated();
  await newcomer.command(newcomer.session, say('me again'));
});

test('a hand-over secret that nobody took in time opens nothing', async (t) => {
  const { server, trainer, trainees, stream } = await classInCall(t, 2);
  const { secret } = await trainer.change('handover', { class: stream, person: trainees[0].welcome.person });
  await server.stop();
  execFileSync('sqlite3', [join(server.data, 'coolhead.db'), `UPDATE handover SET expires_ms = ${Date.now() - 1}`]);
  await t.serve({ data: server.data, port: server.port });
  const late = new Trainee(t, server.port, 'Late');
  await late.connect();
  await late.hello();
  const refusal = await late.refusedFor({ type: 'take_over', secret, token: late.token });
  assert.deepEqual([refusal.code, refusal.path], ['unknown_item', '/secret']);
});

test('a server that stood still, as on a sleeping laptop, interrupts its calls and goes on: nothing catches up in a burst', async (t) => {
  const { server, trainees } = await classInCall(t, 2, configured(t, { absence_ms: 200 }));
  const [{ session, csr, customer }] = pairsOf(trainees);
  server.child.kill('SIGSTOP');
  await new Promise((done) => setTimeout(done, 600)); // what is tested is that time passes
  server.child.kill('SIGCONT');
  for (const one of [csr, customer]) {
    await one.sees(session, 'interrupted');
    await one.sees(session, 'resumed');
  }
  await csr.command(session, say('good morning'));
  const { play } = csr.frames[session].find(({ event }) => event.type === 'interrupted');
  assert.ok(csr.frames[session].findLast(({ event }) => event.type === 'resumed').play - play < 200, 'play stood still');
});
