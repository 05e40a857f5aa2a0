// Hidden stays hidden: a whole call of a triad in which every text that anybody may send is unlike all others. Every byte
// that every socket got is searched for all that it must not have got, of people and of the scenario; so is every answer over
// HTTP, every page, the log and the metrics. tests/canary does the same for many calls, of sockets alone.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { counted, reportFigure } from '../../lib/figure.mjs';
import { callsOf, classOf, say, seatOf, setupLink, trainerOf } from '../lib/class.mjs';
import { disguises } from '../lib/disk.mjs';
import { post, request } from '../lib/http.mjs';
import { PASSWORD, Trainer, token } from '../lib/people.mjs';
import { hurry, scenarioOf, shelfOf } from '../lib/shelf.mjs';
import { test } from '../lib/test.mjs';

const ROLES = ['csr', 'customer', 'observer', 'trainer'];
const ALL = ROLES, TRAINER = ['trainer'], NOBODY = [];
const SHORT = 20; // of the scenario: shorter texts are names and numbers that also stand elsewhere

// Texts and who may have them.
class Ledger {
  entries = [];

  // A new text that only these may get.
  canary(what, ...who) {
    const text = `${what} kqz${String(this.entries.length).padStart(3, '0')}vwj`;
    return this.note(text, who.flat());
  }

  note(text, who) {
    this.entries.push({ text, who });
    return text;
  }

  allowed(role) {
    return this.entries.filter(({ who }) => who.includes(role)).map(({ text }) => text);
  }

  // What a role must not get, but for what also stands in something that it may.
  forbidden(role) {
    const allowed = this.allowed(role).join('\n');
    return this.entries.filter(({ text, who }) => !who.includes(role) && !allowed.includes(text)).map(({ text }) => text);
  }
}

const found = (bytes, texts) => texts.filter((text) => disguises(text).some((needle) => bytes.includes(needle)));

const textsIn = (value) => (typeof value === 'string' ? [value] : typeof value === 'object' && value ? Object.values(value).flatMap(textsIn) : []);

// What of the scenario each may see in a call of variant `played` in which only `shown` was brought to light.
function noteScenario(ledger, scenario, played, shown) {
  const note = (value, ...who) => {
    for (const text of textsIn(value)) if (text.length >= SHORT) ledger.note(text, who.flat());
  };
  note([scenario.customer.about, scenario.guide, scenario.glossary], 'csr', 'customer', 'observer', TRAINER);
  note(scenario.customer.persona, NOBODY);
  note([scenario.authority, scenario.offers], 'csr', TRAINER);
  note(scenario.ladder, 'customer', TRAINER);
  for (const { id, title, csr, customer } of scenario.twists) {
    const fired = shown.includes(id);
    note(title, fired ? TRAINER : NOBODY);
    note(csr ?? {}, fired ? ['csr', 'trainer'] : NOBODY);
    note(customer ?? {}, fired ? ['customer', 'trainer'] : NOBODY);
  }
  for (const variant of scenario.variants) {
    const now = (...who) => (variant.id === played ? who : NOBODY);
    note([variant.title, variant.truth, variant.hidden_need, variant.feasible, variant.complaint], NOBODY);
    note(variant.csr, now('csr', 'trainer'));
    note([variant.customer, variant.cools, variant.heats, variant.ladder], now('customer', 'trainer'));
    for (const fact of variant.facts) note(fact, now('customer', 'trainer', ...(shown.includes(fact.id) ? ALL : [])));
    for (const { id, answer, again } of variant.desks) {
      note(answer, now(...(shown.includes(id) ? ['csr', 'observer', 'trainer'] : NOBODY)));
      note(again, NOBODY);
    }
    note(variant.supervisor, now('csr', 'observer', 'trainer'));
  }
}

async function playAll({ trainer, csr, customer, observer, session, ledger, fact, desk }) {
  const pair = ['csr', 'customer'];
  trainer.watch(session);
  await csr.command(session, { type: 'ask_desk', desk });
  await csr.command(session, { type: 'ask_supervisor', reason: ledger.canary('a reason for the supervisor', 'csr', 'observer', TRAINER) });
  await customer.command(session, say(ledger.canary('a line of the customer', ALL)));
  await csr.command(session, say(ledger.canary('a line of the CSR', ALL)));
  await csr.command(session, { type: 'say', act: 'restate', text: ledger.canary('in other words', ALL) });
  await csr.command(session, { type: 'hold', kind: 'ring_back', reason: ledger.canary('why to wait', ALL), seconds: 60 });
  await csr.command(session, { type: 'end_hold' });
  await csr.command(session, { type: 'offer', offer: 'ten_percent', text: ledger.canary('words with an offer', ALL) });
  ledger.note((await customer.sees(session, 'offered')).title, ALL);
  await csr.command(session, { type: 'promise', what: ledger.canary('a promise', ALL), due: ledger.canary('by when', ALL) });
  await customer.command(session, { type: 'dial', value: 9 });
  await customer.command(session, { type: 'reveal', fact });
  await csr.command(session, { type: 'ask_help', text: ledger.canary('help for the CSR', 'csr', TRAINER) });
  await customer.command(session, { type: 'ask_help', text: ledger.canary('help for the customer', 'customer', TRAINER) });
  await observer.command(session, { type: 'ask_help', text: ledger.canary('help for the observer', TRAINER) });
  await observer.command(session, { type: 'mark', note: ledger.canary('a mark of the observer', TRAINER) });
  await trainer.command(session, { type: 'mark', note: ledger.canary('a mark of the trainer', TRAINER) });
  for (const seat of pair) {
    const to = { to_csr: seat === 'csr', to_customer: seat === 'customer' };
    await trainer.command(session, { type: 'whisper', ...to, text: ledger.canary(`a whisper to the ${seat}`, seat, TRAINER) });
  }
  for (const twist of ['leaning_over', 'who_are_you']) await trainer.command(session, { type: 'fire_twist', twist });
  await csr.sees(session, 'supervisor_answered');
  await csr.sees(session, 'desk_answered');
}

async function scoreAll({ trainer, csr, customer, observer, session, ledger }) {
  const seats = { csr, customer, observer, trainer };
  const words = {};
  for (const role of ROLES) {
    words[role] = ['a comment', 'an advice'].map((what) => ledger.canary(`${what} of the ${role}`, role));
    const one = seats[role];
    const sheet = role === 'trainer' ? session + 481 : one.place.sheet;
    for (const criterion of [0, 1, 2]) await one.command(sheet, { type: 'score', criterion, value: '3' });
    await one.command(sheet, { type: 'comment', criterion: 0, text: words[role][0] });
    await one.command(sheet, { type: 'advise', text: words[role][1] });
    await one.follow(sheet);
  }
  const sheet = session + 481;
  const moment = trainer.frames[session].find(({ event }) => event.type === 'said').n;
  const praise = ledger.canary('a praise', TRAINER);
  await trainer.command(sheet, { type: 'praise', place: 1, moment, text: praise });
  const blind = await trainer.ask('recording', `?session=${session}`); // sheets are open still
  const { criteria } = blind.rubric;
  for (let criterion = 3; criterion < criteria.length; criterion++) await trainer.command(sheet, { type: 'score', criterion, value: 'na' });
  for (const role of ROLES) await seats[role].command(role === 'trainer' ? sheet : seats[role].place.sheet, { type: 'submit' });
  for (const role of ROLES) await seats[role].sees(session, 'sheets_opened');
  await trainer.command(sheet, { type: 'publish' });
  return { published: [...words.trainer, praise], blind: Buffer.from(JSON.stringify(blind)) };
}

// ── over HTTP ──

async function trainerOfOthers(t, server) {
  const added = t.run('coolhead', ['trainer', 'add', 'Tom', '--data', server.data], { input: `${PASSWORD}\n` });
  assert.equal((await added.exited).code, 0);
  const tom = new Trainer(t, server.port);
  await tom.signIn('Tom');
  return tom;
}

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

const QUESTIONS = ['me', 'classes', 'library', 'recordings', 'recording', 'handover', 'page', 'erase_person', 'erase_text'];

// All that the server tells somebody with this cookie: about the class, about nothing, and what is no question.
async function toldOver(port, cookie, stream, session) {
  const headers = cookie ? { Cookie: cookie } : {};
  const body = { class: stream, session, person: 1, moment: 1, text: 'x', secret: token(), after: 0 };
  const asked = QUESTIONS.flatMap((path) => [
    request(port, { path: `/api/${path}`, headers }),
    request(port, { path: `/api/${path}?class=${stream}`, headers }),
    request(port, { path: `/api/${path}?session=${session}`, headers }),
    post(port, `/api/${path}`, JSON.stringify(body), headers),
  ]);
  const pages = ['/', '/trainer', '/join', '/page', '/healthz', '/metrics', '/nothing', `/api/recording/${session}`];
  const answers = await Promise.all([...asked, ...pages.map((path) => request(port, { path, headers }))]);
  return answers.map((answer) => Buffer.from(JSON.stringify(answer.headers) + answer.body, 'latin1'));
}

// What is no text of the call, and nobody but its owner may have.
function keysOf({ server, tina, trainees, trainer, secret, link }) {
  const cookie = tina.cookie.split('=')[1];
  return [cookie, PASSWORD, link, secret, trainer.room.code, ...trainees.flatMap(({ token: own, name }) => [own, name])];
}

test('a whole call of a triad: nobody gets what is not for them, over sockets, HTTP, pages, in log and metrics', async (t) => {
  const shelf = shelfOf(t, hurry);
  const scenario = scenarioOf(shelf);
  const metrics = await freePort(), config = join(t.folder(), 'config.json');
  writeFileSync(config, JSON.stringify({ metrics_port: metrics }));
  const server = await t.serve({ args: ['--scenarios', shelf, '--config', config] });
  const link = setupLink(server).trim().split('#setup=')[1];
  const tina = await trainerOf(t, server), tom = await trainerOfOthers(t, server);
  const bystander = (await classOf(t, tina, 1, { first: 9 })).trainees[0]; // in the lobby of another class
  const group = await callsOf(await classOf(t, tina, 3));
  const { trainer, trainees, stream } = group;
  const { session } = trainees[0];
  const [csr, customer, observer] = ['csr', 'customer', 'observer'].map((seat) => seatOf(trainees, session, seat));
  await trainer.follow(session);
  const variant = scenario.variants.find(({ id }) => id === trainer.events(session, 'opened')[0].variant);
  const fact = variant.facts[0].id, desk = variant.desks[0].id;
  const ledger = new Ledger();
  for (const { name } of [csr, customer]) ledger.note(name, ALL);
  ledger.note(observer.name, ['observer', 'trainer']);
  trainer.unwatch(session);
  const scene = { trainer, csr, customer, observer, session, ledger, fact, desk };
  await playAll(scene);
  await trainer.command(stream, { type: 'end_calls' });
  for (const one of [csr, customer]) await one.command(session, { type: 'ready' });
  const { published, blind } = await scoreAll(scene);
  await csr.until(() => csr.place.pages.length === 1, 'the page');
  noteScenario(ledger, scenario, variant.id, [fact, desk, 'leaning_over', 'who_are_you']);

  const seats = { csr, customer, observer, trainer, bystander };
  let searched = 0;
  for (const role of [...ROLES, 'bystander']) {
    const bytes = Buffer.from(seats[role].heard.join('\n'));
    const allowed = ledger.entries.filter(({ text, who }) => text.includes(' kqz') && who.includes(role)).map(({ text }) => text);
    assert.deepEqual(found(bytes, allowed), allowed, `the ${role} got all that is for them: the search finds`);
    const forbidden = ledger.forbidden(role);
    searched += forbidden.length;
    assert.deepEqual(found(bytes, forbidden), [], `the ${role} got what is not for them`);
  }
  assert.ok(searched > 400, `${searched} secrets were looked for`);

  const page = Buffer.from((await post(server.port, '/api/page', JSON.stringify({ secret: csr.place.pages[0].secret }))).body, 'latin1');
  const said = csr.events(session, 'said').map(({ text }) => text);
  const onPage = [...published, ...said];
  const canaries = ledger.entries.map(({ text }) => text).filter((text) => text.includes(' kqz'));
  assert.deepEqual(found(page, canaries.filter((text) => !onPage.includes(text))), []);
  assert.deepEqual(found(page, published), published);
  const secret = csr.place.pages[0].secret;
  const keys = keysOf({ server, tina, trainees, trainer, secret, link });

  const began = Date.now();
  const answers = (await Promise.all([null, tom.cookie].map((cookie) => toldOver(server.port, cookie, stream, session)))).flat();
  const recording = Buffer.from((await request(server.port, { path: `/api/recording?session=${session}`, headers: { Cookie: tina.cookie } })).body, 'latin1');
  assert.deepEqual(found(recording, onPage), onPage, 'the search finds what its trainer reads');
  const figures = (await request(metrics, { path: '/metrics' })).body;
  assert.match(figures, /^coolhead_/m);
  const log = Buffer.from(figures + server.errors + server.output);
  const others = ledger.forbidden('trainer').filter((text) => text.includes(' kqz'));
  const ownKeys = keys.filter((key) => key !== secret && !trainees.some(({ name }) => name === key)); // its trainer has these
  const leaks = [
    ...[...answers, log].flatMap((each) => found(each, [...canaries, ...keys])),
    ...found(blind, others),
    ...found(recording, ownKeys),
    ...found(page, [...ownKeys, secret, customer.name, observer.name]),
  ];
  const bytes = [...answers, log, page, recording, blind].reduce((sum, each) => sum + each.length, 0);
  reportFigure({
    promise: 14,
    what: 'secrets in HTTP answers to others, on a page, in recordings, in log and metrics',
    reached: `${leaks.length} of ${counted(canaries.length + keys.length)} in ${counted(bytes)} bytes`,
    wanted: '0',
    inputs: answers.length + 5,
    seconds: (Date.now() - began) / 1000,
    ok: leaks.length === 0,
  });
  assert.deepEqual(leaks, []);
});
