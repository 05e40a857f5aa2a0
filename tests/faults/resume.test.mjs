// Somebody who missed thousands of events of a call gets each of them, once, as it was, and soon; also from a server that was
// killed and started meanwhile. A server reads and folds the whole call for each, so a short run with sanitizers has a shorter one.
import assert from 'node:assert/strict';
import { counted, isLong, reportFigure } from '../lib/figure.mjs';
import { randomOf } from '../wire/lib/random.mjs';
import { connect } from '../wire/lib/socket.mjs';
import { test } from '../wire/lib/test.mjs';
import { within } from './lib/servers.mjs';
import { startAgain, swing } from './lib/swing.mjs';
import { silence } from './lib/talker.mjs';

const EVENTS = isLong ? 10_000 : 3000; // that somebody may have missed
const CUTS = isLong ? 2000 : 200;
const RESTARTS = CUTS / 20;
const CAUGHT_UP_MS = 500;

// Comes back to a stream having seen `n`; the events that come, as texts, until the server says that this is all.
async function resumed(t, { port, token, instance, session }, n) {
  const began = performance.now();
  const socket = await connect(t, port);
  socket.say({ type: 'hello', version: 1, token, instance });
  const events = [];
  for (let open = true; open; ) {
    for (const message of await socket.receive()) {
      if (message.type === 'welcome') socket.say({ type: 'watch', stream: session, n });
      if (message.type === 'event') events.push(JSON.stringify(message));
      if (message.type === 'caught_up') open = false;
    }
  }
  const ms = performance.now() - began;
  socket.destroy();
  return { ms, events };
}

// As often 1 to 10 as 1,000 to 10,000.
const anyGap = (random) => Math.floor(EVENTS ** (random.below(1_000_000) / 1_000_000));

test(`after ${CUTS} cuts, up to ${counted(EVENTS)} events missed, ${RESTARTS} times over kill -9`, async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e6);
  console.log(`     SEED=${seed}`);
  const random = randomOf(seed);
  const group = await swing(t, 1, { random });
  const { talkers } = group;
  await within(60_000, () => talkers.every(({ n }) => n > EVENTS), 'a long call');
  await silence(talkers);
  for (const one of talkers) await one.end();

  const began = Date.now();
  const [one] = talkers;
  const known = (await resumed(t, one, 0)).events; // as the first reading shows them
  assert.ok(known.length > EVENTS);
  const times = [];
  let whole = 0;
  for (let cut = 0; cut < CUTS; cut++) {
    if (cut % (CUTS / RESTARTS) === 0) {
      await group.server.stop('SIGKILL');
      await startAgain(t, group);
    }
    const n = known.length - anyGap(random);
    const { ms, events } = await resumed(t, one, n);
    const missed = known.slice(n);
    if (missed.every((event, i) => event === events[i])) whole += 1;
    known.push(...events.slice(missed.length)); // coming and going leave events of their own
    assert.deepEqual(known.slice(-3).map((event) => JSON.parse(event).n), [known.length - 2, known.length - 1, known.length]);
    times.push(ms);
  }
  times.sort((a, b) => a - b);
  const [p50, p99] = [0.5, 0.99].map((part) => Math.round(times[Math.floor(times.length * part)]));
  const seconds = (Date.now() - began) / 1000;
  const figures = [
    { what: `gaps of 1 to ${counted(EVENTS)} events closed, ${RESTARTS} × over kill -9`, reached: `${counted(whole)} of ${counted(CUTS)}`,
      wanted: `all of ≥ ${counted(CUTS)}`, ok: whole === CUTS },
    // A short run has sanitizers and shares its machine, so there the median counts.
    { what: 'from connecting to caught up', reached: `p50 ${p50} ms, p99 ${p99} ms`, wanted: `${isLong ? 'p99' : 'p50'} ≤ ${CAUGHT_UP_MS} ms`,
      ok: (isLong ? p99 : p50) <= CAUGHT_UP_MS },
  ];
  for (const figure of figures) reportFigure({ promise: 4, inputs: CUTS, seconds, ...figure });
  assert.deepEqual(figures.filter(({ ok }) => !ok).map(({ what }) => what), []);
});
