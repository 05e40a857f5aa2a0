// Forgetting: one person or one line goes from every file, copies included, and what the partner has stays readable.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted, isLong, reportFigure } from '../../lib/figure.mjs';
import { classInCall, pairsOf, say } from '../lib/class.mjs';
import { copies, query, traces } from '../lib/disk.mjs';
import { momentOf, pageOf, publish, reviewed } from '../lib/review.mjs';
import { test } from '../lib/test.mjs';

const run = async (t, words) => {
  const program = t.run('coolhead', words);
  const { code } = await program.exited;
  return { code, errors: program.errors, output: program.output };
};

const backup = async (t, server, name) => assert.equal((await run(t, ['backup', join(server.data, 'backups', name), '--data', server.data])).code, 0);
const verify = async (t, data) => assert.deepEqual(await run(t, ['verify', '--data', data]).then(({ code, errors }) => [code, errors]), [0, '']);

const bytesOf = (rows) => rows.map(({ hex }) => Buffer.from(hex, 'hex'));
const classOfStream = (stream) => Math.floor(stream / 2 ** 26);

// The secrets that make what was written about somebody readable.
const keysOf = (data, stream, person) =>
  bytesOf(query(data, `SELECT hex(bytes) AS hex FROM key JOIN keyring ON key = id WHERE class_id = ${classOfStream(stream)} AND person = ${person}`));
const nonceOf = (data, session, text) =>
  bytesOf(query(data, `SELECT hex(n.bytes) AS hex FROM event e JOIN text t USING (id) JOIN nonce n ON n.id = t.nonce WHERE stream = ${session} AND seq = ${text}`));
const seqOfLast = (data, session, type) => query(data, `SELECT max(seq) AS seq FROM event WHERE stream = ${session} AND type = '${type}'`)[0].seq;

const looked = { secrets: 0, traces: 0, partners: 0, began: Date.now() };

const assertGone = (data, secrets) => {
  for (const secret of secrets) {
    const left = copies(data, secret);
    looked.secrets += 1;
    looked.traces += Object.keys(left).length;
    assert.deepEqual(left, {});
  }
};

const saidBy = (recording, by) => recording.events.filter(({ event }) => event.type === 'said' && event.by === by).map(({ event }) => event.text);

// A reviewed call whose page quotes the customer, with copies from before and after the page.
async function published(t) {
  const group = await reviewed(t);
  await backup(t, group.server, 'monday.db');
  const recording = await group.trainer.ask('recording', `?session=${group.session}`);
  const secret = await publish(group, momentOf(recording.events, 'Two days late!'));
  await backup(t, group.server, 'tuesday.db');
  return { ...group, recording, secret };
}

test('an erased person is in no file any more, backups included; the partner’s recording is readable', async (t) => {
  const { server, trainer, stream, session, csr, customer, recording, secret } = await published(t);
  const { person } = customer.welcome;
  const keys = keysOf(server.data, stream, person);
  assert.equal(keys.length, 1);
  assert.ok(Object.keys(copies(server.data, keys[0])).length >= 3, 'in the database and in both copies');

  const erased = await trainer.change('erase_person', { class: stream, person });
  assert.deepEqual([erased.pages, erased.pending], [1, false]);
  assert.ok(erased.texts >= 3, 'a line, a comment, a page');
  assertGone(server.data, keys);
  assert.equal((await pageOf(server.port, secret)).status, 404, 'it quoted them');
  await customer.until(() => customer.place.stage === 'removed', 'the door');

  const after = await trainer.ask('recording', `?session=${session}`);
  assert.deepEqual(saidBy(after, 'csr'), saidBy(recording, 'csr'));
  looked.partners += 1;
  assert.deepEqual(saidBy(after, 'customer'), ['']);
  assert.deepEqual([after.customer.name, after.csr.name], [`Erased ${person}`, csr.name]);
  assert.ok(!JSON.stringify(after).includes(`a word of ${customer.name}`));
  assert.deepEqual(traces(server.data, [customer.name, 'Two days late!']), []);
  await verify(t, server.data);
});

test('who is erased stays so after a kill, and is a newcomer when they join again', async (t) => {
  const { server, trainer, stream, session, customer } = await published(t);
  await trainer.change('erase_person', { class: stream, person: customer.welcome.person });
  server.child.kill('SIGKILL');
  await server.exited;
  const again = await t.serve({ data: server.data, port: server.port });
  const after = await trainer.ask('recording', `?session=${session}`);
  assert.deepEqual([after.customer.name, saidBy(after, 'customer')], [`Erased ${customer.welcome.person}`, ['']]);
  await customer.connect();
  await customer.hello(customer.token);
  assert.equal(customer.welcome.who, 'nobody');
  const { code } = (await trainer.ask('classes')).classes[0];
  await customer.join(code);
  assert.notEqual(customer.welcome.person, undefined);
  await verify(t, again.data);
});

test('a line that is redacted is in no file any more; the one who wrote it keeps the rest', async (t) => {
  const { server, trainer, session, recording, secret } = await published(t);
  const nonces = nonceOf(server.data, session, seqOfLast(server.data, session, 'said'));
  assert.equal(nonces.length, 1);
  const moment = momentOf(recording.events, 'Let me ask production.');
  const erased = await trainer.change('erase_text', { session, moment, text: '(a name)' });
  assert.deepEqual(erased, { texts: 2, pages: 1, pending: false });
  assertGone(server.data, nonces);
  assert.equal((await pageOf(server.port, secret)).status, 404);
  const after = await trainer.ask('recording', `?session=${session}`);
  assert.deepEqual(saidBy(after, 'csr'), ['I hear you: the opening night is at stake.', '(a name)']);
  await verify(t, server.data);
});

test('a page that was taken back can be published again, without the words', async (t) => {
  const group = await published(t);
  const { server, trainer, session, csr, recording } = group;
  await trainer.change('erase_text', { session, moment: momentOf(recording.events, 'Two days late!'), text: '(a date)' });
  await csr.until(() => csr.place.pages.length === 0, 'no page');
  await trainer.command(group.sheet, { type: 'publish' });
  await csr.until(() => csr.place.pages.length === 1, 'the page');
  const { value } = await pageOf(server.port, csr.place.pages[0].secret);
  assert.deepEqual(value.strengths.map(({ quote }) => quote), ['(a date)']);
});

test('what isn’t there, isn’t yours or has no words is not erased', async (t) => {
  const { trainer, stream, session, csr } = await published(t);
  const moment = 1; // the opening: no words
  for (const [path, body] of [
    ['erase_person', { class: stream, person: 300 }],
    ['erase_person', { class: stream + 2 ** 26, person: 1 }],
    ['erase_text', { session, moment, text: 'x' }],
    ['erase_text', { session, moment: 9999, text: 'x' }],
    ['erase_text', { session: session + 2 ** 26, moment, text: 'x' }],
  ])
    await assert.rejects(trainer.change(path, body), { status: 404 }, JSON.stringify(body));
  assert.equal(csr.place.pages.length, 1);
});

test('the command line erases by name or number, asks nobody when told so, and says what it did', async (t) => {
  const { server, stream, customer } = await published(t);
  const keys = keysOf(server.data, stream, customer.welcome.person);
  const erase = (...words) => run(t, ['erase', ...words, '--data', server.data]);
  assert.match((await erase('Tuesday', 'Nobody', '--yes')).errors, /there is no person in this class called "Nobody"/);
  assert.match((await erase('Monday', customer.name, '--yes')).errors, /there is no class called "Monday"/);
  assert.match((await erase('Tuesday', customer.name)).errors, /use --yes/);
  assert.notDeepEqual(copies(server.data, keys[0]), {});
  const { code, output } = await erase('Tuesday', customer.name, '--yes');
  assert.equal(code, 0);
  assert.match(output, /Erased: \d+ texts; 1 published pages taken back/);
  assertGone(server.data, keys);
  assert.equal((await erase(String(stream), String(customer.welcome.person), '--yes')).code, 0, 'again, by number');
});

test('a backup that is restored forgets what was erased since, and what isn’t whole is refused', async (t) => {
  const { server, trainer, stream, session, customer } = await published(t);
  const away = join(t.folder(), 'away.db');
  assert.equal((await run(t, ['backup', away, '--data', server.data])).code, 0);
  const keys = keysOf(server.data, stream, customer.welcome.person);
  await trainer.change('erase_person', { class: stream, person: customer.welcome.person });
  const restore = (file) => run(t, ['restore', file, '--data', server.data]);
  assert.match((await restore(away)).errors, /Another Coolhead server \(process \d+\) uses/);
  await server.stop();

  const torn = join(t.folder(), 'torn.db');
  const bytes = readFileSync(away);
  bytes[bytes.indexOf('"act":"plain"') + 8] ^= 1; // of a fact
  writeFileSync(torn, bytes);
  assert.match((await restore(torn)).errors, /torn\.db is not as it was written: an event was changed/);
  writeFileSync(torn, 'no database');
  assert.match((await restore(torn)).errors, /is damaged, or not a backup/);
  assert.match((await restore('/nowhere.db')).errors, /There is no file/);

  const { code, errors } = await restore(away);
  assert.equal(code, 0, errors);
  assertGone(server.data, keys);
  await verify(t, server.data);
  assert.equal(readdirSync(join(server.data, 'backups')).filter((name) => name.startsWith('before-restore-')).length, 1);
  assert.ok(!existsSync(join(server.data, 'restoring')));
  await t.serve({ data: server.data, port: server.port });
  const after = await trainer.ask('recording', `?session=${session}`);
  assert.equal(after.customer.name, `Erased ${customer.welcome.person}`);
});

// A class of fourteen in its calls, erased one after the other while backups rotate: each leaves no trace, and the others stay.
test('a class is erased one by one, while copies come and go', async (t) => {
  const count = isLong ? 40 : 14;
  const { server, trainer, trainees, stream } = await classInCall(t, count);
  for (const { session, csr, customer } of pairsOf(trainees)) {
    for (const one of [csr, customer]) await one.command(session, say(`the canary of ${one.name} is loose`));
    await csr.command(session, { type: 'promise', what: `a promise of ${csr.name}.`, due: 'today' });
    await customer.command(session, { type: 'ask_help', text: `help, says ${customer.name}.` });
  }
  const gone = [];
  for (const [i, { name, welcome: { person } }] of trainees.entries()) {
    await backup(t, server, `copy-${i}.db`);
    if (i >= 3) rmSync(join(server.data, 'backups', `copy-${i - 3}.db`));
    gone.push(...keysOf(server.data, stream, person));
    const { pending } = await trainer.change('erase_person', { class: stream, person });
    assert.equal(pending, false);
    assert.deepEqual(traces(server.data, [`canary of ${name} `, `promise of ${name}.`, `says ${name}.`]), []);
  }
  assert.equal(gone.length, count);
  assertGone(server.data, gone);
  for (const name of readdirSync(join(server.data, 'backups')).filter((each) => each.endsWith('.db')))
    for (const table of ['text WHERE subject BETWEEN 1 AND 320', 'person WHERE name IS NOT NULL AND number <= 320']) assert.deepEqual(query(server.data, `SELECT count(*) AS n FROM ${table}`, `backups/${name}`), [{ n: 0 }], `${name}: ${table}`);
  await verify(t, server.data);
});

test('what was looked for and found in all of this', () => {
  reportFigure({
    promise: 18, what: 'keys and nonces of what was erased, found in database, WAL or backups', reached: `${counted(looked.traces)} of ${counted(looked.secrets)}`,
    wanted: '0', inputs: looked.secrets, seconds: (Date.now() - looked.began) / 1000, ok: looked.traces === 0 && looked.secrets >= 15,
  });
  reportFigure({
    promise: 18, what: "partners' recordings that could be read as before", reached: `${looked.partners} of 1`, wanted: '1 of 1', inputs: 1,
    seconds: 0, ok: looked.partners === 1,
  });
});
