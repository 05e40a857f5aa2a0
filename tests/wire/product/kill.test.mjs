// kill -9 in the middle of calls, again and again, under traffic: nothing that was shown or acknowledged is lost, nothing
// happens twice, and every client goes on where it was.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { classInCall, pairsOf, say } from '../lib/class.mjs';
import { randomOf } from '../lib/random.mjs';
import { test } from '../lib/test.mjs';

const PAIRS = 10;
const KILLS = 4;
const OPEN_MAX = 16; // what the server remembers of a client

// Everybody talks until told to stop: lines, typing, the dial, each line with a text that nobody else sends.
function traffic(trainees, random) {
  const lines = new Map(trainees.map((one) => [one, new Map()])); // id → text, per person
  let count = 0;
  const speak = (one) => {
    if (one.open.size >= OPEN_MAX || one.socket.raw.destroyed) return;
    const text = `line ${++count} of ${one.name}`;
    const chance = random.below(4);
    if (chance === 0) one.give(one.session, { type: 'typing', on: random.below(2) === 1 });
    else if (chance === 1 && one.place.seat === 'customer') one.give(one.session, { type: 'dial', value: random.below(11) });
    else lines.get(one).set(one.give(one.session, say(text)), text);
  };
  const timer = setInterval(() => speak(random.pick(trainees)), 8);
  return { lines, stop: () => clearInterval(timer) };
}

function killed(trainees) {
  return trainees.map((one) => structuredClone(one.frames[one.session]));
}

async function recordingOf(trainer, session) {
  const { events } = await trainer.ask('recording', `?session=${session}`);
  return events;
}

const shownTo = (events) => events.filter(({ event }) => event.type === 'said').map(({ play, wall, event }) => ({ play, wall, by: event.by, text: event.text }));

function streamsAreDense(data) {
  const gaps = execFileSync('sqlite3', ['-readonly', join(data, 'coolhead.db'),
    'SELECT stream, count(*), max(seq) FROM event GROUP BY stream HAVING count(*) != max(seq)']).toString();
  assert.equal(gaps, '');
}

test('killed again and again in mid-call: all that was shown is there, once, and everybody goes on', async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e6);
  const random = randomOf(seed);
  try {
    await play(t, random);
  } catch (fault) {
    fault.message = `SEED=${seed}: ${fault.message}`;
    throw fault;
  }
});

async function play(t, random) {
  const group = await classInCall(t, 2 * PAIRS, { round: { call_s: 3600 } });
  const { trainees, trainer, stream } = group;
  let { server } = group;
  const { lines, stop } = traffic(trainees, random);
  for (let kill = 0; kill < KILLS; kill++) {
    const witness = random.pick(trainees);
    const until = witness.events(witness.session, 'said').length + random.below(20);
    await witness.until(() => witness.events(witness.session, 'said').length >= until, 'more lines');
    await server.stop('SIGKILL');
    const before = killed(trainees);
    assert.equal((await t.run('coolhead', ['verify', '--data', server.data]).exited).code, 0, 'the chain holds');
    server = await t.serve({ data: server.data, port: server.port });
    await Promise.all(trainees.map((one) => one.back()));
    for (const [i, one] of trainees.entries()) {
      assert.equal(one.welcome.instance, one.instance);
      await one.until(() => one.events(one.session, 'resumed').length > kill, 'the call to go on');
      assert.deepEqual(one.frames[one.session].slice(0, before[i].length), before[i], 'what was shown is what is there');
    }
  }
  stop();
  for (const one of trainees) await one.until(() => one.open.size === 0, 'all answers');
  await trainer.attend();
  for (const { session, csr, customer } of pairsOf(trainees)) {
    const recorded = shownTo(await recordingOf(trainer, session));
    for (const one of [csr, customer]) {
      await one.until(() => one.events(session, 'said').length >= recorded.length, 'the last line');
      assert.deepEqual(shownTo(one.frames[session]), recorded);
      assert.equal(one.events(session, 'interrupted').length, KILLS);
      const own = recorded.map(({ text }) => text).filter((text) => text.endsWith(` of ${one.name}`));
      const accepted = [...lines.get(one)].filter(([id]) => one.accepted.has(id)).map(([, text]) => text);
      assert.deepEqual(own, accepted, 'what was accepted, in its order, and nothing that was not');
      const anew = await one.reopened();
      await anew.seated();
      assert.deepEqual(anew.frames[session].slice(0, one.frames[session].length), one.frames[session]);
    }
  }
  assert.equal((await server.stop()).code, 0);
  streamsAreDense(server.data);
  assert.equal((await t.run('coolhead', ['verify', '--data', server.data]).exited).code, 0);
}
