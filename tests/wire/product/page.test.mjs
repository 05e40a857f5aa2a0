// The review room over the wire: a recording is scored with evidence, its page is published, read by link, and taken back.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { classInCall, pairsOf, say } from '../lib/class.mjs';
import { query, traces } from '../lib/disk.mjs';
import { momentOf, pageOf, reviewed } from '../lib/review.mjs';
import { test } from '../lib/test.mjs';

test('scored with evidence, published, read without an account, withdrawn', async (t) => {
  const { server, trainer, stream, session, csr, customer, sheet } = await reviewed(t);
  const { recordings } = await trainer.ask('recordings', `?class=${stream}`);
  assert.deepEqual(recordings.map((each) => each.session), [session]);
  assert.deepEqual(recordings[0].sheets.map(({ kind, state }) => `${kind} ${state}`).sort(), ['customer submitted', 'self submitted']);
  const recording = await trainer.ask('recording', `?session=${session}`);
  assert.equal(recording.csr.name, csr.name);
  const count = recording.rubric.criteria.length;
  const empathy = momentOf(recording.events, 'I hear you: the opening night is at stake.');

  trainer.watch(sheet);
  await trainer.command(sheet, { type: 'score', criterion: 1, value: '3' });
  assert.equal((await trainer.try(sheet, { type: 'submit' })).code, 'score_missing');
  await trainer.command(sheet, { type: 'score', criterion: 0, value: '5' });
  for (let criterion = 1; criterion < count; criterion++) await trainer.command(sheet, { type: 'score', criterion, value: criterion < 3 ? '3' : 'na' });
  assert.equal((await trainer.try(sheet, { type: 'submit' })).code, 'evidence_missing');
  assert.deepEqual([await trainer.try(sheet, { type: 'attach', criterion: 0, moment: 9999 })].map(({ code, path }) => [code, path]), [['unknown_item', '/moment']]);
  await trainer.command(sheet, { type: 'attach', criterion: 0, moment: 1 });
  await trainer.command(sheet, { type: 'detach', criterion: 0, moment: 1 });
  await trainer.command(sheet, { type: 'attach', criterion: 0, moment: empathy });
  await trainer.command(sheet, { type: 'comment', criterion: 0, text: 'This is it.' });
  await trainer.command(sheet, { type: 'praise', place: 1, moment: empathy, text: 'You named what was at stake.' });
  await trainer.command(sheet, { type: 'advise', text: 'Ask a second desk.' });
  assert.equal((await trainer.try(sheet, { type: 'publish' })).code, 'not_now', 'not before it is handed in');
  await trainer.command(sheet, { type: 'submit' });
  assert.deepEqual(csr.place.pages, []);
  await trainer.command(sheet, { type: 'publish' });
  assert.equal(trainer.events(sheet, 'evidence_attached').at(-1).moment, empathy, 'named as the trainer saw it');

  await csr.until(() => csr.place.pages.length === 1, 'the page');
  const [{ secret, round }] = csr.place.pages;
  assert.equal(round, 1);
  assert.deepEqual(customer.place.pages, [], 'nobody else’s');
  const { status, value: page } = await pageOf(server.port, secret);
  assert.equal(status, 200);
  assert.deepEqual(page.strengths.map(({ text, quote }) => [text, quote]), [['You named what was at stake.', 'I hear you: the opening night is at stake.']]);
  assert.equal(page.advice, 'Ask a second desk.');
  const [first] = page.criteria;
  assert.deepEqual([first.value, first.self, first.customer, first.comment], ['5', '5', '2', 'This is it.']);
  assert.deepEqual(first.evidence.map(({ quote }) => quote), ['I hear you: the opening night is at stake.']);
  assert.ok(!JSON.stringify(page).includes('a word of'), 'no comment of anybody else');
  const own = (await trainer.ask('recording', `?session=${session}`)).sheets.find(({ kind }) => kind === 'trainer');
  assert.deepEqual([own.state, own.secret], ['published', secret]);

  assert.deepEqual(traces(server.data, [secret]), [], 'a link’s secret is in no file');
  await trainer.command(sheet, { type: 'withdraw' });
  assert.equal((await pageOf(server.port, secret)).status, 404);
  await csr.until(() => csr.place.pages.length === 0, 'no page');
  for (const wrong of [randomBytes(32).toString('base64url'), csr.token]) assert.equal((await pageOf(server.port, wrong)).status, 404);
  assert.equal((await pageOf(server.port, 'x')).status, 400);
});

test('a published page outlives a restart, and who left the class still reads it', async (t) => {
  const { server, trainer, csr, session, sheet } = await reviewed(t);
  const { rubric } = await trainer.ask('recording', `?session=${session}`);
  for (let criterion = 0; criterion < rubric.criteria.length; criterion++) await trainer.command(sheet, { type: 'score', criterion, value: criterion < 3 ? '4' : 'na' });
  await trainer.command(sheet, { type: 'submit' });
  await trainer.command(sheet, { type: 'publish' });
  await csr.until(() => csr.place.pages.length === 1, 'the page');
  const [{ secret }] = csr.place.pages;
  const before = await pageOf(server.port, secret);
  csr.say({ type: 'quit' });
  await csr.until(() => csr.place.stage === 'removed', 'the end');
  await server.stop('SIGKILL');
  const again = await t.serve({ data: server.data });
  assert.deepEqual(await pageOf(again.port, secret), before);
  assert.equal(query(server.data, 'SELECT count(*) AS n FROM link')[0].n, 1);
});

test('other people’s sheets are blind for the trainer, too, until they are opened', async (t) => {
  const { trainer, trainees, stream } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  await trainer.command(stream, { type: 'end_calls' });
  for (const one of trainees) await one.command(session, { type: 'ready' });
  for (const criterion of [0, 1, 2]) await csr.command(csr.place.sheet, { type: 'score', criterion, value: '1' });
  await csr.command(csr.place.sheet, { type: 'submit' });
  const sheets = async () => (await trainer.ask('recording', `?session=${session}`)).sheets.length;
  assert.equal(await sheets(), 0);
  trainer.watch(session);
  assert.deepEqual(await trainer.sees(session, 'sheet_in'), { type: 'sheet_in', person: csr.welcome.person, kind: 'self' });
  assert.deepEqual(await customer.sees(session, 'sheet_in'), { type: 'sheet_in', kind: 'self' });
  for (const criterion of [0, 1, 2]) await customer.command(customer.place.sheet, { type: 'score', criterion, value: '1' });
  await customer.command(customer.place.sheet, { type: 'submit' });
  assert.equal(await sheets(), 2);
});
