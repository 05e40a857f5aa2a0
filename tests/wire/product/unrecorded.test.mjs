// What docs/PRIVACY.md promises of a call that isn't recorded: the partner is told before it starts, never by whom; nothing
// of it is in any file of the data folder; it is in no list, and there is no recording to ask for.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { callsOf, classOf, pairsOf, say, trainerOf } from '../lib/class.mjs';
import { test } from '../lib/test.mjs';

const LINE = 'a line that must never be written 7c1e';

function files(folder) {
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

test('an unrecorded call leaves nothing but numbers', async (t) => {
  const server = await t.serve();
  const trainer = await trainerOf(t, server);
  const group = await callsOf(await classOf(t, trainer, 2, { recorded: (i) => i !== 0 }));
  const [{ session, csr, customer }] = pairsOf(group.trainees);
  for (const one of [csr, customer]) {
    assert.equal(one.place.recorded, false);
    assert.equal(one.events(session, 'opened')[0].recorded, false);
  }
  csr.give(session, say(LINE));
  await customer.sees(session, 'said', ({ text }) => text === LINE);
  await trainer.follow(session);
  await trainer.sees(session, 'said', ({ text }) => text === LINE);
  assert.deepEqual((await trainer.ask('recordings', `?class=${group.stream}`)).recordings, []);
  await assert.rejects(trainer.ask('recording', `?session=${session}`), { status: 404 });
  await server.stop();
  for (const path of files(server.data)) {
    const bytes = readFileSync(path);
    assert.equal(bytes.indexOf(LINE), -1, path);
    assert.equal(bytes.indexOf(group.trainees[0].name), -1, `the name in ${path}`);
  }
  assert.equal(server.errors.indexOf(LINE), -1);
});
