// Ids of others: whatever somebody names that isn't theirs is refused, changes nothing and tells nothing.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '../../../protocol/compose.mjs';
import { goodExamples } from '../../contract/examples.mjs';
import { callsOf, classOf, pairsOf, partnerOf, say, trainerOf } from '../lib/class.mjs';
import { query } from '../lib/disk.mjs';
import { PASSWORD, Trainer } from '../lib/people.mjs';
import { test } from '../lib/test.mjs';

const PERSON_TRAINER = 481;
const sheetOf = (session, person) => session + person;

const commands = messages.filter(({ kind }) => kind === 'command');
const exampleOf = (message) => goodExamples(message)[0];
const ofFile = (file) => commands.filter((each) => each.file === `${file}_command.json`);

// Two trainers with a class each, two pairs in their calls in both, and lines that only they may read.
async function twoClasses(t) {
  const data = t.folder();
  const config = join(t.folder(), 'config.json');
  writeFileSync(config, JSON.stringify({ other: { burst: 5000, per_minute: 60000 }, chat: { burst: 500, per_minute: 60000 } }));
  const add = t.run('coolhead', ['trainer', 'add', 'Tom', '--data', data], { input: `${PASSWORD}\n` });
  assert.equal((await add.exited).code, 0);
  const server = await t.serve({ data, args: ['--config', config] });
  const made = t.run('coolhead', ['trainer', 'add', 'Tina', '--data', data], { input: `${PASSWORD}\n` });
  assert.equal((await made.exited).code, 0);
  const [tina, tom] = [new Trainer(t, server.port), new Trainer(t, server.port)];
  await tina.signIn('Tina');
  await tom.signIn('Tom');
  const ours = await callsOf(await classOf(t, tina, 4));
  const theirs = await callsOf(await classOf(t, tom, 4, { first: 101 }));
  for (const { trainees, trainer } of [ours, theirs])
    for (const one of trainees) {
      await one.command(one.session, say(`secret of ${one.name}.`));
      await one.command(one.session, { type: 'ask_help', text: `help for ${one.name}.` });
      if (!trainer.following.has(one.session)) trainer.watch(one.session);
    }
  return { server, ours, theirs };
}

// Everything that is in a class, with the one whose it is.
function streamsOf({ trainees, stream }) {
  const sessions = pairsOf(trainees).map(({ session }) => session);
  const sheets = trainees.flatMap((one) => sessions.map((session) => sheetOf(session, one.welcome.person)));
  return { stream, sessions, sheets: [...sheets, ...sessions.map((session) => sheetOf(session, PERSON_TRAINER))] };
}

const eventsOf = (server) => query(server.data, "SELECT stream, count(*) AS n FROM event WHERE type != 'ticked' GROUP BY stream");

async function isRefused(one, stream, message, codes) {
  const refusal = await one.try(stream, exampleOf(message));
  assert.ok(refusal && codes.includes(refusal.code), `${one.name}: ${message.type} on ${stream} was ${refusal?.code ?? 'accepted'}`);
}

function heardNothing(one, names) {
  const heard = one.heard.join('\n');
  for (const name of names) assert.ok(!heard.includes(`${name}.`), `${one.name} heard of ${name}`);
}

test('a trainee reaches nothing but their own seat and their own sheet', async (t) => {
  const { server, ours, theirs } = await twoClasses(t);
  const [one] = ours.trainees;
  const partner = partnerOf(ours.trainees, one);
  const own = sheetOf(one.session, one.welcome.person);
  const all = [ours, theirs].map(streamsOf);
  const foreign = [...all.map(({ stream }) => stream), ...all.flatMap(({ sessions }) => sessions), ...all.flatMap(({ sheets }) => sheets)]
    .filter((stream) => stream !== one.session && stream !== own);
  assert.equal(foreign.length, 2 + 3 + 2 * 10 - 1);
  const before = eventsOf(server);
  for (const stream of foreign) {
    const { code } = await one.refusedFor({ type: 'watch', stream, n: 0 });
    assert.ok(['unknown_stream', 'not_you'].includes(code), `watching ${stream}: ${code}`);
  }
  const never = ['unknown_stream', 'not_you'];
  for (const { sessions, sheets, stream } of all) {
    for (const message of ofFile('class')) await isRefused(one, stream, message, never);
    for (const session of sessions.filter((each) => each !== one.session))
      for (const message of ofFile('session')) await isRefused(one, session, message, never);
    for (const sheet of sheets.filter((each) => each !== own))
      for (const message of ofFile('sheet')) await isRefused(one, sheet, message, never);
  }
  // A command on a stream of another kind, and a stream that never was.
  for (const message of commands) await isRefused(one, theirs.stream + 2 ** 18 * 7 + 2 ** 9, message, never);
  for (const message of ofFile('sheet')) await isRefused(one, one.session, message, never);
  assert.deepEqual(eventsOf(server), before);
  heardNothing(one, [...ours.trainees, ...theirs.trainees].filter((each) => each !== one && each !== partner).map(({ name }) => name));
  assert.equal(one.events(one.session, 'help_asked').length, 1, 'not even the partner’s call for help');
});

test('in their own call a seat may give only its own commands', async (t) => {
  const { ours } = await twoClasses(t);
  const [{ session, csr, customer }] = pairsOf(ours.trainees);
  for (const [one, seat] of [[csr, 'csr'], [customer, 'customer']])
    for (const message of ofFile('session').filter(({ notes }) => !notes['x-from'].includes(seat)))
      await isRefused(one, session, message, ['not_you']);
});

test('a trainer reaches nothing of another trainer’s class', async (t) => {
  const { server, ours, theirs } = await twoClasses(t);
  const { trainer: tina } = ours;
  const { sessions, sheets, stream } = streamsOf(theirs);
  const before = eventsOf(server);
  for (const each of [stream, ...sessions, ...sheets])
    assert.equal((await tina.refusedFor({ type: 'watch', stream: each, n: 0 })).code, 'unknown_stream');
  for (const message of ofFile('class')) await isRefused(tina, stream, message, ['unknown_stream']);
  for (const session of sessions) for (const message of ofFile('session')) await isRefused(tina, session, message, ['unknown_stream']);
  for (const sheet of sheets) for (const message of ofFile('sheet')) await isRefused(tina, sheet, message, ['unknown_stream']);
  const missing = { status: 404, code: 'not_found' };
  await assert.rejects(tina.ask('recordings', `?class=${stream}`), missing);
  for (const session of sessions) await assert.rejects(tina.ask('recording', `?session=${session}`), missing);
  await assert.rejects(tina.change('classes/delete', { class: stream }), missing);
  await assert.rejects(tina.change('handover', { class: stream, person: 1 }), missing);
  await assert.rejects(tina.change('classes/delete', { class: 2 ** 50 + 2 ** 26 }), missing);
  assert.deepEqual((await tina.ask('classes')).classes.map((each) => each.class), [ours.stream]);
  assert.deepEqual(eventsOf(server), before);
  heardNothing(tina, theirs.trainees.map(({ name }) => name));
  for (const one of theirs.trainees) await one.command(one.session, say('still here'));
});

test('a trainer on a session scores with their own sheet only', async (t) => {
  const { ours } = await twoClasses(t);
  const { trainer, trainees } = ours;
  for (const one of trainees) {
    for (const message of ofFile('sheet')) await isRefused(trainer, one.place.sheet, message, ['not_you']);
    assert.equal((await trainer.refusedFor({ type: 'watch', stream: one.place.sheet, n: 0 })).code, 'not_you');
  }
});
