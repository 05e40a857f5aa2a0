// Trainees who talk as fast as the server takes it, through whatever happens to it: the reference client of
// tests/wire/lib/people.mjs cut down to one session and to counting, so that one process can hear a million messages.
import { connect } from '../../wire/lib/socket.mjs';
import { within } from './servers.mjs';

const OPEN_MAX = 8; // commands in flight; the server remembers 16
const PAUSE_MS = 60; // between tries to connect, at most: a test has no time for a client's patience
const AGAIN_MS = 50; // until what was not saved is sent again

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// What all talkers of a test have met.
export const newTally = () => ({ lines: 0, deliveries: 0, repeats: 0, gaps: 0, sentTwice: 0, cuts: 0, reconnects: 0, interrupted: 0, refused: {} });

export class Talker {
  // trainee: somebody in a call, who hands over. mischief: chances per line of sending it twice, and of cutting the line after it.
  constructor(trainee, tally, random, mischief = {}) {
    const { stage, port, name, token, instance, session, cursor, place } = trainee;
    Object.assign(this, { stage, port, name, token, instance, session, tally, random });
    this.seat = place.seat;
    this.twice = mischief.twice ?? 0;
    this.cut = mischief.cut ?? 0;
    this.n = cursor[session];
    this.id = trainee.id;
    this.open = new Map(); // id → line
    this.accepted = []; // own lines, in order of acceptance
    this.shown = []; // everybody's lines, in order of showing
    this.count = 0;
    this.talking = false;
    this.running = true;
    this.ended = false;
    this.welcomes = 0;
    trainee.socket.destroy();
    this.life = this.#live();
  }

  async #live() {
    while (!this.ended) {
      try {
        this.socket = await connect(this.stage, this.port);
        this.#say({ type: 'hello', version: 1, token: this.token, instance: this.instance });
        await this.#hear(this.socket);
        this.tally.reconnects += 1;
      } catch (error) {
        if (error instanceof SyntaxError) throw error; // not a lost connection, but a message that is none
      }
      this.ready = false;
      if (!this.ended) await pause(this.random.below(PAUSE_MS));
    }
  }

  async #hear(socket) {
    for (let text = await socket.receiveText(); text !== null; text = await socket.receiveText()) {
      for (const message of JSON.parse(text)) this.#take(message);
      this.#talk();
    }
  }

  #take(message) {
    if (message.type === 'event') this.#takeEvent(message);
    else if (message.type === 'accepted') this.#takeAccepted(message.id);
    else if (message.type === 'refused') this.#takeRefused(message);
    else if (message.type === 'welcome') this.#takeWelcome();
    else if (message.type === 'caught_up') this.running = message.running;
  }

  #takeWelcome() {
    this.ready = true;
    this.welcomes += 1;
    this.#say({ type: 'watch', stream: this.session, n: this.n });
    this.#sendOpen();
  }

  #sendOpen() {
    for (const [id, text] of [...this.open].sort(([a], [b]) => a - b)) this.#sendLine(id, text);
  }

  // n is dense for each role: one that was seen is a repeat, one that is too high means that others were lost on the way.
  #takeEvent({ n, event }) {
    if (n <= this.n) this.tally.repeats += 1;
    if (n > this.n + 1) this.tally.gaps += n - this.n - 1;
    this.n = Math.max(this.n, n);
    if (event.type === 'said') {
      this.tally.deliveries += 1;
      this.shown.push(event.text);
    } else if (event.type === 'interrupted') {
      this.tally.interrupted += 1;
      this.running = false;
    } else if (event.type === 'resumed') this.running = true;
  }

  #takeAccepted(id) {
    const line = this.open.get(id);
    if (line === undefined) return; // it went out twice and is answered twice
    this.open.delete(id);
    this.accepted.push(line);
    this.tally.lines += 1;
  }

  #takeRefused({ id, code }) {
    if (!this.open.has(id)) return;
    this.tally.refused[code] = (this.tally.refused[code] ?? 0) + 1;
    if (code !== 'not_saved') this.open.delete(id);
    else this.resend ??= setTimeout(() => ((this.resend = null), this.ready && this.#sendOpen()), AGAIN_MS);
  }

  #talk() {
    while (this.talking && this.running && this.ready && this.open.size < OPEN_MAX) this.line();
  }

  line(text = `${this.name} ${++this.count}`) {
    this.open.set(++this.id, text);
    this.#sendLine(this.id, text);
    if (this.random.below(1000) < this.twice) {
      this.#sendLine(this.id, text);
      this.tally.sentTwice += 1;
    }
    if (this.random.below(1000) >= this.cut) return;
    this.ready = false;
    this.tally.cuts += 1;
    this.socket.destroy();
  }

  #sendLine(id, text) {
    this.#say({ type: 'say', id, stream: this.session, act: 'plain', text });
  }

  #say(message) {
    if (!this.socket.raw.destroyed) this.socket.say(message);
  }

  talk() {
    this.talking = true;
    this.#talk();
  }

  // Loses the connection, and all it knew of the last `gap` events.
  forget(gap) {
    this.n -= gap;
    this.socket.destroy();
  }

  async end() {
    this.ended = true;
    this.socket.destroy();
    await this.life;
  }
}

// Everybody stops talking, and hears the end.
export async function silence(talkers) {
  for (const one of talkers) one.talking = false;
  for (const one of talkers) await within(30_000, () => one.ready && one.open.size === 0, `${one.name}'s last answers`);
  for (const one of talkers) {
    const partner = talkers.find((other) => other !== one && other.session === one.session);
    await within(30_000, () => one.shown.length === partner.shown.length, `${one.name} to hear what ${partner.name} heard`);
  }
}
