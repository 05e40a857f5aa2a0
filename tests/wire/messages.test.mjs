// Messages on their way in: put together whole, whatever the pieces; cut off where they are too much.
import assert from 'node:assert/strict';
import { health } from './lib/http.mjs';
import { say, STREAM } from './lib/messages.mjs';
import { BINARY, connect, frame, PING, PONG, TEXT } from './lib/socket.mjs';
import { test, until } from './lib/test.mjs';

const MESSAGE_MAX = 16 * 1024;

// Splits bytes into pieces of the given size.
function pieces(bytes, size) {
  const parts = [];
  for (let i = 0; i < bytes.length; i += size) parts.push(bytes.subarray(i, i + size));
  return parts;
}

for (const rx of [1, 7, 4096]) {
  test(`a message arrives whole with receive buffers of ${rx} bytes`, async (t) => {
    const { port } = await t.echo({ rx_buffer_bytes: rx, chat: { burst: 1000, per_minute: 1000 } });
    const socket = await connect(t, port);
    let id = 0;
    for (const length of [1, 6, 7, 8, 119, 120, 125, 126, 127, 1023, 1024, 1025, 2000]) {
      socket.say(say(++id, 'x'.repeat(length)));
      assert.deepEqual(await socket.receive(), [{ type: 'said', id, length }]);
    }
  });

  test(`so it does cut into frames and into single bytes, with ${rx}`, async (t) => {
    const { port } = await t.echo({ rx_buffer_bytes: rx });
    const socket = await connect(t, port);
    const payload = Buffer.from(JSON.stringify(say(1, 'é'.repeat(500))));
    const parts = pieces(payload, 13); // cuts through code points too
    parts.forEach((part, i) => socket.send({ payload: part, opcode: i ? 0 : TEXT, fin: i === parts.length - 1 }));
    assert.deepEqual(await socket.receive(), [{ type: 'said', id: 1, length: 1000 }]);
    for (const byte of pieces(frame({ payload: JSON.stringify(say(2, 'slowly')) }), 1)) {
      await new Promise((done) => socket.raw.write(byte, done));
    }
    assert.deepEqual(await socket.receive(), [{ type: 'said', id: 2, length: 6 }]);
  });
}

test('several messages in one packet are several messages', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.raw.write(Buffer.concat([1, 2, 3].map((id) => frame({ payload: JSON.stringify(say(id, 'a')) }))));
  for (const id of [1, 2, 3]) assert.equal((await socket.receive())[0].id, id);
});

test('a message that came with the handshake counts', async (t) => {
  const { port } = await t.echo();
  const { upgradeBytes, Socket } = await import('./lib/socket.mjs');
  const net = await import('node:net');
  const socket = t.keep(new Socket(net.connect(port, '127.0.0.1')));
  socket.raw.write(Buffer.concat([Buffer.from(upgradeBytes(port)), frame({ payload: JSON.stringify(say(1, 'early')) })]));
  assert.equal((await socket.receive())[0].length, 5);
});

test('16 KiB are taken, one byte more closes with 1009', async (t) => {
  const { port } = await t.echo();
  const text = `{"type":"nothing","fill":"${'x'.repeat(MESSAGE_MAX)}`.slice(0, MESSAGE_MAX - 2);
  for (const cut of [Infinity, 1000]) {
    const socket = await connect(t, port);
    const send = (message) => {
      const parts = pieces(Buffer.from(message), cut);
      parts.forEach((part, i) => socket.send({ payload: part, opcode: i ? 0 : TEXT, fin: i === parts.length - 1 }));
    };
    send(`${text}"}`);
    assert.equal((await socket.receive())[0].type, 'refused');
    send(`${text}"} `);
    assert.equal(await socket.closeCode(), 1009);
  }
  await until(async () => (await health(port)).connections === 0, 'both are forgotten');
});

test('a frame that claims to be enormous is cut once it is too much', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.send({ payload: 'x'.repeat(MESSAGE_MAX + 5000), length: 2 ** 31 - 1 });
  assert.equal(await socket.closeCode(), 1009);
});

test('binary messages close with 1003', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.send({ opcode: BINARY, payload: JSON.stringify(say(1, 'a')) });
  assert.equal(await socket.closeCode(), 1003);
});

const badText = [
  ['an overlong form', [0xc0, 0xaf]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['a code point above the last', [0xf4, 0x90, 0x80, 0x80]],
  ['a lone continuation', [0x80]],
  ['an end in the middle of a code point', [0xe2, 0x82]],
];
for (const [what, bytes] of badText) {
  test(`${what} closes with 1007`, async (t) => {
    const { port } = await t.echo();
    const socket = await connect(t, port);
    socket.send({ payload: Buffer.from(bytes) });
    assert.equal(await socket.closeCode(), 1007);
  });
}

const broken = [
  ['a reserved bit', { payload: 'a', rsv: 4 }],
  ['another reserved bit', { payload: 'a', rsv: 1 }],
  ['an unknown kind of data frame', { payload: 'a', opcode: 3 }],
  ['an unknown kind of control frame', { payload: 'a', opcode: 11 }],
  ['a ping in two parts', { payload: 'a', opcode: PING, fin: false }],
  ['a ping of 126 bytes', { payload: 'a'.repeat(126), opcode: PING }],
  ['a continuation of nothing', { payload: 'a', opcode: 0 }],
];
for (const [what, parts] of broken) {
  test(`${what} ends the connection, and no other`, async (t) => {
    const { port } = await t.echo();
    const [socket, other] = [await connect(t, port), await connect(t, port)];
    socket.send(parts);
    await socket.closed;
    other.say(say(1, 'still here'));
    assert.equal((await other.receive())[0].length, 10);
  });
}

// libwebsockets doesn't tell whether a frame was masked. Masks protect proxies from pages, and browsers always mask.
test('an unmasked frame is taken like any other', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.send({ payload: JSON.stringify(say(1, 'bare')), masked: false });
  assert.equal((await socket.receive())[0].length, 4);
});

test('a new message inside another ends the connection', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.send({ payload: '{', fin: false });
  socket.send({ payload: '{' });
  await socket.closed;
});

test('a ping is answered, also in the middle of a message', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  const payload = JSON.stringify(say(1, 'in two parts'));
  socket.send({ payload: payload.slice(0, 10), fin: false });
  socket.send({ opcode: PING, payload: 'are you there' });
  const pong = await socket.next();
  assert.equal(pong.opcode, PONG);
  assert.equal(pong.payload.toString(), 'are you there');
  socket.send({ payload: payload.slice(10), opcode: 0 });
  assert.equal((await socket.receive())[0].length, 12);
});

test('what is not a message of the protocol is refused with its place, and nothing else happens', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  const bad = ['', '{', '[]', 'null', '{"type":"unheard_of"}', '{"type":"say","id":1}', '{"type":"say","type":"say"}', '\u0000'];
  for (const payload of bad) {
    socket.send({ payload });
    assert.equal((await socket.receive())[0].type, 'refused', payload);
  }
  socket.say({ type: 'say', id: 9, stream: STREAM, act: 'plain', text: '' });
  const [refusal] = await socket.receive();
  assert.equal(refusal.id, 9);
  assert.equal(refusal.path, '/text');
});
