// One class, one call, over real sockets and a real disk; also when the server is killed in the middle of it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROUND, Trainee, Trainer } from './lib/people.mjs';
import { test } from './lib/test.mjs';

// A running round of `count` trainees. Gives everybody who is in it.
async function startRound(t, server, count) {
  const trainer = new Trainer(t, server.port);
  await trainer.setUp(readFileSync(join(server.data, 'setup-link'), 'utf8'));
  const { class: stream } = await trainer.change('classes/new', { name: 'Tuesday', doctrine: 'own_the_fix', retention_days: 30 });
  await trainer.attend();
  trainer.watch(stream);
  await trainer.until(() => trainer.room, 'the room');
  const trainees = [];
  for (let i = 0; i < count; i++) {
    const trainee = new Trainee(t, server.port, `Trainee ${i + 1}`);
    await trainee.join(trainer.room.code);
    trainees.push(trainee);
  }
  await trainer.until(() => trainer.room.people.length === count, 'everybody in the room');
  await trainer.command(stream, ROUND);
  await trainer.command(stream, { type: 'hand_out' });
  await trainer.command(stream, { type: 'begin' });
  for (const trainee of trainees) {
    await trainee.until(() => trainee.place.session, 'a session');
    trainee.watch(trainee.place.session);
    await trainee.until(() => (trainee.streams[trainee.place.session] ?? []).length > 0, 'the session’s events');
  }
  return { trainer, trainees, stream };
}

const partnerOf = (trainees, one) => trainees.find((other) => other !== one && other.place.session === one.place.session);

test('what one says, the partner hears, once and in order', async (t) => {
  const server = await t.serve();
  const { trainees } = await startRound(t, server, 4);
  for (const one of trainees) {
    const { session } = one.place;
    const other = partnerOf(trainees, one);
    await one.command(session, { type: 'say', act: 'plain', text: `Hello from ${one.name}` });
    await other.until(() => other.events(session, 'said').some((said) => said.text === `Hello from ${one.name}`), 'the line');
  }
});

test('nobody hears another pair', async (t) => {
  const server = await t.serve();
  const { trainees } = await startRound(t, server, 4);
  const [one] = trainees;
  const stranger = trainees.find((other) => other.place.session !== one.place.session);
  stranger.watch(one.place.session);
  await stranger.until(() => stranger.refused, 'a refusal');
  assert.ok(!stranger.streams[one.place.session]);
});

test('kill -9 in mid-call: everybody resumes, what they saw is a prefix of what is on disk, nothing twice', async (t) => {
  const server = await t.serve();
  const { trainees, trainer, stream } = await startRound(t, server, 6);
  const said = new Map(trainees.map((one) => [one, 0]));
  const talk = setInterval(() => {
    for (const one of trainees) {
      said.set(one, said.get(one) + 1);
      one.give(one.place.session, { type: 'say', act: 'plain', text: `${one.name} line ${said.get(one)}` });
    }
  }, 100);
  await trainees[5].until(() => trainees[5].events(trainees[5].place.session, 'said').length >= 12, 'a dozen lines');
  await server.stop('SIGKILL');
  clearInterval(talk);
  const seen = trainees.map((one) => [...one.streams[one.place.session]]);
  const accepted = trainees.map((one) => new Set(one.accepted));

  const again = await t.serve({ data: server.data, port: server.port });
  await Promise.all(trainees.map((one) => one.back()));
  for (const [i, one] of trainees.entries()) {
    const { session } = one.place;
    const own = (event) => event.type === 'said' && event.text.startsWith(`${one.name} line`);
    await one.until(() => one.streams[session].filter(own).length >= accepted[i].size, 'all that was accepted');
    assert.deepEqual(one.streams[session].slice(0, seen[i].length), seen[i]);
    const lines = one.streams[session].filter((event) => event.type === 'said').map((event) => event.text);
    assert.equal(new Set(lines).size, lines.length, 'no line twice');
  }
  await trainer.attend();
  trainer.watch(stream);
  assert.equal((await again.stop()).code, 0);
  assert.equal((await t.run('coolhead', ['verify', '--data', server.data]).exited).code, 0);
});

test('who reconnects gets what they missed, and only that', async (t) => {
  const server = await t.serve();
  const { trainees } = await startRound(t, server, 2);
  const [one, other] = trainees;
  const { session } = one.place;
  await one.command(session, { type: 'say', act: 'plain', text: 'before' });
  await other.until(() => other.events(session, 'said').length === 1, 'the first line');
  other.socket.destroy();
  await one.command(session, { type: 'say', act: 'plain', text: 'meanwhile' });
  await other.back();
  await other.until(() => other.events(session, 'said').length === 2, 'the missed line');
  assert.deepEqual(other.events(session, 'said').map((event) => event.text), ['before', 'meanwhile']);
});
