// People who speak the public protocol: a trainer and trainees, each over one socket.
import crypto from 'node:crypto';
import { post, request } from './http.mjs';
import { connect } from './socket.mjs';

export const PASSWORD = 'correct horse battery';

const token = () => crypto.randomBytes(32).toString('base64url');

async function answered(answer) {
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.body}`);
  return JSON.parse(answer.body);
}

// Somebody with a socket: sends commands with rising ids and keeps what comes.
class Person {
  constructor(stage, port) {
    this.stage = stage;
    this.port = port;
    this.instance = 0;
    this.id = 0;
    this.cursor = {}; // stream → the last n that was seen
    this.streams = {}; // stream → events, in order
    this.place = null;
    this.room = null;
    this.accepted = new Set();
    this.notices = [];
    this.listeners = [];
  }

  async open(headers = {}) {
    this.socket = await connect(this.stage, this.port, { headers });
    this.pump = this.#pump(this.socket);
  }

  async #pump(socket) {
    for (;;) {
      const messages = await socket.receive().catch(() => null);
      if (!messages) break;
      for (const message of messages) this.#take(message);
    }
  }

  #take(message) {
    if (message.type === 'event') {
      const { stream, n } = message;
      const expected = (this.cursor[stream] ?? 0) + 1;
      if (n !== expected) throw new Error(`${this.name}: event ${n} of ${stream} came where ${expected} was due`);
      this.cursor[stream] = n;
      (this.streams[stream] ??= []).push(message.event);
    } else if (message.type === 'place') this.place = message;
    else if (message.type === 'room') this.room = message;
    else if (message.type === 'welcome') {
      this.instance = message.instance || this.instance;
      this.welcome = message;
    } else if (message.type === 'accepted') this.accepted.add(message.id);
    else if (message.type === 'refused') this.refused = message;
    else if (message.type === 'notice') this.notices.push(message.code);
    for (const listener of this.listeners.splice(0)) listener();
  }

  // Waits for `probe` to be true of what has come; looks again after each message.
  async until(probe, what) {
    const deadline = Date.now() + 10_000;
    while (!probe(this)) {
      const left = deadline - Date.now();
      if (left <= 0) throw new Error(`${this.name} waited in vain for ${what}; refused: ${JSON.stringify(this.refused)}`);
      await new Promise((done) => {
        const timer = setTimeout(done, left);
        this.listeners.push(() => (clearTimeout(timer), done()));
      });
    }
  }

  hello(own = '') {
    this.welcome = null;
    this.socket.say({ type: 'hello', version: 1, token: own, instance: this.instance });
    return this.until(() => this.welcome, 'a welcome');
  }

  watch(stream) {
    this.socket.say({ type: 'watch', stream, n: this.cursor[stream] ?? 0 });
  }

  give(stream, command) {
    this.id += 1;
    this.socket.say({ ...command, id: this.id, stream });
    return this.id;
  }

  async command(stream, command) {
    const id = this.give(stream, command);
    await this.until(() => this.accepted.has(id) || this.refused?.id === id, `an answer to ${command.type}`);
    if (!this.accepted.has(id)) throw new Error(`${command.type} was refused: ${JSON.stringify(this.refused)}`);
  }

  events(stream, type) {
    return (this.streams[stream] ?? []).filter((event) => event.type === type);
  }
}

export class Trainee extends Person {
  constructor(stage, port, name) {
    super(stage, port);
    this.name = name;
    this.token = token();
  }

  async join(code, recorded = true) {
    await this.open();
    await this.hello();
    this.socket.say({ type: 'join', code, name: this.name, recorded, token: this.token });
    await this.until(() => this.place, 'a place');
  }

  // After a cut: the same person again, where they left off.
  async back() {
    await this.open();
    await this.hello(this.token);
    if (this.place?.session) this.watch(this.place.session);
  }
}

export class Trainer extends Person {
  name = 'the trainer';

  #keepCookie(answer) {
    this.cookie = answer.headers['set-cookie'].split(';')[0];
    return answered(answer);
  }

  async setUp(link) {
    const secret = link.trim().split('#setup=')[1];
    await this.#keepCookie(await post(this.port, '/api/setup', JSON.stringify({ token: secret, name: 'Tina', password: PASSWORD })));
  }

  async signIn(name = 'Tina', password = PASSWORD) {
    await this.#keepCookie(await post(this.port, '/api/sign_in', JSON.stringify({ name, password })));
  }

  async ask(path, query = '') {
    return answered(await request(this.port, { path: `/api/${path}${query}`, headers: { Cookie: this.cookie } }));
  }

  async change(path, body) {
    return answered(await post(this.port, `/api/${path}`, JSON.stringify(body), { Cookie: this.cookie }));
  }

  async attend() {
    await this.open({ Cookie: this.cookie });
    await this.hello();
  }
}

export const ROUND = {
  type: 'propose',
  scenario: 'two_days_late',
  rubric: 'calm_under_fire',
  doctrine: 'own_the_fix',
  brief_s: 60,
  call_s: 600,
  back_s: 60,
  score_s: 60,
  talk_s: 60,
  ready_starts: false,
  focus: [0, 1, 2],
  reshuffle: false,
};
