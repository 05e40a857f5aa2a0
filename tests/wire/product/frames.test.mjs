// The list of raw frames (lib/frames.mjs) against the real thing: what must not be taken isn't, what is in order is, and
// somebody else's connection notices nothing.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { reportFigure } from '../../lib/figure.mjs';
import { HELLO, table, tolerated } from '../lib/frames.mjs';
import { parseHead } from '../lib/http.mjs';
import { CLOSE, connect, PING, PONG, TEXT } from '../lib/socket.mjs';
import { soon, test } from '../lib/test.mjs';

const AT_ONCE = 16;
const isWelcome = (text) => text.includes('"type":"welcome"');

// What is wrong with what came of it, or nothing.
async function triedHead(t, port, { head, status }) {
  const raw = t.keep(net.connect(port, '127.0.0.1'));
  const text = await new Promise((done) => {
    let all = '';
    raw.setEncoding('latin1');
    raw.on('data', (more) => {
      all += more;
      if (all.includes('\r\n\r\n')) done(all);
    });
    raw.on('error', () => {});
    raw.on('close', () => done(all));
    raw.write(head(port));
  });
  raw.destroy();
  const got = text ? parseHead(text).status : 0;
  if (status === 0) return got === 101 || got === 200 || got >= 500 ? `answered with ${got}` : '';
  return got === status ? '' : `answered with ${got}, not ${status}`;
}

// All frames until `enough` or the end.
async function heard(socket, enough) {
  const frames = [];
  for (let next = await socket.next(); next; next = await socket.next()) {
    frames.push(next);
    if (next.opcode === CLOSE || enough(next)) break;
  }
  return frames;
}

// Of the close frame at the end: 0 if there is none, 1005 if it says nothing, -1 if it is not even one.
function codeOf(last) {
  if (last?.opcode !== CLOSE) return 0;
  return last.payload.length >= 2 ? last.payload.readUInt16BE(0) : last.payload.length ? -1 : 1005;
}

async function stillThere(socket) {
  socket.send({ opcode: PING, payload: 'there?' });
  const frames = await heard(socket, ({ opcode, payload }) => opcode === PONG && payload.toString() === 'there?');
  return frames.at(-1)?.opcode === PONG;
}

async function triedFrames(t, port, { bytes, ends, answer, pong }) {
  const socket = await connect(t, port);
  socket.raw.write(bytes);
  if (ends) {
    const frames = await heard(socket, () => false);
    if (frames.some(({ opcode, payload }) => opcode === TEXT && isWelcome(payload.toString()))) return 'its message was taken';
    const code = codeOf(frames.at(-1));
    return ends.includes(code) ? '' : `ended with ${code}`;
  }
  const fits = ({ opcode, payload }) => (answer ? opcode === TEXT && answer.test(payload.toString()) : opcode === PONG && payload.toString() === pong);
  const last = (await heard(socket, fits)).at(-1);
  if (!last || !fits(last)) return `answered with ${last ? `opcode ${last.opcode}` : 'nothing'}`;
  return (await stillThere(socket)) ? '' : 'ended afterwards';
}

function faultOf(t, port, entry) {
  const tried = entry.head ? triedHead(t, port, entry) : triedFrames(t, port, entry);
  return soon(tried, 'nothing came of it');
}

test('raw frames and handshakes: none is taken that must not be, and a bystander notices nothing', async (t) => {
  const file = join(t.folder(), 'config.json');
  writeFileSync(file, JSON.stringify({ request_seconds_max: 2 }));
  const server = await t.serve({ args: ['--config', file] });
  const bystander = await connect(t, server.port);
  bystander.send({ payload: HELLO });
  assert.ok(isWelcome(await bystander.receiveText()));

  const began = Date.now();
  const faults = [];
  const queue = [...table, ...tolerated];
  const work = async () => {
    for (let entry = queue.shift(); entry; entry = queue.shift()) {
      const fault = await faultOf(t, server.port, entry);
      if (fault) faults.push(`${entry.what} (${entry.section}): ${fault}`);
    }
  };
  let over = false, pings = 0, slowest = 0;
  const stand = async () => {
    for (; !over; pings++) {
      const asked = performance.now();
      if (!(await stillThere(bystander))) return faults.push('the bystander was hurt');
      slowest = Math.max(slowest, performance.now() - asked);
    }
  };
  const standing = stand();
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  over = true;
  await standing;
  assert.ok(pings > 100 && slowest < 1000, `the bystander: ${pings} pings, the slowest took ${slowest} ms`);
  assert.ok(server.child.exitCode === null, 'the server runs');
  const seconds = (Date.now() - began) / 1000;
  const ok = faults.length === 0 && table.length >= 80;
  reportFigure({ promise: 12, what: `raw frames and handshakes that came to something else than they must, but for ${tolerated.length} without a mask`, reached: `${faults.length} of ${table.length}`, wanted: '0 of ≥ 80', inputs: table.length, seconds, ok });
  assert.deepEqual(faults, []);
  assert.ok(ok);
});
