// People and a trainer who do anything in any order: join twice, take over while they join, watch what isn't theirs, vanish in
// the middle of a word, delete the class in mid-call. The server says nothing that isn't in its contract, lives through it,
// leaves a chain that holds, and ends well. The seed is printed on failure.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messages } from '../../../protocol/compose.mjs';
import { goodExamples } from '../../contract/examples.mjs';
import { NEW_CLASS, ROUND, trainerOf } from '../lib/class.mjs';
import { judgeReceived } from '../lib/contract.mjs';
import { post, request } from '../lib/http.mjs';
import { token } from '../lib/people.mjs';
import { randomOf } from '../lib/random.mjs';
import { connect } from '../lib/socket.mjs';
import { test, until } from '../lib/test.mjs';

const STEPS = Number(process.env.STEPS ?? 3000);
const PEOPLE = 12;
const TRAINER = 481;

const examples = messages.filter(({ kind }) => kind === 'command').flatMap((message) => goodExamples(message).map((example) => ({ file: message.file, example })));
const NEXT = {
  none: [ROUND],
  proposed: [{ type: 'hand_out' }, { type: 'hand_out' }, { ...ROUND, reshuffle: true }, { type: 'cancel' }],
  briefing: [{ type: 'begin' }],
  running: [{ type: 'unfreeze_all' }, { type: 'unfreeze_all' }, { type: 'unfreeze_all' }, { type: 'freeze_all' }, { type: 'extend_all', seconds: 60 }, { type: 'end_calls' }],
};

// A page that keeps no rules. Everything it hears is judged.
class Wild {
  constructor(scene, cookie = '') {
    Object.assign(this, { scene, cookie, token: token(), id: 0, instance: 0, place: null });
  }

  async connect() {
    this.socket?.destroy();
    this.socket = await connect(this.scene.t, this.scene.server.port, { headers: this.cookie ? { Cookie: this.cookie } : {} }).catch(() => null);
    if (this.socket) this.listen(this.socket);
  }

  async listen(socket) {
    for (let text = await socket.receiveText(); text !== null; text = await socket.receiveText())
      for (const message of JSON.parse(text)) this.take(message);
  }

  take(message) {
    try {
      judgeReceived(message, 'a wild one');
    } catch (fault) {
      this.scene.t.faults.push(fault);
    }
    if (message.type === 'place') this.place = message;
    if (message.type === 'welcome') [this.instance, this.class] = [message.instance, message.class];
    if (message.type === 'room') this.scene.rooms.set(message.stream, message);
    this.scene.heard += 1;
  }

  say(message) {
    if (this.socket && !this.socket.raw.destroyed) this.socket.say(message);
  }

  give(stream, command) {
    this.say({ ...command, id: (this.id += 1), stream });
  }
}

function traineeSteps({ random, wild, rooms, secrets }) {
  const one = random.pick(wild);
  const room = random.pick([...rooms.values()]);
  const other = random.pick(wild);
  const streamFor = (file) => {
    const whose = random.below(8) === 0 ? other : one;
    if (file === 'class_command.json') return room?.stream ?? 1;
    return (file === 'sheet_command.json' ? whose.place?.sheet : whose.place?.session) || 2 ** 26 * 7 + 2 ** 18 + 2 ** 9;
  };
  const hello = () => one.say({ type: 'hello', version: 1, token: random.pick([one.token, one.token, one.token, '', other.token]), instance: random.pick([one.instance, 0, 1, 4294967295]) });
  const enter = () => one.say({ type: 'join', code: random.below(10) ? room?.code || '222222' : '222222', name: random.pick(['Ana', 'Ben', 'Zoë 🙂']), recorded: random.below(5) > 0, token: random.pick([one.token, one.token, token()]) });
  const take = () => one.say({ type: 'take_over', secret: secrets.at(-1) ?? token(), token: one.token });
  const command = () => {
    const { file, example } = random.pick(examples);
    one.give(streamFor(file), { ...example, ...(example.type === 'say' && { text: `${random.below(1e9)} ${'…'.repeat(random.below(300))}` }) });
  };
  return {
    connect: async () => random.below(3) === 0 && (await one.connect(), hello(), enter()),
    settle: () => one.place?.session && one.say({ type: 'watch', stream: one.place.session, n: 0 }),
    greet: () => random.pick([hello, enter, take, () => (take(), enter()), () => (enter(), take())])(),
    follow: () => one.say({ type: random.pick(['watch', 'watch', 'watch', 'unwatch']), stream: streamFor(random.pick(['session_command.json', 'sheet_command.json', 'class_command.json'])), n: random.pick([0, 0, 3, 1e6]) }),
    command, again: command, more: command, most: command,
    retell: () => one.give(one.place?.session || 1, { type: 'sleep', asleep: random.below(2) === 0, ...(one.id -= random.below(3), {}) }),
    vanish: () => random.below(4) === 0 && one.socket?.destroy(),
    quit: () => random.below(40) === 0 && one.say({ type: 'quit' }),
  };
}

function trainerSteps({ random, boss, trainer, rooms, secrets, server, wild }) {
  const room = random.pick([...rooms.values()]);
  const stream = room?.stream ?? 1;
  const pair = random.pick(room?.pairs ?? []);
  const person = random.pick(room?.people ?? [])?.person ?? 1;
  const ask = (path) => request(server.port, { path: `/api/${path}`, headers: { Cookie: trainer.cookie } }).catch(() => null);
  const change = (path, body) => post(server.port, `/api/${path}`, JSON.stringify(body), { Cookie: trainer.cookie }).catch(() => null);
  const of = (file) => random.pick(examples.filter((each) => each.file === file)).example;
  return {
    next: () => boss.give(stream, random.pick(NEXT[room?.phase ?? 'none'])),
    again: () => random.below(6) === 0 && boss.give(stream, { type: 'end_round' }),
    attend: async () => random.below(3) === 0 && (await boss.connect(), boss.say({ type: 'hello', version: 1, token: '', instance: boss.instance }), [...rooms.keys()].forEach((each) => boss.say({ type: 'watch', stream: each, n: 0 }))),
    people: () => boss.give(stream, random.pick([{ type: 'remove', person: random.below(4) ? 0 : person }, { type: 'lock', on: random.below(4) === 0 }, { type: 'lock', on: false },
      { type: 'swap', a: person, b: 1 + random.below(8) }, { type: 'move', person, pair: random.below(3), seat: random.pick(['csr', 'customer', 'observer']) },
      { type: 'substitute', pair: 1 + random.below(4), seat: random.pick(['csr', 'customer', 'observer']), person }])),
    session: () => boss.give(pair?.session || 1, of('session_command.json')),
    sheet: () => boss.give((pair?.session || 1) + TRAINER, of('sheet_command.json')),
    follow: () => boss.say({ type: 'watch', stream: (pair?.session || stream) + random.pick([0, 0, TRAINER]), n: 0 }),
    handover: async () => {
      const answer = await change('handover', { class: stream, person });
      if (answer?.status === 200) secrets.push(JSON.parse(answer.body).secret);
    },
    read: () => ask(random.pick([`recordings?class=${stream}`, `recording?session=${pair?.session || 1}`, 'classes', 'library'])),
    make: async () => {
      if (rooms.size > 1 || random.below(3)) return;
      const answer = await change('classes/new', NEW_CLASS);
      if (answer?.status === 200) boss.say({ type: 'watch', stream: JSON.parse(answer.body).class, n: 0 });
    },
    end: async () => {
      if (random.below(30) || !room) return;
      rooms.delete(stream);
      if (random.below(2)) boss.give(stream, { type: 'close' });
      const deleting = change('classes/delete', { class: stream });
      boss.say({ type: 'watch', stream, n: 0 });
      ask(`recordings?class=${stream}`);
      random.pick(wild).say({ type: 'hello', version: 1, token: random.pick(wild).token, instance: 0 });
      await deleting;
    },
  };
}

async function begin(t, random) {
  const config = join(t.folder(), 'config.json');
  const fast = { burst: 5000, per_minute: 600000 };
  writeFileSync(config, JSON.stringify({ chat: fast, typing: fast, other: fast, presence_ms: 50, failures_address: { burst: 1000, per_minute: 1000 }, failures_all: { burst: 1000, per_minute: 1000 } }));
  const server = await t.serve({ args: ['--config', config] });
  const trainer = await trainerOf(t, server);
  const scene = { t, random, server, config, trainer, rooms: new Map(), secrets: [], heard: 0 };
  scene.boss = new Wild(scene, trainer.cookie);
  scene.wild = Array.from({ length: PEOPLE }, () => new Wild(scene));
  scene.stream = (await trainer.change('classes/new', NEW_CLASS)).class;
  scene.rooms.set(scene.stream, { stream: scene.stream });
  await everybodyComes(scene);
  return scene;
}

// The trainer and all pages, as after a start of the server.
async function everybodyComes({ boss, wild, rooms }) {
  await boss.connect();
  boss.say({ type: 'hello', version: 1, token: '', instance: boss.instance });
  for (const stream of rooms.keys()) boss.say({ type: 'watch', stream, n: 0 });
  await until(() => [...rooms.values()].every(({ code }) => code !== undefined), 'the rooms');
  const [room] = rooms.values();
  for (const one of wild) {
    await one.connect();
    one.say({ type: 'hello', version: 1, token: one.token, instance: one.instance });
    one.say({ type: 'join', code: room?.code || '222222', name: 'Ana', recorded: true, token: one.token });
  }
}

async function restart(scene, signal) {
  const { t, server } = scene;
  await server.stop(signal);
  scene.server = await t.serve({ data: server.data, port: server.port, args: ['--config', scene.config] });
  await everybodyComes(scene);
}

async function isAlive({ server }, step) {
  const alive = await request(server.port, { path: '/healthz' }).catch(() => ({ status: 0 }));
  assert.equal(alive.status, 200, `the server lives after step ${step}`);
}

async function play(t, random) {
  const scene = await begin(t, random);
  for (let step = 0; step < STEPS; step++) {
    const steps = random.below(3) ? traineeSteps(scene) : trainerSteps(scene);
    await random.pick(Object.values(steps))();
    if (step % 10 === 9) await isAlive(scene, step);
    if (step % 500 === 499) await restart(scene, random.pick(['SIGKILL', 'SIGTERM']));
  }
  assert.ok(scene.heard > STEPS / 2, `${scene.heard} messages came back`);
  assert.equal((await scene.server.stop()).code, 0);
  for (const { errors } of t.servers) assert.doesNotMatch(errors, /err=constraint/, 'no batch contradicts what is on disk');
  assert.equal((await t.run('coolhead', ['verify', '--data', scene.server.data]).exited).code, 0);
}

test('anything in any order: the server keeps its contract, lives, and its chain holds', async (t) => {
  const seed = Number(process.env.SEED ?? Date.now() % 1e6);
  await play(t, randomOf(seed)).catch((fault) => {
    fault.message = `SEED=${seed}: ${fault.message}`;
    throw fault;
  });
});
