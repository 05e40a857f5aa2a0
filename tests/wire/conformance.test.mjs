// The list of lib/conformance.mjs against mirror_server: the product's sockets, reassembly and sending without its meaning.
import assert from 'node:assert/strict';
import { reportFigure } from '../lib/figure.mjs';
import { cases, NO_CODE } from './lib/conformance.mjs';
import { CLOSE, connect } from './lib/socket.mjs';
import { soon, test } from './lib/test.mjs';

const AT_ONCE = 16;
// Bytes of libwebsockets' receive buffer: everything is cut, cut askew, the smallest that may be configured, whole. It takes
// no control frame that is longer than its buffer, hence 125, and below that only the cases without such frames.
const BUFFERS = [1, 7, 125, 4096];

const NAMES = { 1: 'a text', 2: 'a binary', 8: 'a goodbye', 9: 'a ping', 10: 'a pong' };
const shown = ({ opcode, payload }) => `${NAMES[opcode] ?? `opcode ${opcode}`} of ${payload.length} bytes (${payload.subarray(0, 12).toString('hex')})`;

// Of the close frame: -1 if it is half a code.
const codeOf = ({ payload }) => (payload.length >= 2 ? payload.readUInt16BE(0) : payload.length ? -1 : NO_CODE);

async function write(socket, writes) {
  for (const bytes of writes) await new Promise((done) => socket.raw.write(bytes, done));
}

// What is wrong with the answers to one step, or nothing.
async function faultOfStep(socket, { writes, answers }) {
  await write(socket, writes);
  for (const must of answers) {
    const came = await socket.next();
    if (!came) return `nothing came in place of ${shown(must)}`;
    if (came.opcode !== must.opcode || !came.payload.equals(must.payload)) return `${shown(came)} came in place of ${shown(must)}`;
    if (!came.fin || !came.plain) return `${shown(came)} was not one plain frame`;
  }
  return '';
}

// The same of the end: one close frame at most, and nothing behind it. The client then hangs up, since libwebsockets overlooks
// the answer to its own close frame where it stopped reading inside a header, and waits five seconds for it.
async function faultOfEnd(socket, codes) {
  const last = await socket.next();
  if (last && last.opcode !== CLOSE) return `${shown(last)} came that nobody asked for`;
  const code = last ? codeOf(last) : 0;
  if (!codes.includes(code)) return `it ended with ${code}, not ${codes.join(' or ')}`;
  if (last && !(last.fin && last.plain)) return 'its goodbye was not one plain frame';
  socket.raw.end();
  const behind = last && (await socket.next());
  return behind ? `${shown(behind)} came behind the goodbye` : '';
}

async function faultOf(t, port, { steps, ends }) {
  const socket = await connect(t, port);
  for (const each of steps) {
    const fault = await faultOfStep(socket, each);
    if (fault) return fault;
  }
  if (ends) return faultOfEnd(socket, ends);
  socket.send({ opcode: CLOSE });
  return faultOfEnd(socket, [NO_CODE]);
}

async function faultsWith(t, buffer, chosen) {
  const { port } = await t.mirror({ rx_buffer_bytes: buffer });
  const faults = [], queue = [...chosen];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      const fault = await soon(faultOf(t, port, next), 'nothing came of it');
      if (fault) faults.push(`${next.what} (${next.section}), with buffers of ${buffer}: ${fault}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return faults;
}

test('what RFC 6455 wants of whoever sends each text back, whatever the receive buffer', async (t) => {
  const began = Date.now(), faults = [];
  let inputs = 0;
  for (const buffer of BUFFERS) {
    const chosen = buffer < 125 ? cases.filter(({ control }) => control <= buffer) : cases;
    assert.ok(chosen.length >= 100, `${chosen.length} cases with buffers of ${buffer}`);
    faults.push(...(await faultsWith(t, buffer, chosen)));
    inputs += chosen.length;
  }
  const seconds = (Date.now() - began) / 1000;
  const ok = faults.length === 0 && inputs >= 300;
  reportFigure({ promise: 12, what: 'RFC 6455 conformance cases that came to something else than they must', reached: `${faults.length} of ${inputs}`, wanted: '0 of ≥ 300', inputs, seconds, ok });
  assert.deepEqual(faults, []);
  assert.ok(ok);
});
