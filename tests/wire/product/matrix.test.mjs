// Nobody does what they may not, over real sockets: every message that the contract knows × who sends it × the stream it
// names, and every question over HTTP × who asks × whose it is. What a seat or an owner may do is tried by tests/unit, cell
// by cell; here all the other cells are, and after them the journal must be as it was.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '../../../protocol/compose.mjs';
import { goodExamples } from '../../contract/examples.mjs';
import { counted, reportFigure } from '../../lib/figure.mjs';
import { NEW_CLASS, callsOf, classOf, pairsOf, say, seatOf } from '../lib/class.mjs';
import { query } from '../lib/disk.mjs';
import { post, request } from '../lib/http.mjs';
import { PASSWORD, Trainee, Trainer, token } from '../lib/people.mjs';
import { test } from '../lib/test.mjs';

const TRAINER = 481;
const AT_ONCE = 16; // commands of one client that may be open
const NEVER = ['unknown_stream', 'not_you'];

// ── two schools ──

async function trainerNamed(t, data, port, name) {
  const added = t.run('coolhead', ['trainer', 'add', name, '--data', data], { input: `${PASSWORD}\n` });
  assert.equal((await added.exited).code, 0);
  const trainer = new Trainer(t, port);
  await trainer.signIn(name);
  return trainer;
}

async function guest(t, port, greeted) {
  const one = new Trainee(t, port, greeted ? 'nobody' : 'silent');
  await one.connect();
  if (greeted) await one.hello();
  return one;
}

// Tina has a class of two calls, one of them watched, and one in its lobby; Tom has a class in a call.
async function twoSchools(t) {
  const data = t.folder(), config = join(t.folder(), 'config.json');
  const plenty = { burst: 5000, per_minute: 60000 };
  writeFileSync(config, JSON.stringify({ other: plenty, chat: plenty, typing: plenty }));
  const server = await t.serve({ data, args: ['--config', config] });
  const tina = await trainerNamed(t, data, server.port, 'Tina'), tom = await trainerNamed(t, data, server.port, 'Tom');
  const lobby = await classOf(t, tina, 1, { first: 50 });
  const ours = await callsOf(await classOf(t, tina, 5));
  const theirs = await callsOf(await classOf(t, tom, 2, { first: 101 }));
  for (const { trainees } of [ours, theirs])
    for (const { csr, customer } of pairsOf(trainees)) {
      await csr.command(csr.session, say('A line of our own.'));
      await customer.command(customer.session, { type: 'ask_help', text: 'A call for help.' });
    }
  return { server, tina, tom, lobby, ours, theirs };
}

// ── who and where ──

// name → { one, roleOn: stream → what they are there, or null }
function callersOf({ ours, theirs, lobby, tina, tom, silent, nobody }) {
  const watched = ours.trainees.find(({ place }) => place.seat === 'observer').place.session;
  const seat = (group, session, name) => seatOf(group.trainees, session, name);
  const trainee = (one, home) => ({
    one, kind: 'trainee', roleOn: (stream) => (stream === one.place.session ? one.place.seat : stream && stream === one.place.sheet ? 'scorer' : null), home,
  });
  const owner = (one, groups) => ({
    one,
    kind: 'trainer',
    roleOn: (stream) => {
      const mine = groups.some((group) => Math.floor(group.stream / 2 ** 26) === Math.floor(stream / 2 ** 26));
      if (!mine) return null;
      if (stream % 2 ** 26 === 0) return 'trainer';
      return stream % 512 === 0 ? 'trainer' : stream % 512 === TRAINER ? 'scorer' : null;
    },
  });
  const [theirPair] = pairsOf(theirs.trainees);
  return {
    silent: { one: silent, kind: 'silent', roleOn: () => null },
    nobody: { one: nobody, kind: 'nobody', roleOn: () => null },
    'in the lobby': trainee(lobby.trainees[0]),
    csr: trainee(seat(ours, watched, 'csr')),
    customer: trainee(seat(ours, watched, 'customer')),
    observer: trainee(seat(ours, watched, 'observer')),
    'csr of another class': trainee(theirPair.csr),
    'trainer of the class': owner(tina, [ours, lobby]),
    'trainer of another class': owner(tom, [theirs]),
  };
}

function streamsOf({ ours, theirs }) {
  const watched = ours.trainees.find(({ place }) => place.seat === 'observer').place.session;
  const other = pairsOf(ours.trainees).map(({ session }) => session).find((session) => session !== watched);
  const [theirPair] = pairsOf(theirs.trainees);
  const people = ['csr', 'customer', 'observer'].map((name) => seatOf(ours.trainees, watched, name).welcome.person);
  const otherCsr = seatOf(ours.trainees, other, 'csr').welcome.person;
  return [
    ours.stream, watched, other, ...people.map((person) => watched + person), watched + TRAINER, other + otherCsr, other + TRAINER,
    theirs.stream, theirPair.session, theirPair.session + theirPair.csr.welcome.person, theirPair.session + TRAINER,
    ours.stream + 7 * 2 ** 18 + 2 ** 9, 4711 * 2 ** 26, // a round and a class that never were
  ];
}

// ── commands ──

const commands = messages.filter(({ kind }) => kind === 'command');
const machineOf = (stream) => (stream % 2 ** 26 === 0 ? 'class' : stream % 512 === 0 ? 'session' : 'sheet');

function mayGive({ file, notes }, stream, role) {
  return file === `${machineOf(stream)}_command.json` && role !== null && notes['x-from'].includes(role);
}

// The codes that each of these was refused with; null where one was accepted. Pipelined, as fast as a client may.
async function answersTo(one, asked) {
  const ids = [];
  for (let i = 0; i < asked.length; i += AT_ONCE) {
    for (const { message, stream } of asked.slice(i, i + AT_ONCE)) {
      const whole = { ...goodExamples(message)[0], id: ++one.id, stream };
      one.open.set(whole.id, whole);
      ids.push(whole.id);
      one.say(whole);
    }
    await one.until(() => one.open.size === 0, 'all answers');
  }
  return ids.map((id) => one.refusals.find((each) => each.id === id)?.code ?? null);
}

async function tryCommands(name, { one, kind, roleOn }, streams, wrong) {
  const asked = streams.flatMap((stream) => commands.filter((message) => !mayGive(message, stream, roleOn(stream))).map((message) => ({ message, stream })));
  const greeted = kind === 'trainee' || kind === 'trainer';
  const codes = await answersTo(one, asked);
  codes.forEach((code, i) => {
    if ((greeted ? NEVER : ['not_yet_welcome']).includes(code)) return;
    wrong.push(`${asked[i].message.type} on ${asked[i].stream} by ${name}: ${code ?? 'accepted'}`);
  });
  return asked.length;
}

// ── greetings and watching ──

const made = () => ({ token: token(), secret: token() });

// What each kind of caller is refused with; null: it is theirs to do, and tried elsewhere. watch and unwatch: of what isn't
// theirs; 'nothing': there is no answer.
const GREETINGS = {
  hello: { silent: null, nobody: 'already_done', trainee: 'already_done', trainer: 'already_done' },
  join: { silent: null, nobody: null, trainee: 'already_done', trainer: 'already_done' },
  take_over: { silent: 'unknown_item', nobody: 'unknown_item', trainee: 'not_now', trainer: 'not_now' },
  watch: { silent: 'not_yet_welcome', nobody: NEVER, trainee: NEVER, trainer: NEVER },
  unwatch: { silent: 'not_yet_welcome', nobody: 'nothing', trainee: 'nothing', trainer: 'nothing' },
  quit: { silent: 'not_yet_welcome', nobody: 'not_yet_welcome', trainee: null, trainer: 'not_yet_welcome' },
};

const BODIES = {
  hello: () => ({ version: 1, token: made().token, instance: 0 }),
  join: ({ code }) => ({ code, name: 'Somebody', recorded: true, token: made().token }),
  take_over: made,
  watch: ({ stream }) => ({ stream, n: 0 }),
  unwatch: ({ stream }) => ({ stream }),
  quit: () => ({}),
};

async function tryGreetings(name, { one, kind, roleOn }, streams, code, wrong) {
  let cells = 0;
  for (const [type, expected] of Object.entries(GREETINGS)) {
    const about = 'watch unwatch'.includes(type) ? streams.filter((stream) => roleOn(stream) === null) : [0];
    if (expected[kind] === null) continue;
    for (const stream of about) {
      cells += 1;
      const message = { type, ...BODIES[type]({ stream, code }) };
      if (expected[kind] === 'nothing') {
        one.say(message);
        continue;
      }
      const refusal = await one.refusedFor(message);
      if (![expected[kind]].flat().includes(refusal.code)) wrong.push(`${type} of ${stream} by ${name}: ${refusal.code}`);
    }
  }
  return cells;
}

const eventsOf = (server) => query(server.data, "SELECT stream, count(*) AS n FROM event WHERE type != 'ticked' GROUP BY stream");

test('every message × who sends it × whose stream it names', async (t) => {
  assert.deepEqual(Object.keys(GREETINGS).sort(), messages.filter(({ file }) => file === 'client_message.json').map(({ type }) => type).sort());
  const schools = await twoSchools(t);
  const began = Date.now(), before = eventsOf(schools.server), wrong = [];
  const streams = streamsOf(schools);
  assert.equal(new Set(streams).size, 15);
  let cells = 0;
  for (const [name, caller] of Object.entries(callersOf({ ...schools, silent: await guest(t, schools.server.port, false), nobody: await guest(t, schools.server.port, true) }))) {
    cells += await tryCommands(name, caller, streams, wrong);
    cells += await tryGreetings(name, caller, streams, schools.ours.code, wrong);
  }
  const seconds = (Date.now() - began) / 1000, right = `${counted(cells - wrong.length)} of ${counted(cells)} right`;
  reportFigure({ promise: 13, what: 'socket: message × caller × stream', reached: right, wanted: `each of ${counted(cells)}`, inputs: cells, seconds, ok: wrong.length === 0 });
  assert.deepEqual(wrong, []);
  assert.deepEqual(eventsOf(schools.server), before, 'the journal is as it was');
});

// ── questions over HTTP ──

// 401: sign in first, or a wrong password. 404: there is no such thing for you. null: theirs to do, and tried elsewhere.
const QUESTIONS = {
  me: { stranger: 200, other: 200, owner: 200 },
  setup: { stranger: 409, other: 409, owner: 409 },
  sign_in: { stranger: 401, other: 401, owner: 401 },
  sign_out: { stranger: 401, other: null, owner: null },
  classes: { stranger: 401, other: 200, owner: 200 },
  'classes/new': { stranger: 401, other: null, owner: null },
  'classes/delete': { stranger: 401, other: 404, owner: null },
  library: { stranger: 401, other: 200, owner: 200 },
  recordings: { stranger: 401, other: 404, owner: 200 },
  recording: { stranger: 401, other: 404, owner: 200 },
  handover: { stranger: 401, other: 404, owner: 200 },
  page: { stranger: 404, other: 404, owner: 404 },
  erase_person: { stranger: 401, other: 404, owner: null },
  erase_text: { stranger: 401, other: 404, owner: null },
};

// The paths that the engine answers, with whether they change something.
function pathsOf(t) {
  const table = /asks\[ASK_KINDS\] = \{([\s\S]*?)\n\};/.exec(readFileSync(t.source('server/engine/ask.c'), 'utf8'))[1];
  return [...table.matchAll(/\{ "([\w/]+)", (?:NULL|"\w+"), (true|false),/g)].map(([, path, change]) => ({ path, change: change === 'true' }));
}

const questionOf = ({ ours }) => ({
  setup: { token: token(), name: 'Eve', password: PASSWORD },
  sign_in: { name: 'Tina', password: 'a wrong battery' },
  sign_out: {},
  'classes/new': NEW_CLASS,
  'classes/delete': { class: ours.stream },
  recordings: { class: ours.stream },
  recording: { session: ours.trainees[0].session },
  handover: { class: ours.stream, person: ours.trainees[0].welcome.person },
  page: { secret: token() },
  erase_person: { class: ours.stream, person: ours.trainees[0].welcome.person },
  erase_text: { session: ours.trainees[0].session, moment: 1, text: 'Nothing was said.' },
});

function ask(port, { path, change }, body = {}, cookie = null) {
  const headers = cookie ? { Cookie: cookie } : {};
  if (change) return post(port, `/api/${path}`, JSON.stringify(body), headers);
  const search = new URLSearchParams(Object.entries(body).map(([key, value]) => [key, String(value)])).toString();
  return request(port, { path: `/api/${path}${search && `?${search}`}`, headers });
}

async function cookiesOf(t, { server, tina, tom, ours }) {
  const gone = await trainerNamed(t, server.data, server.port, 'Gone');
  await gone.change('sign_out', {});
  const made = (value) => `${tina.cookie.split('=')[0]}=${value}`;
  return {
    'no cookie': ['stranger', null],
    'a made-up cookie': ['stranger', made(token())],
    'half a cookie': ['stranger', tina.cookie.slice(0, -1)],
    'a cookie that was signed out': ['stranger', gone.cookie],
    "a trainee's token": ['stranger', made(ours.trainees[0].token)],
    'the trainer of another class': ['other', tom.cookie],
    'the owner': ['owner', tina.cookie],
  };
}

test('every question over HTTP × who asks', async (t) => {
  const schools = await twoSchools(t);
  const { server, ours } = schools;
  const paths = pathsOf(t), bodies = questionOf(schools), cookies = await cookiesOf(t, schools);
  assert.deepEqual(paths.map(({ path }) => path).sort(), Object.keys(QUESTIONS).sort());
  const began = Date.now(), before = eventsOf(server), wrong = [];
  const secrets = [...ours.trainees.map(({ name }) => `"${name}"`), String(ours.stream), ours.code];
  let cells = 0;
  for (const [who, [kind, cookie]] of Object.entries(cookies)) {
    for (const question of paths) {
      const expected = QUESTIONS[question.path][kind];
      if (expected === null) continue;
      const { status, body } = await ask(server.port, question, bodies[question.path], cookie);
      const told = kind === 'owner' ? [] : secrets.filter((secret) => body.includes(secret));
      if (status !== expected || told.length) wrong.push(`${question.path} with ${who}: ${status}, told ${told.join(', ') || 'nothing'}`);
      cells += 1;
    }
  }
  assert.deepEqual(eventsOf(server), before, 'the journal is as it was');
  const right = `${counted(cells - wrong.length)} of ${counted(cells)} right`;
  reportFigure({ promise: 13, what: 'HTTP: question × caller', reached: right, wanted: `each of ${cells}`, inputs: cells, seconds: (Date.now() - began) / 1000, ok: wrong.length === 0 });
  assert.deepEqual(wrong, []);
});
