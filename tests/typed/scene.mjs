// One server on whose shelf nothing is harmless, a hall full of names, one call in which everything is typed that can be, and
// its review. Each part ends with a look at every page that shows it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NEW_CLASS, ROUND, say, seatOf, setupLink } from '../wire/lib/class.mjs';
import { PASSWORD, Trainee, Trainer } from '../wire/lib/people.mjs';
import { post } from '../wire/lib/http.mjs';
import { scenarioOf } from '../wire/lib/shelf.mjs';
import { typedShelf } from './shelf.mjs';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const NAME_MAX = 40, CLASS_MAX = 80, NOTE_MAX = 400, LINE_MAX = 200, WHISPER_MAX = 240, CHAT_MAX = 2000, TILE_MAX = 120;
const DEALS = 16; // offers, and promises, that one call takes
const TRAINER = 481;
const FAST = { burst: 100_000, per_minute: 1_000_000 };
const NO_END = { brief_s: 1800, call_s: 1800, back_s: 600, score_s: 1800, talk_s: 1800 }; // no phase ends by itself

const times = (count, make = (i) => i) => Array.from({ length: count }, (_, i) => make(i));

// ── pages ──

async function pageOf({ browser, watcher, server }, name, path, size, { cookie = '', token = '' } = {}) {
  const context = await browser.newContext({ viewport: size, reducedMotion: 'reduce' });
  const [key, value] = cookie.split('=');
  if (cookie) await context.addCookies([{ name: key, value, url: server.url }]);
  if (token) await context.addInitScript((own) => localStorage.setItem('coolhead.token', own), token);
  const page = await watcher.open(context, name, new URL(server.url).host);
  await page.goto(server.url + path);
  return page;
}

// Until this text stands there, as text.
async function stands(page, text) {
  await page.waitForFunction((wanted) => `${document.title}\n${document.body.textContent}`.includes(wanted), text);
}

async function looked(scene, page, name) {
  const count = await scene.watcher.look(page, name, scene.bank.made);
  if (count === 0) throw new Error(`${name} shows nothing of what was typed`);
  if (process.env.COOLHEAD_SCREENS) await page.screenshot({ path: join(process.env.COOLHEAD_SCREENS, `typed-${name}.png`) });
}

async function visit(scene, name, path, wanted, size = DESK, who = scene.trainer) {
  const page = await pageOf(scene, name, path, size, who);
  await stands(page, wanted);
  await looked(scene, page, name);
  await page.context().close();
}

// ── the server, and a trainer whose own name is one ──

export async function serveTyped(scene) {
  const { stage, bank } = scene;
  const shelf = typedShelf(stage, bank);
  const config = join(stage.folder(), 'config.json');
  writeFileSync(config, JSON.stringify({ port: 0, scenarios: shelf, chat: FAST, typing: FAST, other: FAST, failures_all: FAST, failures_address: FAST }));
  const data = stage.folder();
  const server = stage.run('coolhead', ['serve', '--data', data, '--config', config]);
  server.data = data;
  server.port = Number((await server.logged(/listening port=(\d+)/))[1]);
  server.url = `http://localhost:${server.port}`;
  const name = bank.text('trainer name', NAME_MAX);
  const answer = await post(server.port, '/api/setup', JSON.stringify({ token: setupLink(server).trim().split('#setup=')[1], name, password: PASSWORD }));
  if (answer.status !== 200) throw new Error(answer.body);
  const trainer = new Trainer(stage, server.port);
  await trainer.signIn(name);
  Object.assign(scene, { server, trainer, scenario: scenarioOf(shelf) });
}

// ── classes ──

async function classNamed({ trainer, bank }) {
  const name = bank.text('class name', CLASS_MAX);
  const { class: stream } = await trainer.change('classes/new', { ...NEW_CLASS, name });
  return { stream, name };
}

// People with payloads for names, in a class of their own.
async function gather(scene, count) {
  const { stage, trainer, bank, server } = scene;
  const { stream, name } = await classNamed(scene);
  trainer.watch(stream);
  await trainer.until(() => trainer.room?.stream === stream, 'the room');
  const trainees = times(count, () => new Trainee(stage, server.port, bank.text('name', NAME_MAX)));
  for (const one of trainees) await one.join(trainer.room.code);
  await trainer.until(() => trainer.room.people.length === count, 'everybody in the room');
  return { stream, name, trainees, address: `/trainer#class=${stream}` };
}

async function propose({ trainer }, stream) {
  await trainer.command(stream, { ...ROUND, ...NO_END });
  await trainer.until(() => trainer.room.phase === 'proposed', 'the pairs');
}

// ── a hall: names everywhere, and the last lines of many pairs ──

export async function hall(scene) {
  const { trainer, bank, count } = scene;
  const names = times(count, () => bank.text('class name', CLASS_MAX));
  for (const name of names) await trainer.change('classes/new', { ...NEW_CLASS, name });
  await trainer.attend();
  const { stream, name, trainees, address } = await gather(scene, count);
  await visit(scene, 'classes', '/trainer', names.at(-1));
  await visit(scene, 'recordings', '/review', names.at(-1));
  await visit(scene, 'lobby', address, trainees.at(-1).name);
  await visit(scene, 'projector', `/projector#class=${stream}`, name);
  await visit(scene, 'own-lobby', '/', trainees[0].name, PHONE, trainees[0]);
  await propose(scene, stream);
  await visit(scene, 'pairs', address, trainees.at(-1).name);
  await trainer.command(stream, { type: 'hand_out' });
  await trainer.command(stream, { type: 'begin' });
  let last = '';
  for (const one of trainees.slice(1)) {
    await one.seated();
    if (one.place.seat === 'csr') await one.command(one.session, say((last = bank.text('last line', TILE_MAX))));
  }
  await visit(scene, 'wall', address, last);
  await trainer.command(stream, { type: 'end_round' });
  for (const one of trainees) one.socket.destroy();
  trainer.unwatch(stream); // who is gone from here must not come between what is told of the next class
}

// ── a call: whatever a seat or the trainer can type ──

// What the CSR says and does. Desks, offers, promises, holds and supervisors take a few; lines take all.
async function typeAsCsr({ bank, count, scenario }, csr, session) {
  const command = (type, more) => csr.command(session, { type, ...more });
  for (const _ of times(count)) await csr.command(session, say(bank.text('csr line', CHAT_MAX, true)));
  for (const { id } of scenario.variants[0].desks) await csr.try(session, { type: 'ask_desk', desk: id });
  for (const i of times(Math.min(count, DEALS))) {
    await command('offer', { offer: scenario.offers[i % scenario.offers.length].id, text: bank.text('offer', NOTE_MAX, true) });
    await command('promise', { what: bank.text('promise', LINE_MAX), due: bank.text('promise due', LINE_MAX) });
    await command('hold', { kind: i % 2 ? 'hold' : 'ring_back', reason: bank.text('hold reason', LINE_MAX), seconds: 600 });
    await command('end_hold');
  }
  await command('ask_supervisor', { reason: bank.text('supervisor reason', LINE_MAX) });
  await csr.sees(session, 'supervisor_answered');
}

async function typeAsCustomer({ bank, count, scenario }, customer, session) {
  for (const _ of times(count)) await customer.command(session, say(bank.text('customer line', CHAT_MAX, true)));
  for (const variant of scenario.variants) for (const { id } of variant.facts) await customer.try(session, { type: 'reveal', fact: id });
}

async function typeAsTrainer({ bank, count, scenario, trainer }, session) {
  const command = (type, more) => trainer.command(session, { type, ...more });
  for (const _ of times(count)) {
    await command('whisper', { to_csr: true, to_customer: true, text: bank.text('whisper', WHISPER_MAX, true) });
    await command('mark', { note: bank.text('bookmark', NOTE_MAX, true) });
  }
  for (const { id } of scenario.twists) await command('fire_twist', { twist: id });
}

const lastOf = (bank, field) => bank.made.findLast((each) => each.field === field).text;

// Opens each panel that a phone shows one at a time.
async function panels(scene, page, name) {
  for (const tab of await page.getByRole('tab').all()) {
    await tab.click();
    await looked(scene, page, name);
  }
}

export async function playCall(scene) {
  const { trainer, bank } = scene;
  const { stream, trainees, address } = await gather(scene, 3);
  await propose(scene, stream);
  await trainer.command(stream, { type: 'hand_out' });
  for (const one of trainees) await one.seated();
  const { session } = trainees[0];
  const [csr, customer, observer] = ['csr', 'customer', 'observer'].map((seat) => seatOf(trainees, session, seat));
  const briefs = { 'csr-brief': csr, 'customer-brief': customer, 'observer-brief': observer };
  for (const [name, one] of Object.entries(briefs)) await visit(scene, name, '/', one.events(one.session, 'kit_dealt')[0].kit.customer, PHONE, one);
  await trainer.command(stream, { type: 'begin' });

  // Each seat has one device: while its page is open, its typist is not.
  const pair = await pageOf(scene, 'pair', `${address}&open=${session}`, DESK, trainer);
  const customerPage = await pageOf(scene, 'customer', '/', PHONE, customer);
  const observerPage = await pageOf(scene, 'observer', '/', DESK, observer);
  const typist = await csr.reopened();
  await typist.seated();
  await typeAsCsr(scene, typist, session);
  await typist.command(session, { type: 'ask_help', text: bank.text('help', NOTE_MAX, true) });
  trainer.watch(session);
  await typeAsTrainer(scene, session);
  for (const page of [customerPage, observerPage]) await stands(page, lastOf(bank, 'csr line'));
  await stands(pair, lastOf(bank, 'bookmark'));
  await looked(scene, customerPage, 'customer');
  await panels(scene, customerPage, 'customer');

  const csrPage = await pageOf(scene, 'csr', '/', PHONE, csr);
  await stands(csrPage, lastOf(bank, 'csr line'));
  const other = await customer.reopened();
  await other.seated();
  await typeAsCustomer(scene, other, session);
  await stands(csrPage, lastOf(bank, 'customer line'));
  await looked(scene, csrPage, 'csr');
  await panels(scene, csrPage, 'csr');
  await csrPage.setViewportSize(DESK);
  await looked(scene, csrPage, 'csr-wide');

  await observerPage.context().close();
  const watching = await observer.reopened();
  await watching.seated();
  for (const _ of times(scene.count)) await watching.command(session, { type: 'mark', note: bank.text('mark', NOTE_MAX, true) });
  await stands(pair, lastOf(bank, 'mark'));
  await looked(scene, pair, 'pair');
  const again = await pageOf(scene, 'observer', '/', DESK, observer);
  await stands(again, lastOf(bank, 'customer line'));
  await looked(scene, again, 'observer');

  await trainer.command(stream, { type: 'end_calls' });
  const seats = [await csr.reopened(), await customer.reopened()];
  for (const one of seats) {
    await one.seated();
    await one.command(session, { type: 'ready' });
  }
  for (const [i, one] of seats.entries()) await scoreSheet(scene, one, ['csr', 'customer'][i]);
  const talkers = { 'csr-talk': csr, 'customer-talk': customer };
  for (const [name, one] of Object.entries(talkers)) await visit(scene, name, '/', scene.scenario.guide[0].title, PHONE, one);
  for (const page of [pair, customerPage, csrPage, again]) await page.context().close();
  await trainer.command(stream, { type: 'end_round' });
  Object.assign(scene, { session, stream });
}

async function scoreSheet({ bank }, one, field) {
  const { sheet } = one.place;
  for (const criterion of ROUND.focus) {
    await one.command(sheet, { type: 'score', criterion, value: '4' });
    await one.command(sheet, { type: 'comment', criterion, text: bank.text(`${field} comment`, NOTE_MAX, true) });
  }
  await one.command(sheet, { type: 'advise', text: bank.text(`${field} advice`, NOTE_MAX, true) });
  await one.command(sheet, { type: 'submit' });
}

// ── the review: comments, strengths and advice, and the page that a link opens ──

export async function review(scene) {
  const { trainer, bank, session, stream, count } = scene;
  const sheet = session + TRAINER;
  const address = `/review#session=${session}`;
  const { rubric, events } = await trainer.ask('recording', `?session=${session}`);
  const quote = events.find(({ event }) => event.type === 'said').n;
  trainer.watch(sheet);
  for (const criterion of rubric.criteria.keys()) {
    await trainer.command(sheet, { type: 'score', criterion, value: '5' });
    await trainer.command(sheet, { type: 'attach', criterion, moment: quote });
  }
  await visit(scene, 'recordings-of-class', `/review#class=${stream}`, lastOf(bank, 'class name'));
  for (let typed = 0; typed < count; typed += rubric.criteria.length) {
    for (const criterion of rubric.criteria.keys()) await trainer.command(sheet, { type: 'comment', criterion, text: bank.text('comment', NOTE_MAX, true) });
    for (const place of [1, 2, 3]) await trainer.command(sheet, { type: 'praise', place, moment: quote, text: bank.text('strength', NOTE_MAX, true) });
    await trainer.command(sheet, { type: 'advise', text: bank.text('advice', NOTE_MAX, true) });
    if (typed === 0) await trainer.command(sheet, { type: 'submit' });
    await visit(scene, 'recording', address, lastOf(bank, 'csr line'));
    await trainer.command(sheet, { type: 'publish' });
    const { sheets } = await trainer.ask('recording', `?session=${session}`);
    const { secret } = sheets.find(({ kind }) => kind === 'trainer');
    await visit(scene, 'page', `/page#${secret}`, lastOf(bank, 'advice'), PHONE, {});
    await trainer.command(sheet, { type: 'withdraw' });
  }
}
