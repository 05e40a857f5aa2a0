// Connections that only cost: silent, half-open, never reading, never ending.
import assert from 'node:assert/strict';
import net from 'node:net';
import { exchange, health } from './lib/http.mjs';
import { say, watch } from './lib/messages.mjs';
import { CLOSE, connect, frame, PING } from './lib/socket.mjs';
import { test, until } from './lib/test.mjs';

const quick = { ping_after_ms: 500, hang_up_ms: 1500 };

test('who is silent is pinged, and lives as long as it answers', async (t) => {
  const { port } = await t.echo(quick);
  const socket = await connect(t, port);
  for (let i = 0; i < 3; i++) assert.equal((await socket.next()).opcode, PING);
  socket.say(say(1, 'here'));
  assert.equal((await socket.receive())[0].length, 4);
});

test('who does not answer is hung up on', async (t) => {
  const { port } = await t.echo(quick);
  const socket = await connect(t, port);
  socket.autoPong = false;
  await socket.closed;
  assert.equal((await health(port)).connections, 0);
});

test('who talks but answers no ping does not read: it is hung up on', async (t) => {
  const { port } = await t.echo(quick);
  const socket = await connect(t, port);
  socket.autoPong = false;
  const chatter = setInterval(() => socket.say(say(1, 'a')), 200);
  await socket.closed;
  clearInterval(chatter);
});

test('a flood of pings is cut', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  const pings = Buffer.concat(Array.from({ length: 1000 }, () => frame({ opcode: PING })));
  const flood = setInterval(() => socket.raw.write(pings), 20);
  await socket.closed;
  clearInterval(flood);
});

test('a body that comes byte by byte is cut, though each byte is in time', async (t) => {
  const { port } = await t.echo({ request_seconds_max: 1 });
  const head = `POST /api/sign_in HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\n`;
  const socket = t.keep(net.connect(port, '127.0.0.1'));
  socket.on('error', () => {});
  socket.write(`${head}Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n`);
  const drip = setInterval(() => socket.write(' '), 100);
  await new Promise((done) => socket.on('close', done));
  clearInterval(drip);
});

test('a message that never ends is cut, though its sender is never silent', async (t) => {
  const { port } = await t.echo({ message_ms_max: 500 });
  const socket = await connect(t, port);
  socket.send({ payload: '{"type":"say","text":"', fin: false });
  const dribble = setInterval(() => socket.send({ payload: 'x', opcode: 0, fin: false }), 50);
  await socket.closed;
  clearInterval(dribble);
  assert.equal((await health(port)).connections, 0);
});

test('so is a frame that never ends', async (t) => {
  const { port } = await t.echo({ message_ms_max: 500, ...quick });
  const socket = await connect(t, port);
  const bytes = frame({ payload: 'x'.repeat(2000) });
  let sent = 0;
  const dribble = setInterval(() => socket.raw.write(bytes.subarray(sent, ++sent)), 50);
  await socket.closed;
  clearInterval(dribble);
});

test('who never reads costs a bounded queue, then its connection; others do not notice', async (t) => {
  const server = await t.echo({ queue_bytes_max: 65536, hang_up_ms: 60000 });
  const [stalled, other] = [await connect(t, server.port), await connect(t, server.port)];
  const before = await server.residentKiB();
  stalled.raw.pause();
  await until(async () => {
    stalled.say(watch(20));
    return (await health(server.port)).connections === 1;
  }, 'it is cut');
  other.say(say(1, 'still here'));
  assert.equal((await other.receive())[0].length, 10);
  assert.ok((await server.residentKiB()) - before < 16 * 1024, 'memory stays bounded');
});

test('who reads slowly gets everything, in order', async (t) => {
  const { port } = await t.echo({ queue_bytes_max: 16 * 1024 * 1024 });
  const socket = await connect(t, port);
  socket.raw.pause();
  socket.say(watch(1000)); // 8 MB: far more than the kernel's buffers
  const step = setInterval(() => {
    socket.raw.resume();
    setTimeout(() => socket.raw.pause(), 2);
  }, 5);
  for (let n = 1; n <= 1000; n++) {
    const [message] = await socket.receive();
    assert.equal(message.n, n);
    assert.equal(message.fill.length, 8192);
  }
  clearInterval(step);
});

test('a handshake that never ends is cut', async (t) => {
  const { port } = await t.echo({ request_seconds_max: 1 });
  const text = await exchange(port, 'GET /ws HTTP/1.1\r\nHost: local');
  assert.ok(!text.includes('101'), text);
});

test('a connection that says nothing at all is cut', async (t) => {
  const { port } = await t.echo({ request_seconds_max: 1 });
  const socket = t.keep(net.connect(port, '127.0.0.1'));
  await new Promise((done) => socket.on('close', done));
});

test('half-open handshakes in numbers keep nobody out for long', async (t) => {
  const { port } = await t.echo({ request_seconds_max: 2 });
  for (let i = 0; i < 400; i++) {
    const socket = t.keep(net.connect(port, '127.0.0.1'));
    socket.on('error', () => {});
    socket.write('GET /ws HTTP/1.1\r\nHost: l');
  }
  const { head } = await connect(t, port);
  assert.equal(head.status, 101);
});

test('who leaves without a word is forgotten', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.destroy();
  await until(async () => (await health(port)).connections === 0, 'it is forgotten');
});

test('who resets the connection is forgotten', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.raw.resetAndDestroy();
  await until(async () => (await health(port)).connections === 0, 'it is forgotten');
});

test('a goodbye is answered with the same code', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.send({ opcode: CLOSE, payload: Buffer.from([0x03, 0xe8]) });
  assert.equal(await socket.closeCode(), 1000);
  await until(async () => (await health(port)).connections === 0, 'it is forgotten');
});

test('whom the engine lets go gets what was sent before, then the close', async (t) => {
  const { port } = await t.echo();
  const socket = await connect(t, port);
  socket.say(watch(3));
  socket.say({ type: 'quit' });
  for (const n of [1, 2, 3]) assert.equal((await socket.receive())[0].n, n);
  assert.equal(await socket.closeCode(), 1000);
});
