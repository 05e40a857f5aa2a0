// kill -9 and SIGTERM, again and again, in mid-start too, while a hundred pairs talk: what anybody was shown or told is in the
// journal, once, and in one order for all. People send lines twice, lose connections in mid-sentence and come back on their own.
import assert from 'node:assert/strict';
import { counted, isLong, reportFigure } from '../lib/figure.mjs';
import { randomOf } from '../wire/lib/random.mjs';
import { connect } from '../wire/lib/socket.mjs';
import { test } from '../wire/lib/test.mjs';
import { judged } from './lib/judge.mjs';
import { within } from './lib/servers.mjs';
import { hush, startAgain, startInVain, swing } from './lib/swing.mjs';

const PAIRS = 100;
const KILLS = isLong ? 100 : 10;
const STOPS = KILLS / 2; // with SIGTERM
const LINES = isLong ? 500_000 : 20_000;
const START_MS = 300; // within which some starts are killed too
const FIRST_101_MS = 2000;
const FIRST_101_EVENTS = 100_000; // in the journal, at most, for that

// From the start of the process to the first upgrade that it answers.
async function firstUpgradeMs(t, group) {
  const began = performance.now();
  await startAgain(t, group);
  const socket = await connect(t, group.server.port);
  assert.equal(socket.head.status, 101);
  socket.destroy();
  return performance.now() - began;
}

test('the judge sees a line that is lost, doubled, out of order, or never acknowledged', async () => {
  const pairOf = () => [{ name: 'A', shown: ['A 1', 'B 1', 'A 2'], accepted: ['A 1', 'A 2'] }, { name: 'B', shown: ['A 1', 'B 1', 'A 2'], accepted: ['B 1'] }];
  const verdict = (...lines) => judged(lines, pairOf());
  assert.deepEqual(verdict('A 1', 'B 1', 'A 2'), { lines: 3, lost: 0, wrong: 0 });
  assert.ok(verdict('A 1', 'B 1').lost > 0);
  assert.ok(verdict('A 1', 'A 1', 'B 1', 'A 2').wrong > 0);
  assert.ok(verdict('B 1', 'A 1', 'A 2').wrong > 0);
  assert.ok(verdict('A 1', 'B 1', 'A 2', 'B 2').wrong > 0);
});

test(`killed ${KILLS} times and stopped ${STOPS} times under the load of ${PAIRS} pairs`, async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e6);
  const random = randomOf(seed);
  const began = Date.now();
  const group = await swing(t, PAIRS, { random, mischief: { twice: 20, cut: 1 } });
  const { tally } = group;
  const waits = [];
  let kills = 0;
  let clean = 0;
  for (let round = 0; round < KILLS + STOPS; round++) {
    const goal = (LINES * (round + 1)) / (KILLS + STOPS + 1) - random.below(100);
    await within(60_000, () => tally.lines >= goal, 'more lines');
    const isStop = round % 3 === 2;
    const { code } = await group.server.stop(isStop ? 'SIGTERM' : 'SIGKILL');
    if (isStop && code === 0) clean += 1;
    if (round % 4 === 3) await startInVain(t, group, random.below(START_MS));
    const ms = await firstUpgradeMs(t, group);
    if (tally.lines <= FIRST_101_EVENTS) waits.push(ms);
    const talking = group.talkers.map(({ accepted }) => accepted.length);
    const goOn = () => group.talkers.every(({ accepted }, i) => accepted.length > talking[i]);
    await within(60_000, goOn, 'each of them to go on');
    if (!isStop) kills += 1;
  }
  await within(60_000, () => tally.lines >= LINES, 'the last lines');
  const { lines, lost, wrong } = await hush(t, group);
  const seconds = (Date.now() - began) / 1000;
  // A short run has sanitizers and shares its machine, so what counts there is what the server can do when nobody is in its way.
  const firstMs = isLong ? Math.max(...waits) : Math.min(...waits);
  console.log(`     SEED=${seed}: ${counted(tally.sentTwice)} sent twice, ${counted(tally.cuts)} cut off, ${counted(tally.reconnects)} reconnects, refused ${JSON.stringify(tally.refused)}`);
  const figures = [
    { promise: 1, what: `lines shown or acknowledged and then lost, ${KILLS} × kill -9`, reached: `${lost} of ${counted(lines)}`,
      wanted: `0 of ≥ ${counted(LINES)}`, inputs: lines, ok: lost === 0 && lines >= LINES },
    { promise: 3, what: 'duplicates, gaps and reorderings in deliveries', reached: `${wrong} in ${counted(tally.deliveries)}`,
      wanted: `0 in ≥ ${counted(2 * LINES)}`, inputs: tally.deliveries, ok: wrong === 0 && tally.deliveries >= 2 * LINES },
    { promise: 10, what: 'kill -9 under load, after which everybody went on', reached: `${kills} of ${KILLS}`, wanted: `${KILLS} of ${KILLS}`,
      inputs: KILLS, ok: kills === KILLS },
    { promise: 10, what: 'SIGTERMs under load that ended with 0', reached: `${clean} of ${STOPS}`, wanted: `${STOPS} of ${STOPS}`,
      inputs: STOPS, ok: clean === STOPS },
    { promise: 10, what: `restart to the first 101, ${PAIRS} live sessions, up to ${counted(Math.min(lines, FIRST_101_EVENTS))} events`,
      reached: `${Math.round(firstMs)} ms (${isLong ? 'slowest' : 'fastest'} of ${waits.length})`,
      wanted: `≤ ${counted(FIRST_101_MS)} ms`, inputs: waits.length, ok: firstMs <= FIRST_101_MS },
  ];
  for (const figure of figures) reportFigure({ ...figure, seconds });
  assert.deepEqual(figures.filter(({ ok }) => !ok).map(({ what }) => what), []);
});
