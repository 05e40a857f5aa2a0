// People who speak the public protocol: the reference client. It keeps its commands open until they are answered, sends
// them again after a reconnect and after "not saved", follows streams by position, and holds the server to its contract:
// every message is judged, and a position that is not the next one is a fault.
import crypto from 'node:crypto';
import { judgeAnswer, judgeReceived, judgeSent, noteAccepted } from './contract.mjs';
import { post, request } from './http.mjs';
import { connect } from './socket.mjs';

export const PASSWORD = 'correct horse battery';

const WAIT_MS = 20_000; // far more than anything takes here; what takes longer doesn't come
const NOT_SAVED_MS = 100; // until the open tail is sent again

export const token = () => crypto.randomBytes(32).toString('base64url');

// Somebody with a socket.
class Person {
  constructor(stage, port) {
    this.stage = stage;
    this.port = port;
    this.instance = 0;
    this.id = 0;
    this.open = new Map(); // id → the command, until it is answered
    this.following = new Set();
    this.cursor = {}; // stream → the last n that was seen
    this.streams = {}; // stream → events, in order
    this.frames = {}; // stream → the same with their envelopes
    this.caughtUp = {}; // stream → the last such message
    this.tiles = {}; // session → its latest tile
    this.place = null;
    this.room = null;
    this.accepted = new Set();
    this.refusals = [];
    this.notices = [];
    this.heard = []; // every text that came, as it came
    this.listeners = [];
  }

  get refused() {
    return this.refusals.at(-1);
  }

  async connect(headers = {}) {
    this.welcome = null;
    this.owed = new Map(); // id → answers that this connection still owes
    this.socket = await connect(this.stage, this.port, { headers });
    this.#pump(this.socket);
  }

  async #pump(socket) {
    try {
      for (let text = await socket.receiveText(); text !== null; text = await socket.receiveText()) {
        this.heard.push(text);
        for (const message of JSON.parse(text)) if (socket === this.socket) this.#take(message);
        this.#wake();
      }
    } catch (fault) {
      this.stage.faults.push(fault);
    }
    this.#wake();
  }

  #wake() {
    for (const listener of this.listeners.splice(0)) listener();
  }

  #take(message) {
    judgeReceived(message, this.name);
    if (message.type === 'event') this.#takeEvent(message);
    else if (message.type === 'caught_up') this.caughtUp[message.stream] = message;
    else if (message.type === 'place') this.#takePlace(message);
    else if (message.type === 'room') this.room = message;
    else if (message.type === 'tiles') for (const tile of message.tiles) this.tiles[tile.session] = tile;
    else if (message.type === 'welcome') this.#takeWelcome(message);
    else if (message.type === 'accepted') this.#takeAccepted(message);
    else if (message.type === 'refused') this.#takeRefusal(message);
    else if (message.type === 'notice') this.notices.push(message.code);
  }

  // n = 1 begins a stream anew.
  #takeEvent(message) {
    const { stream, n } = message;
    if (n === 1) [this.cursor[stream], this.streams[stream], this.frames[stream]] = [0, [], []];
    const expected = (this.cursor[stream] ?? 0) + 1;
    if (n !== expected) throw new Error(`${this.name}: event ${n} of ${stream} came where ${expected} was due`);
    this.cursor[stream] = n;
    this.streams[stream].push(message.event);
    this.frames[stream].push(message);
  }

  // A watch ends with the seat that it was for: whoever has another one follows anew.
  #takePlace(message) {
    const { session = 0, seat } = this.place ?? {};
    this.place = message;
    if (session !== message.session) this.following.delete(session);
    if (!this.following.has(message.session) || seat === message.seat) return;
    this.cursor[message.session] = 0;
    this.#watch(message.session);
  }

  // The command that is answered, if it was open. One that went out twice is answered twice.
  #answered(id) {
    const owed = this.owed.get(id) ?? 0;
    if (owed === 0) throw new Error(`${this.name}: an answer to ${id}, which nobody asked for`);
    this.owed.set(id, owed - 1);
    const command = this.open.get(id);
    this.open.delete(id);
    return command;
  }

  #takeAccepted({ id }) {
    const command = this.#answered(id);
    if (!command) return;
    noteAccepted(command);
    this.accepted.add(id);
  }

  #takeRefusal(message) {
    this.refusals.push(message);
    if (message.id === 0) return;
    const command = this.#answered(message.id);
    if (message.code !== 'not_saved' || !command) return;
    this.open.set(message.id, command);
    this.#sendOpenSoon();
  }

  #sendOpenSoon() {
    this.resend ??= setTimeout(() => {
      this.resend = null;
      this.#sendOpen();
    }, NOT_SAVED_MS);
  }

  #takeWelcome(message) {
    this.welcome = message;
    if (message.who === 'nobody') return;
    if (message.instance !== this.instance) [this.id, this.open] = [0, new Map()];
    this.instance = message.instance;
    for (const stream of this.following) this.#watch(stream);
    this.#sendOpen();
  }

  #sendOpen() {
    const inOrder = [...this.open.values()].sort((a, b) => a.id - b.id);
    for (const command of inOrder) this.say(command);
  }

  say(message) {
    judgeSent(message);
    if (message.id) this.owed.set(message.id, (this.owed.get(message.id) ?? 0) + 1);
    if (!this.socket.raw.destroyed) this.socket.say(message);
  }

  // Waits for `probe` to be true of what has come; looks again after each message.
  async until(probe, what) {
    const deadline = Date.now() + WAIT_MS;
    while (!probe(this)) {
      const left = deadline - Date.now();
      if (this.stage.faults.length) throw this.stage.faults[0];
      if (left <= 0) throw new Error(`${this.name} waited in vain for ${what}; refused: ${JSON.stringify(this.refused)}`);
      await new Promise((done) => {
        const timer = setTimeout(done, left);
        this.listeners.push(() => (clearTimeout(timer), done()));
      });
    }
  }

  hello(own = '') {
    this.say({ type: 'hello', version: 1, token: own, instance: this.instance });
    const before = this.notices.length;
    return this.until(() => this.welcome || this.notices.slice(before).includes('moved'), 'a welcome');
  }

  #watch(stream) {
    this.say({ type: 'watch', stream, n: this.cursor[stream] ?? 0 });
  }

  watch(stream) {
    this.following.add(stream);
    this.#watch(stream);
  }

  // Watches, and waits until all there is has come.
  async follow(stream) {
    delete this.caughtUp[stream];
    this.watch(stream);
    await this.until(() => this.caughtUp[stream], 'the end of catching up');
  }

  unwatch(stream) {
    this.following.delete(stream);
    this.say({ type: 'unwatch', stream });
  }

  give(stream, command) {
    this.id += 1;
    const whole = { ...command, id: this.id, stream };
    this.open.set(this.id, whole);
    if (this.welcome) this.say(whole); // else it goes out after the next welcome
    return this.id;
  }

  // What a command came to: null, or its refusal.
  async try(stream, command) {
    const id = this.give(stream, command);
    const refusal = () => this.refusals.find((each) => each.id === id && each.code !== 'not_saved');
    await this.until(() => this.accepted.has(id) || refusal(), `an answer to ${command.type}`);
    return this.accepted.has(id) ? null : refusal();
  }

  async command(stream, command) {
    const refusal = await this.try(stream, command);
    if (refusal) throw new Error(`${this.name}'s ${command.type} was refused: ${JSON.stringify(refusal)}`);
  }

  // The refusal of a message that has no number.
  async refusedFor(message) {
    const before = this.refusals.length;
    this.say(message);
    await this.until(() => this.refusals.length > before, `a refusal of ${message.type}`);
    return this.refused;
  }

  events(stream, type) {
    return (this.streams[stream] ?? []).filter((event) => event.type === type);
  }

  async sees(stream, type, probe = () => true) {
    await this.until(() => this.events(stream, type).some(probe), type);
    return this.events(stream, type).findLast(probe);
  }
}

export class Trainee extends Person {
  constructor(stage, port, name) {
    super(stage, port);
    this.name = name;
    this.token = token();
  }

  get session() {
    return this.place.session;
  }

  async join(code, recorded = true) {
    this.place = null;
    await this.connect();
    await this.hello();
    this.say({ type: 'join', code, name: this.name, recorded, token: this.token });
    await this.until(() => this.place, 'a place');
  }

  // After a cut: the same device again, where it left off.
  async back() {
    await this.connect();
    await this.hello(this.token);
  }

  // A page opened anew: it knows the token and nothing else.
  async reopened() {
    const page = new Trainee(this.stage, this.port, this.name);
    page.token = this.token;
    await page.back();
    await page.until(() => page.place, 'a place');
    return page;
  }

  // In a session, with all of it that there is.
  async seated() {
    await this.until(() => this.place.session, 'a session');
    await this.follow(this.place.session);
  }
}

export class Trainer extends Person {
  name = 'the trainer';
  cookie = '';

  async #signedIn(path, body) {
    const answer = await post(this.port, `/api/${path}`, JSON.stringify(body));
    this.cookie = (answer.headers['set-cookie'] ?? '').split(';')[0];
    return this.#answered(path, answer);
  }

  #answered(path, answer) {
    const value = JSON.parse(Buffer.from(answer.body, 'latin1').toString());
    judgeAnswer(path, answer.status, value);
    if (answer.status !== 200) throw Object.assign(new Error(`${path}: ${answer.status} ${answer.body}`), { status: answer.status, ...value });
    return value;
  }

  setUp(link) {
    return this.#signedIn('setup', { token: link.trim().split('#setup=')[1], name: 'Tina', password: PASSWORD });
  }

  signIn(name = 'Tina', password = PASSWORD) {
    return this.#signedIn('sign_in', { name, password });
  }

  async ask(path, query = '') {
    return this.#answered(path, await request(this.port, { path: `/api/${path}${query}`, headers: { Cookie: this.cookie } }));
  }

  async change(path, body) {
    return this.#answered(path, await post(this.port, `/api/${path}`, JSON.stringify(body), { Cookie: this.cookie }));
  }

  async attend() {
    this.room = null;
    await this.connect({ Cookie: this.cookie });
    await this.hello();
  }
}
