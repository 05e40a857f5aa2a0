// A raw RFC 6455 client: sends well-formed messages, and whatever else a test wants on the wire.
import crypto from 'node:crypto';
import net from 'node:net';
import tls from 'node:tls';
import { parseHead } from './http.mjs';

export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
export const PING = 9;
export const PONG = 10;

const SMALLEST = { 0: 0, 2: 126, 8: 65536 }; // what a length in so many bytes more is for (5.2)

// One frame. Everything that RFC 6455 lets a client get wrong can be got wrong here.
export function frame({ opcode = TEXT, payload = '', fin = true, rsv = 0, masked = true, length } = {}) {
  const data = Buffer.from(payload);
  const size = length ?? data.length;
  const head = [(fin ? 0x80 : 0) | (rsv << 4) | opcode];
  const bit = masked ? 0x80 : 0;
  if (size < 126) head.push(bit | size);
  else if (size < 65536) head.push(bit | 126, size >> 8, size & 255);
  else head.push(bit | 127, 0, 0, 0, 0, (size >>> 24) & 255, (size >> 16) & 255, (size >> 8) & 255, size & 255);
  if (!masked) return Buffer.concat([Buffer.from(head), data]);
  const mask = crypto.randomBytes(4);
  return Buffer.concat([Buffer.from(head), mask, data.map((byte, i) => byte ^ mask[i % 4])]);
}

export function upgradeHeaders(port, changes = {}) {
  return {
    Host: `localhost:${port}`,
    Origin: `http://localhost:${port}`,
    Upgrade: 'websocket',
    Connection: 'Upgrade',
    'Sec-WebSocket-Key': crypto.randomBytes(16).toString('base64'),
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Protocol': 'coolhead.v1',
    ...changes,
  };
}

export function upgradeBytes(port, changes = {}, path = '/ws') {
  const lines = Object.entries(upgradeHeaders(port, changes)).filter(([, value]) => value !== null);
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
}

export class Socket {
  constructor(raw) {
    this.raw = raw;
    this.rest = Buffer.alloc(0);
    this.head = null; // of the 101
    this.frames = [];
    this.waiting = [];
    this.autoPong = true;
    this.opened = new Promise((done, fail) => (this.settleOpen = { done, fail }));
    this.opened.catch(() => {});
    this.closed = new Promise((done) => raw.on('close', () => done()));
    raw.on('data', (bytes) => this.#take(bytes));
    raw.on('error', () => {});
    raw.on('close', () => {
      this.settleOpen.fail(new Error('closed before it opened'));
      for (const waiter of this.waiting.splice(0)) waiter(null);
    });
  }

  #take(bytes) {
    this.rest = Buffer.concat([this.rest, bytes]);
    if (!this.head) {
      const end = this.rest.indexOf('\r\n\r\n');
      if (end < 0) return;
      this.head = parseHead(this.rest.subarray(0, end + 4).toString('latin1'));
      this.rest = this.rest.subarray(end + 4);
      this.settleOpen.done(this.head);
    }
    for (let next = this.#frame(); next; next = this.#frame()) this.#give(next);
  }

  // plain: as a server's frames are, without a reserved bit or a mask, the length in its shortest form (5.1, 5.2).
  #frame() {
    if (this.rest.length < 2) return null;
    const short = this.rest[1] & 127;
    const wide = short === 126 ? 2 : short === 127 ? 8 : 0;
    if (this.rest.length < 2 + wide) return null;
    const size = wide === 0 ? short : wide === 2 ? this.rest.readUInt16BE(2) : Number(this.rest.readBigUInt64BE(2));
    if (this.rest.length < 2 + wide + size) return null;
    const payload = this.rest.subarray(2 + wide, 2 + wide + size);
    const plain = (this.rest[0] & 0x70) === 0 && this.rest[1] < 128 && size >= SMALLEST[wide];
    const next = { fin: this.rest[0] >> 7 === 1, opcode: this.rest[0] & 15, payload, plain };
    this.rest = this.rest.subarray(2 + wide + size);
    return next;
  }

  #give(next) {
    if (next.opcode === PING && this.autoPong) this.send({ opcode: PONG, payload: next.payload });
    if (next.opcode === CLOSE) this.send({ opcode: CLOSE, payload: next.payload.subarray(0, 2) });
    const waiter = this.waiting.shift();
    if (waiter) waiter(next);
    else this.frames.push(next);
  }

  // The next frame of any kind; null once the connection is gone.
  next() {
    if (this.frames.length) return Promise.resolve(this.frames.shift());
    if (this.raw.destroyed) return Promise.resolve(null);
    return new Promise((done) => this.waiting.push(done));
  }

  // The next text frame; null once the connection is gone.
  async receiveText() {
    for (let next = await this.next(); next; next = await this.next()) {
      if (next.opcode === TEXT) return next.payload.toString();
    }
    return null;
  }

  // The messages of the next text frame.
  async receive() {
    const text = await this.receiveText();
    if (text === null) throw new Error('closed while a message was awaited');
    return JSON.parse(text);
  }

  // The status of the close frame; 0 when the connection ends without one.
  async closeCode() {
    for (let next = await this.next(); next; next = await this.next()) {
      if (next.opcode === CLOSE) return next.payload.length >= 2 ? next.payload.readUInt16BE(0) : 1005;
    }
    return 0;
  }

  send(parts) {
    this.raw.write(frame(parts));
  }

  say(message) {
    this.send({ payload: JSON.stringify(message) });
  }

  destroy() {
    this.raw.destroy();
  }
}

// Opens a WebSocket; resolves once the head of the answer is there, whatever it says. from: the address to come from, any
// of 127.0.0.0/8.
export async function connect(stage, port, { headers = {}, path = '/ws', secure = null, from } = {}) {
  const plain = { port, host: '127.0.0.1', localAddress: from };
  const raw = secure ? tls.connect({ port, host: 'localhost', ...secure }) : net.connect(plain);
  raw.setNoDelay?.(true);
  const socket = stage.keep(new Socket(raw));
  raw.write(upgradeBytes(port, headers, path));
  await socket.opened;
  return socket;
}
