// Making a class and joining it.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEW_CLASS, classOf, trainerOf } from '../lib/class.mjs';
import { Trainee } from '../lib/people.mjs';
import { test } from '../lib/test.mjs';

async function lobby(t, count = 0, serve = {}) {
  const server = await t.serve(serve);
  return { server, ...(await classOf(t, await trainerOf(t, server), count)) };
}

async function stranger(t, port, name = 'Ana') {
  const one = new Trainee(t, port, name);
  await one.connect();
  await one.hello();
  return one;
}

const joining = (one, code) => ({ type: 'join', code, name: one.name, recorded: true, token: one.token });
const WRONG = '222222'; // a code has this chance to be right: 31 to the power of -6

test('a class that was made is listed, has a code and an empty room', async (t) => {
  const { trainer, stream, code } = await lobby(t);
  assert.match(code, /^[2-9A-HJKMNP-Z]{6}$/);
  const [listed] = (await trainer.ask('classes')).classes;
  assert.deepEqual([listed.class, listed.name, listed.code, listed.closed], [stream, NEW_CLASS.name, code, false]);
  assert.deepEqual([trainer.room.people, trainer.room.phase, trainer.room.join_url.startsWith('http')], [[], 'none', true]);
  await assert.rejects(trainer.change('classes/new', { ...NEW_CLASS, doctrine: 'never_heard_of' }), { status: 400, path: '/doctrine' });
  for (const wrong of [{ name: '' }, { retention_days: 0 }, { retention_days: 4000 }, { more: 1 }])
    await assert.rejects(trainer.change('classes/new', { ...NEW_CLASS, ...wrong }), { status: 400, code: 'bad_message' });
});

test('who joins is in the lobby, and the trainer sees them', async (t) => {
  const { trainer, trainees } = await lobby(t, 3);
  assert.deepEqual(trainer.room.people.map(({ person, name, here }) => ({ person, name, here })),
    [1, 2, 3].map((person) => ({ person, name: `Trainee ${person}`, here: true })));
  for (const { place } of trainees) assert.deepEqual([place.stage, place.session, place.pages], ['lobby', 0, []]);
});

test('names are kept in one form, however they were typed', async (t) => {
  const { trainer, code } = await lobby(t);
  const rene = new Trainee(t, trainer.port, 'Rene\u0301e');
  await rene.join(code);
  assert.equal(rene.welcome.name, 'Ren\u00e9e');
  await trainer.until(() => trainer.room?.people.length === 1, 'Renée');
  assert.equal(trainer.room.people[0].name, 'Ren\u00e9e');
  const strange = await stranger(t, trainer.port);
  for (const name of ['', ' ', 'a\u0000b', 'a\u202eb', 'x'.repeat(41), ' Ana']) {
    const before = strange.refusals.length;
    strange.socket.say({ ...joining(strange, code), name });
    await strange.until(() => strange.refusals.length > before, 'a refusal');
    assert.deepEqual([strange.refused.code, strange.refused.path], ['bad_message', '/name'], JSON.stringify(name));
  }
});

test('joining again with the same token is the same person', async (t) => {
  const { trainer, code, server } = await lobby(t, 1);
  const ana = new Trainee(t, trainer.port, 'Ana');
  await ana.join(code);
  const { person } = ana.welcome;
  for (let i = 0; i < 3; i++) {
    ana.socket.destroy();
    await ana.join(code);
    assert.equal(ana.welcome.person, person);
  }
  await server.stop('SIGKILL');
  const again = await t.serve({ data: server.data, port: server.port });
  await ana.join(code);
  assert.equal(ana.welcome.person, person);
  await trainer.attend();
  await trainer.until(() => trainer.room?.people.length === 2, 'two people');
  await again.stop();
});

test('a wrong code is refused, and only failures are slowed: right codes of the same address go on', async (t) => {
  const file = join(t.folder(), 'config.json');
  writeFileSync(file, JSON.stringify({ failures_address: { burst: 3, per_minute: 30 } }));
  const { trainer, code } = await lobby(t, 0, { args: ['--config', file] });
  const guesser = await stranger(t, trainer.port);
  const began = Date.now();
  for (let i = 0; i < 3; i++) {
    const refusal = await guesser.refusedFor(joining(guesser, WRONG));
    assert.deepEqual([refusal.code, refusal.path], ['unknown_class', '/code']);
  }
  guesser.say(joining(guesser, WRONG));
  const others = Array.from({ length: 30 }, (_, i) => new Trainee(t, trainer.port, `Guest ${i}`));
  for (const one of others) await one.join(code);
  await guesser.until(() => guesser.refusals.length === 4, 'the slow refusal');
  assert.ok(Date.now() - began >= 1950, 'a fourth failure waits for the two seconds of the first');
  assert.equal(guesser.refused.code, 'unknown_class');
  guesser.say(joining(guesser, code));
  await guesser.until(() => guesser.place, 'a place');
});

test('a locked class lets nobody new in, and everybody back', async (t) => {
  const { trainer, trainees, stream, code } = await lobby(t, 1);
  await trainer.command(stream, { type: 'lock', on: true });
  await trainer.until(() => trainer.room.locked, 'the lock');
  const late = await stranger(t, trainer.port);
  assert.equal((await late.refusedFor(joining(late, code))).code, 'class_locked');
  trainees[0].socket.destroy();
  await trainees[0].back();
  assert.equal(trainees[0].welcome.who, 'trainee');
  await trainer.command(stream, { type: 'lock', on: false });
  late.say(joining(late, code));
  await late.until(() => late.place, 'a place');
});

test('who is removed, or quits, is out for good; their token opens nothing', async (t) => {
  const { trainer, trainees, stream } = await lobby(t, 3);
  const [removed, quitter] = trainees;
  await trainer.command(stream, { type: 'remove', person: removed.welcome.person });
  quitter.say({ type: 'quit' });
  await trainer.until(() => trainer.room?.people.length === 1, 'one person left');
  for (const one of [removed, quitter]) {
    await one.until(() => one.place.stage === 'removed', 'the news');
    one.socket.destroy();
    await one.back();
    assert.equal(one.welcome.who, 'nobody');
  }
});

test('a closed class is over: its code is unknown, its people are told', async (t) => {
  const { trainer, trainees, stream, code } = await lobby(t, 1);
  await trainer.command(stream, { type: 'close' });
  await trainees[0].until(() => trainees[0].place.stage === 'closed', 'the end');
  const late = await stranger(t, trainer.port);
  assert.equal((await late.refusedFor(joining(late, code))).code, 'unknown_class');
  assert.equal((await trainer.try(stream, { type: 'lock', on: true })).code, 'not_now');
  assert.equal((await trainer.ask('classes')).classes[0].closed, true);
});

test('a trainee’s page works in the browser of a trainer who is signed in', async (t) => {
  const { trainer, code } = await lobby(t);
  const ana = new Trainee(t, trainer.port, 'Ana');
  await ana.connect({ Cookie: trainer.cookie });
  await ana.hello(ana.token);
  assert.equal(ana.welcome.who, 'nobody');
  ana.say(joining(ana, code));
  await ana.until(() => ana.place, 'a place');
  assert.equal(ana.welcome.who, 'trainee');
});
