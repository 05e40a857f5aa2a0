// A call: what one says the partner hears, once it is on disk, and nobody else.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { classInCall, pairsOf, partnerOf, say } from '../lib/class.mjs';
import { test } from '../lib/test.mjs';

test('what one says, the partner hears, once and in order', async (t) => {
  const { trainees } = await classInCall(t, 4);
  for (const one of trainees) {
    const { session } = one;
    for (let i = 0; i < 10; i++) one.give(session, say(`${one.name} ${i}`));
  }
  for (const one of trainees) {
    const other = partnerOf(trainees, one);
    const own = ({ text }) => text.startsWith(`${one.name} `);
    for (const who of [one, other]) {
      await who.until(() => who.events(one.session, 'said').filter(own).length === 10, 'ten lines');
      const lines = who.events(one.session, 'said').filter(own);
      assert.deepEqual(lines.map(({ text }) => text), Array.from({ length: 10 }, (_, i) => `${one.name} ${i}`));
    }
    await one.until(() => one.open.size === 0, 'ten answers');
    assert.deepEqual(one.refusals, []);
  }
});

test('an event is on disk before anybody sees it', async (t) => {
  const { server, trainees } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  const rows = () => Number(execFileSync('sqlite3', ['-readonly', join(server.data, 'coolhead.db'),
    `SELECT count(*) FROM event WHERE stream = ${session} AND type = 'said'`]).toString());
  for (let i = 1; i <= 5; i++) {
    csr.give(session, say(`line ${i}`));
    await customer.until(() => customer.events(session, 'said').length === i, 'the line');
    assert.ok(rows() >= i, 'it was shown, so it is there');
  }
});

test('a round from the lobby to the debrief, both ready by themselves', async (t) => {
  const { trainer, trainees, stream } = await classInCall(t, 2, { round: { back_s: 10 } });
  const [{ session, csr, customer }] = pairsOf(trainees);
  await trainer.command(stream, { type: 'end_calls' });
  for (const one of trainees) await one.command(session, { type: 'ready' });
  for (const one of trainees) await one.sees(session, 'phase_began', ({ phase }) => phase === 'score');
  for (const one of trainees) {
    for (const criterion of [0, 1, 2]) await one.command(one.place.sheet, { type: 'score', criterion, value: '4' });
    assert.deepEqual(partnerOf(trainees, one).events(session, 'sheets_opened'), [], 'blind until both are in');
    await one.command(one.place.sheet, { type: 'submit' });
  }
  for (const one of trainees) {
    assert.deepEqual((await one.sees(session, 'sheets_opened')).self, ['4', '4', '4']);
    await one.sees(session, 'phase_began', ({ phase }) => phase === 'talk');
    await one.command(session, { type: 'ready' });
  }
  for (const one of [csr, customer]) await one.sees(session, 'phase_began', ({ phase }) => phase === 'over');
  await trainer.command(stream, { type: 'end_round' });
  for (const one of trainees) await one.until(() => one.place.stage === 'lobby', 'the lobby');
});
