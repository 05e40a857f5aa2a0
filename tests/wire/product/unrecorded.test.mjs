// Who chose not to be recorded leaves nothing behind, and their partner knows; who was recorded is forgotten with the class.
import assert from 'node:assert/strict';
import { NEW_CLASS, callsOf, classOf, classInCall, pairsOf, partnerOf, say, trainerOf } from '../lib/class.mjs';
import { query, traces } from '../lib/disk.mjs';
import { Trainee, Trainer } from '../lib/people.mjs';
import { test } from '../lib/test.mjs';

// Everything that people write in and about a call, each text with a word of its own. Gives the texts.
async function playItAll({ trainer, trainees, stream }) {
  const texts = [];
  const word = (what, session) => (texts.push(`${what} zq${session}xj${texts.length}`), texts.at(-1));
  for (const { session, csr, customer } of pairsOf(trainees)) {
    trainer.watch(session);
    await customer.command(session, say(word('line', session)));
    await csr.command(session, say(word('answer', session)));
    await csr.command(session, { type: 'hold', kind: 'hold', reason: word('reason', session), seconds: 30 });
    await csr.command(session, { type: 'end_hold' });
    await csr.command(session, { type: 'promise', what: word('promise', session), due: word('due', session) });
    await csr.command(session, { type: 'offer', offer: 'ten_percent', text: word('offer', session) });
    await customer.command(session, { type: 'ask_help', text: word('help', session) });
    await trainer.command(session, { type: 'whisper', to_csr: true, to_customer: true, text: word('whisper', session) });
    await trainer.command(session, { type: 'mark', note: word('mark', session) });
  }
  await trainer.command(stream, { type: 'end_calls' });
  for (const one of trainees) await one.command(one.session, { type: 'ready' });
  for (const one of trainees) {
    const { sheet, session } = one.place;
    for (const criterion of [0, 1, 2]) await one.command(sheet, { type: 'score', criterion, value: '3' });
    await one.command(sheet, { type: 'comment', criterion: 0, text: word('comment', session) });
    await one.command(sheet, { type: 'advise', text: word('advice', session) });
    await one.command(sheet, { type: 'submit' });
  }
  return texts;
}

// Rows of a session and of its sheets.
const rowsOf = (data, session) => query(data, `SELECT * FROM event WHERE (stream >> 9) = (${session} >> 9)`);

test('an unrecorded call is on no disk, neither is the name; the partner is told before it begins', async (t) => {
  const server = await t.serve();
  const group = await classOf(t, await trainerOf(t, server), 3);
  const shy = new Trainee(t, server.port, 'Philomena Quux');
  await shy.join(group.code, false);
  group.trainees.push(shy);
  await group.trainer.until(() => group.trainer.room?.people.length === 4, 'everybody');
  await callsOf(group);
  const { trainer, trainees, stream } = group;
  const { session } = shy;
  const partner = partnerOf(trainees, shy);
  for (const one of [shy, partner]) {
    assert.equal(one.place.recorded, false);
    assert.equal(one.events(session, 'opened')[0].recorded, false, 'the first that this seat saw');
  }
  assert.equal(partner.heard.join('').includes('"recorded":false,"by"'), false, 'never by whom');
  const recorded = trainees.find((one) => one.session !== session);
  assert.equal(recorded.place.recorded, true);
  const written = recorded.session;

  const texts = await playItAll(group);
  const own = texts.filter((text) => text.includes(`zq${session}x`));
  assert.equal(own.length, 13);
  await trainer.command(stream, { type: 'end_round' });
  const { recordings } = await trainer.ask('recordings', `?class=${stream}`);
  assert.deepEqual(recordings.map((each) => each.session), [written]);
  await assert.rejects(trainer.ask('recording', `?session=${session}`), { status: 404 });
  await trainer.command(stream, { type: 'close' });
  const later = new Trainer(t, server.port);
  await later.signIn();
  await later.attend();
  await later.follow(session);
  assert.equal(later.caughtUp[session].n, 0, 'nor is it kept in memory');
  for (const when of ['while the server runs', 'after it stopped']) {
    assert.deepEqual(traces(server.data, [...own, shy.name]), [], when);
    assert.deepEqual(rowsOf(server.data, session), [], when);
    assert.deepEqual(query(server.data, `SELECT name FROM person WHERE recorded = 0`), [{ name: null }]);
    if (when === 'while the server runs') await server.stop();
  }
  for (const text of [...texts, ...trainees.map((one) => one.name), group.code, shy.token])
    assert.ok(!server.errors.includes(text) && !server.output.includes(text), `${text} is in no log`);
});

test('after a restart an unrecorded call is lost, its people are in the lobby, and nobody learns a name', async (t) => {
  const { server, trainer, trainees } = await classInCall(t, 2, { recorded: (i) => i > 0 });
  await server.stop('SIGKILL');
  await t.serve({ data: server.data, port: server.port });
  for (const one of trainees) {
    await one.back();
    await one.until(() => one.place.session === 0, 'the lobby');
  }
  await trainer.attend();
  await trainer.until(() => trainer.room?.people.every(({ here }) => here), 'everybody');
  assert.deepEqual(trainer.room.people.map(({ name }) => name), ['Guest 1', 'Trainee 2']);
});

test('nobody unrecorded is moved into a call that is recorded', async (t) => {
  const { trainer, stream, code } = await classInCall(t, 2);
  const late = new Trainee(t, trainer.port, 'Late');
  await late.join(code, false);
  const { person } = late.welcome;
  for (const seat of ['csr', 'observer']) {
    const refusal = await trainer.try(stream, { type: 'substitute', pair: 1, seat, person });
    assert.deepEqual([refusal?.code, refusal?.path], ['not_now', '/person']);
  }
  assert.equal(late.place.session, 0);
});

test('a class that is deleted is gone: rows, texts, names, pages, and every trace in every file', async (t) => {
  const server = await t.serve();
  const tina = await trainerOf(t, server);
  const { class: kept } = await tina.change('classes/new', NEW_CLASS);
  const name = 'Quixotic Zebra';
  const { class: stream } = await tina.change('classes/new', { ...NEW_CLASS, name });
  await tina.attend();
  tina.watch(stream);
  await tina.until(() => tina.room, 'the room');
  const people = [new Trainee(t, server.port, 'Xavier Zylstra'), new Trainee(t, server.port, 'Yolanda Zyx')];
  for (const one of people) await one.join(tina.room.code);
  await tina.until(() => tina.room?.people.length === 2, 'both');
  const texts = await playItAll(await callsOf({ trainer: tina, trainees: people, stream }));
  const [{ session }] = pairsOf(people);
  await tina.command(stream, { type: 'end_round' });
  const recording = JSON.stringify(await tina.ask('recording', `?session=${session}`));
  for (const text of texts.slice(0, 9)) assert.ok(recording.includes(text), `${text} can be read until then`);
  const id = Math.floor(stream / 2 ** 26);
  assert.ok(query(server.data, `SELECT count(*) AS n FROM event WHERE (stream >> 26) = ${id}`)[0].n > 30);

  await tina.change('classes/delete', { class: stream });
  for (const one of [tina, ...people]) await one.until(() => one.notices.includes('class_deleted'), 'the news');
  for (const table of ['event WHERE (stream >> 26)', 'person WHERE class_id', 'class WHERE id', 'keyring WHERE class_id', 'handover WHERE class_id'])
    assert.deepEqual(query(server.data, `SELECT count(*) AS n FROM ${table} = ${id}`), [{ n: 0 }], table);
  assert.deepEqual(query(server.data, 'SELECT count(*) AS n FROM text t LEFT JOIN event e USING (id) WHERE e.id IS NULL'), [{ n: 0 }]);
  assert.deepEqual(traces(server.data, [...texts, name, ...people.map((one) => one.name), tina.room.code]), []);
  await assert.rejects(tina.ask('recording', `?session=${session}`), { status: 404 });
  await assert.rejects(tina.ask('recordings', `?class=${stream}`), { status: 404 });
  await assert.rejects(tina.change('classes/delete', { class: stream }), { status: 404 });
  assert.deepEqual((await tina.ask('classes')).classes.map((each) => each.class), [kept]);
  people[0].following.clear();
  await people[0].back();
  assert.equal(people[0].welcome.who, 'nobody');
  assert.equal((await t.run('coolhead', ['verify', '--data', server.data]).exited).code, 0);
});
