// A class in full swing: everybody in a call, and talking.
import assert from 'node:assert/strict';
import { classInCall } from '../../wire/lib/class.mjs';
import { randomOf } from '../../wire/lib/random.mjs';
import { judgedAll } from './judge.mjs';
import { configOf, FAST, within } from './servers.mjs';
import { newTally, silence, Talker } from './talker.mjs';

export async function swing(t, pairs, { serve = {}, random = randomOf(1), mischief } = {}) {
  const args = configOf(t, FAST);
  const group = await classInCall(t, 2 * pairs, { serve: { ...serve, args }, round: { call_s: 7200 } });
  const tally = newTally();
  const talkers = group.trainees.map((trainee) => new Talker(trainee, tally, random, mischief));
  for (const one of talkers) one.talk();
  return { ...group, tally, talkers, again: { ...serve, data: group.server.data, port: group.server.port, args } };
}

export async function moreLines({ tally }, count = 100) {
  const goal = tally.lines + count;
  await within(60_000, () => tally.lines >= goal, 'more lines');
}

// Starts the server that has ended once more.
export async function startAgain(t, group) {
  group.server = await t.serve(group.again);
}

// The same, and kills it while it reads its journal, or soon after.
export async function startInVain(t, { again: { data, port, args } }, ms) {
  const server = t.run('coolhead', ['serve', '--port', String(port), '--data', data, '--scenarios', t.source('scenarios'), ...args]);
  await new Promise((done) => setTimeout(done, ms));
  await server.stop('SIGKILL');
}

// Everybody falls silent; what the journal has against what they saw: { lines, lost, wrong }.
export async function hush(t, { server, trainer, talkers, tally }) {
  await silence(talkers);
  const verdict = await judgedAll(trainer, talkers);
  for (const one of talkers) await one.end();
  assert.equal((await server.stop()).code, 0);
  assert.equal((await t.run('coolhead', ['verify', '--data', server.data]).exited).code, 0, 'the chain holds');
  return { ...verdict, wrong: verdict.wrong + tally.repeats + tally.gaps };
}
