// Upgrades: what becomes a WebSocket, and everything that must not.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { exchange, health, parseHead } from './lib/http.mjs';
import { connect, upgradeBytes } from './lib/socket.mjs';
import { test } from './lib/test.mjs';

test('a browser is let in, with the sub-protocol and the right accept key', async (t) => {
  const { port } = await t.echo();
  const key = crypto.randomBytes(16).toString('base64');
  const { head } = await connect(t, port, { headers: { 'Sec-WebSocket-Key': key } });
  const accept = crypto.createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  assert.equal(head.status, 101);
  assert.equal(head.headers['sec-websocket-protocol'], 'coolhead.v1');
  assert.equal(head.headers['sec-websocket-accept'], accept);
});

test('permessage-deflate is never agreed to', async (t) => {
  const { port } = await t.echo();
  for (const offer of ['permessage-deflate', 'permessage-deflate; client_max_window_bits', 'x-webkit-deflate-frame']) {
    const { head } = await connect(t, port, { headers: { 'Sec-WebSocket-Extensions': offer } });
    assert.equal(head.status, 101);
    assert.equal(head.headers['sec-websocket-extensions'], undefined);
  }
});

test('the sub-protocol is found in a list', async (t) => {
  const { port } = await t.echo();
  const { head } = await connect(t, port, { headers: { 'Sec-WebSocket-Protocol': 'chat, coolhead.v1' } });
  assert.equal(head.status, 101);
  assert.equal(head.headers['sec-websocket-protocol'], 'coolhead.v1');
});

const refusals = [
  ['no sub-protocol', 400, { 'Sec-WebSocket-Protocol': null }],
  ['another sub-protocol', 400, { 'Sec-WebSocket-Protocol': 'chat' }],
  ["libwebsockets' own name for plain HTTP", 400, { 'Sec-WebSocket-Protocol': 'http' }],
  ['a list of sub-protocols longer than any of ours', 400, { 'Sec-WebSocket-Protocol': `${'x, '.repeat(60)}coolhead.v1` }],
  ['version 8', 426, { 'Sec-WebSocket-Version': '8' }],
  ['version 14', 426, { 'Sec-WebSocket-Version': '14' }],
  ['version 13 with something behind it', 426, { 'Sec-WebSocket-Version': '13, 8' }],
  ['no version', 426, { 'Sec-WebSocket-Version': null }],
  ['no key', 400, { 'Sec-WebSocket-Key': null }],
  ['a short key', 400, { 'Sec-WebSocket-Key': 'YWJj' }],
  ['a key of 200 symbols', 400, { 'Sec-WebSocket-Key': 'a'.repeat(200) }],
  ['h2c', 400, { Upgrade: 'h2c', 'HTTP2-Settings': 'AAMAAABkAAQAAP__' }],
  ['H2C in capitals', 400, { Upgrade: 'H2C', 'HTTP2-Settings': 'AAMAAABkAAQAAP__' }],
];
for (const [what, status, changes] of refusals) {
  test(`${what} is refused with ${status}`, async (t) => {
    const { port } = await t.echo();
    const text = await exchange(port, upgradeBytes(port, changes));
    assert.equal(parseHead(text).status, status, text);
    assert.ok(!text.includes('101 Switching'), text);
    assert.equal((await health(port)).connections, 0);
  });
}

test('an upgrade to something unknown never becomes a socket', async (t) => {
  const { port } = await t.echo();
  const text = await exchange(port, upgradeBytes(port, { Upgrade: 'quic' }));
  assert.ok(!text.includes('101 Switching'), text);
  assert.equal((await health(port)).connections, 0);
});

test('another path is refused with 404', async (t) => {
  const { port } = await t.echo();
  for (const path of ['/', '/ws/', '/ws2', '/api/me', '/wS', '/ws%00', '/ws;x']) {
    const text = await exchange(port, upgradeBytes(port, {}, path));
    assert.ok(!text.includes('101 Switching'), `${path}: ${text}`);
  }
});

test('a missing Connection: Upgrade is refused', async (t) => {
  const { port } = await t.echo();
  const text = await exchange(port, upgradeBytes(port, { Connection: 'close' }));
  assert.ok(!text.includes('101 Switching'), text);
});

test('an upgrade by POST is refused', async (t) => {
  const { port } = await t.echo();
  const text = await exchange(port, upgradeBytes(port).replace('GET', 'POST'));
  assert.ok(!text.includes('101 Switching'), text);
});

const strangers = [
  ['CONNECT', 'CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:22\r\n\r\n'],
  ['the HTTP/2 preface', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0'],
  ['SSH', 'SSH-2.0-OpenSSH_9.2\r\n'],
  ['TLS on the plain port', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
  ['a WebSocket frame without a handshake', '\x81\x85\x01\x02\x03\x04abcde'],
];
for (const [what, bytes] of strangers) {
  test(`${what} gets nothing, and the server goes on`, async (t) => {
    const { port } = await t.echo({ request_seconds_max: 1 });
    const text = await exchange(port, Buffer.from(bytes, 'latin1'));
    assert.ok(!/^HTTP\/1.1 (101|2)/.test(text), text);
    const { head } = await connect(t, port);
    assert.equal(head.status, 101);
  });
}
