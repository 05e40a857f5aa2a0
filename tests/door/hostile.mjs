// Ten kinds of clients that only cost, all at once, beside a class that talks: what they are, and when the server is rid of
// each. `open` gives a promise that settles when the connection is over; nothing here waits for a time.
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { connect, frame, PING, upgradeBytes } from '../wire/lib/socket.mjs';

const CONTINUATION = 0;
const DRIP_MS = 500;

const gone = (raw) => new Promise((done) => raw.on('close', done));

// Who doesn't read never sees the end of what comes; the kernel knows that it has come. All who wait look at once.
const ESTABLISHED = '01';
const unread = new Map(); // both ports of a connection → what to call when it is no longer established
let watching;

const portOf = (address) => parseInt(address.split(':')[1], 16);

function look() {
  const lines = readFileSync('/proc/net/tcp', 'utf8').split('\n').map((line) => line.trim().split(/\s+/));
  const alive = new Set(lines.filter(([, , , state]) => state === ESTABLISHED).map(([, local, remote]) => `${portOf(local)} ${portOf(remote)}`));
  for (const [ports, call] of unread) {
    if (alive.has(ports)) continue;
    unread.delete(ports);
    call();
  }
  if (unread.size === 0) watching = clearInterval(watching);
}

function goneUnread(raw) {
  watching ??= setInterval(look, DRIP_MS);
  return new Promise((done) => unread.set(`${raw.localPort} ${raw.remotePort}`, done));
}

function plain(t, port, bytes) {
  const raw = t.keep(net.connect(port, '127.0.0.1'));
  raw.on('error', () => {});
  raw.write(bytes);
  return raw;
}

// One byte of `bytes` now and then, for as long as it lasts.
function drip(raw, bytes) {
  let at = 0;
  const timer = setInterval(() => raw.write(bytes.subarray(at, ++at)), DRIP_MS);
  return gone(raw).finally(() => clearInterval(timer));
}

// Writes `bytes` again and again, as fast as the socket takes them.
function flood(socket, bytes) {
  const { raw } = socket;
  const pour = () => {
    while (!raw.destroyed && raw.write(bytes)) if (raw.writableLength > 1 << 16) break;
  };
  raw.on('drain', () => setImmediate(pour));
  pour();
  return socket.closed;
}

async function opened(t, port) {
  const socket = await connect(t, port);
  socket.say({ type: 'hello', version: 1, token: '', instance: 0 });
  return socket;
}

const many = (count, bytes) => Buffer.concat(Array.from({ length: count }, () => bytes));
const post = (port) =>
  `POST /api/sign_in HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n`;

export const kinds = {
  'a header that comes byte by byte': (t, port) => drip(plain(t, port, 'GET / HTTP/1.1\r\n'), Buffer.from('X'.repeat(1000))),

  'a body that comes byte by byte': (t, port) => drip(plain(t, port, post(port)), Buffer.from(' '.repeat(1000))),

  'half a handshake': (t, port) => gone(plain(t, port, upgradeBytes(port).slice(0, 80))),

  // It goes on asking, which is in order, and takes none of the answers.
  'a reader that never reads': async (t, port) => {
    const socket = await opened(t, port);
    socket.raw.pause();
    const timer = setInterval(() => socket.say({ type: 'unwatch', stream: 1 << 26 }), DRIP_MS);
    return goneUnread(socket.raw).finally(() => clearInterval(timer));
  },

  'a message that never ends': async (t, port) => {
    const socket = await opened(t, port);
    socket.send({ payload: '{', fin: false });
    return drip(socket.raw, many(100, frame({ opcode: CONTINUATION, payload: ' ', fin: false })));
  },

  'a flood of pings': async (t, port) => flood(await opened(t, port), many(100, frame({ opcode: PING }))),

  'a flood of tiny fragments': async (t, port) => {
    const socket = await opened(t, port);
    socket.send({ payload: '', fin: false });
    return flood(socket, many(100, frame({ opcode: CONTINUATION, payload: '', fin: false })));
  },

  'a flood of commands': async (t, port) => flood(await opened(t, port), many(20, frame({ payload: JSON.stringify({ type: 'unwatch', stream: 1 << 26 }) }))),

  // Its cable is pulled: nothing it says or hears gets through any more.
  'one that vanishes without a word': async (t, port) => {
    const socket = await opened(t, port);
    await socket.receiveText();
    socket.autoPong = false;
    socket.raw.pause();
    return goneUnread(socket.raw);
  },

  'one that never answers a ping': async (t, port) => {
    const socket = await opened(t, port);
    socket.autoPong = false;
    return socket.closed;
  },
};
