// Requests and answers: headers, limits, caching, and what comes in pieces or too much.
import assert from 'node:assert/strict';
import { exchange, health, parseHead, post, request } from './lib/http.mjs';
import { test } from './lib/test.mjs';

test('every answer carries the security headers', async (t) => {
  const { port } = await t.echo();
  const answers = [
    await request(port, { path: '/' }),
    await request(port, { path: '/nowhere' }),
    await request(port, { path: '/api/me' }),
    await request(port, { path: '/healthz' }),
    await post(port, '/api/sign_out', '{}'),
    await post(port, '/api/sign_out', '{}', { Origin: 'https://evil.example' }),
  ];
  for (const { status, headers } of answers) {
    const policy = headers['content-security-policy'] ?? '';
    for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "require-trusted-types-for 'script'"])
      assert.ok(policy.includes(part), `${status}: ${part}`);
    assert.ok(!policy.includes('unsafe'), policy);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'no-referrer');
  }
  for (const { headers } of answers.slice(1)) assert.equal(headers['cache-control'], 'no-store');
});

test('a page is revalidated, and costs nothing when it has not changed', async (t) => {
  const { port } = await t.echo();
  const first = await request(port, { path: '/' });
  assert.equal(first.status, 200);
  assert.equal(first.headers['cache-control'], 'no-cache');
  const again = await request(port, { path: '/', headers: { 'If-None-Match': `"other", ${first.headers.etag}` } });
  assert.equal(again.status, 304);
  assert.equal(again.body, '');
  assert.equal((await request(port, { path: '/', headers: { 'If-None-Match': '"other"' } })).status, 200);
});

test('HEAD gives the head of GET', async (t) => {
  const { port } = await t.echo();
  const [get, head] = [await request(port, { path: '/' }), await request(port, { method: 'HEAD', path: '/' })];
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], get.headers['content-length']);
  assert.equal(head.body, '');
});

test('a connection serves one request after the other, also pipelined', async (t) => {
  const { port } = await t.echo();
  const get = `GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;
  const count = (text) => text.split('"can_record"').length - 1;
  const text = await exchange(port, get.repeat(5), (soFar) => count(soFar) === 5);
  assert.equal(count(text), 5);
});

test('a POST and the request behind it in the same packet are not confused', async (t) => {
  const { port } = await t.echo();
  const head = `POST /api/sign_out HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`;
  const text = await exchange(port, `${head}GET /healthz HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
  assert.ok((text.match(/HTTP\/1.1 /g) ?? []).length <= 2, text);
  assert.equal((await request(port, { path: '/healthz' })).status, 200);
});

const question = (port, path) => `GET /api/${path} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;

test('a question may take its time: what the client sends meanwhile waits, and nothing spins', async (t) => {
  const server = await t.echo();
  const { port } = server;
  const answers = exchange(port, question(port, 'recordings') + question(port, 'me').repeat(3), (text) => text.split('HTTP/1.1 200').length === 5);
  const before = server.cpuSeconds();
  await new Promise((done) => setTimeout(done, 1000));
  assert.ok(server.cpuSeconds() - before < 0.3, 'it spins');
  assert.equal((await request(port, { path: '/api/classes' })).status, 200);
  const text = await answers;
  assert.ok(text.indexOf('"late"') > 0 && text.split('HTTP/1.1 200').length === 5, text);
});

test('who leaves while a question is open hurts nobody', async (t) => {
  const { port } = await t.echo();
  const { connect } = await import('node:net');
  for (let i = 0; i < 10; i++) {
    const socket = t.keep(connect(port, '127.0.0.1'));
    await new Promise((done) => socket.write(question(port, 'recordings'), done));
    if (i % 2) socket.resetAndDestroy();
    else socket.end();
  }
  await health(port);
  assert.equal((await request(port, { path: '/api/classes' })).status, 200);
  assert.equal((await health(port)).can_record, true);
});

test('a long answer arrives whole', async (t) => {
  const { port } = await t.echo();
  const { status, body } = await request(port, { path: '/api/library' });
  assert.equal(status, 200);
  assert.equal(JSON.parse(body).fill.length, 1 << 20);
});

test('a cookie is handed out and taken back as it should be', async (t) => {
  const { port } = await t.echo();
  const given = (await request(port, { path: '/api/me' })).headers['set-cookie'];
  assert.match(given, /^coolhead=fresh-token; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/);
  const known = await request(port, { path: '/api/me', headers: { Cookie: 'theme=dark; coolhead=abc; other=1' } });
  assert.deepEqual(JSON.parse(known.body), { known: true });
  const stranger = await request(port, { path: '/api/me', headers: { Cookie: 'xcoolhead=abc; coolheads=abc' } });
  assert.equal(stranger.body, '{}');
  assert.match((await post(port, '/api/sign_out', '{}')).headers['set-cookie'], /^coolhead=; .*Max-Age=0/);
});

test('behind https the cookie is Secure', async (t) => {
  const { port } = await t.echo({ public_url: 'https://coolhead.example' });
  const { headers } = await request(port, { path: '/api/me', headers: { Host: 'coolhead.example' } });
  assert.match(headers['set-cookie'], /; Secure$/);
});

const posts = [
  ['another type', 415, { 'Content-Type': 'text/plain' }, '{}'],
  ['a form', 415, { 'Content-Type': 'application/x-www-form-urlencoded' }, 'a=1'],
  ['no type', 415, { 'Content-Type': null }, '{}'],
  ['no length', 411, { 'Content-Length': null }, ''],
  ['a chunked body', 411, { 'Transfer-Encoding': 'chunked' }, '2\r\n{}\r\n0\r\n\r\n'],
  ['a negative length', 411, { 'Content-Length': '-1' }, ''],
  ['a length with a sign', 411, { 'Content-Length': '+2' }, '{}'],
  ['two lengths', 411, { 'Content-Length': '2, 2' }, '{}'],
  ['a length beyond the limit', 413, { 'Content-Length': '16385' }, ''],
  ['a length beyond everything', 411, { 'Content-Length': '99999999999999999999' }, ''],
  ['no JSON', 400, {}, 'hello'],
  ['half a JSON', 400, {}, '{"a":'],
  ['a key twice', 400, {}, '{"a":1,"a":2}'],
  ['nothing', 400, { 'Content-Length': '0' }, ''],
];
for (const [what, status, headers, body] of posts) {
  test(`a POST with ${what} is refused with ${status}`, async (t) => {
    const { port } = await t.echo();
    const answer = await post(port, '/api/sign_in', body, headers);
    assert.equal(answer.status, status, JSON.stringify(answer));
    assert.equal((await request(port, { path: '/healthz' })).status, 200);
  });
}

test('a body in single bytes is put together', async (t) => {
  const { port } = await t.echo();
  const { connect } = await import('node:net');
  const body = '{"name":"ana","password":"secret"}';
  const head = `POST /api/sign_out HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: http://localhost:${port}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;
  const socket = t.keep(connect(port, '127.0.0.1'));
  const answer = new Promise((done) => socket.once('data', (bytes) => done(bytes.toString())));
  for (const byte of head + body) await new Promise((done) => socket.write(byte, done));
  assert.equal(parseHead(await answer).status, 200);
});

const badRequests = [
  ['an unknown address', 404, 'GET', '/nowhere'],
  ['an unknown question', 404, 'GET', '/api/nothing'],
  ['a change by GET', 405, 'GET', '/api/sign_out'],
  ['DELETE', 405, 'DELETE', '/'],
  ['PUT', 405, 'PUT', '/'],
  ['OPTIONS', 405, 'OPTIONS', '/'],
  ['the socket without an upgrade', 426, 'GET', '/ws'],
];
for (const [what, status, method, path] of badRequests) {
  test(`${what} gets ${status} and a sentence`, async (t) => {
    const { port } = await t.echo();
    const answer = await request(port, { method, path });
    assert.equal(answer.status, status);
    assert.match(answer.body, /\w+ .*\.|\/\n/);
  });
}

const paths = ['/../etc/passwd', '/..%2f..%2fetc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '//etc/passwd', '/assets/../../etc/passwd', '/\\..\\..', '/%00', '/%', '/%zz', `/${'a'.repeat(3000)}`];
test('no path reaches a file', async (t) => {
  const { port } = await t.echo();
  for (const path of paths) {
    const text = await exchange(port, `GET ${path} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`);
    assert.ok(!text.includes('root:'), path);
    assert.ok(!/^HTTP\/1.1 5/.test(text), `${path}: ${text}`);
  }
  assert.equal((await health(port)).can_record, true);
});

const badBytes = ['GET\r\n\r\n', '\r\n\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n', 'GET / HTTP/1.1\r\nHost\r\n\r\n', `GET / HTTP/1.1\r\nX: ${'y'.repeat(9000)}\r\n\r\n`, `GET / HTTP/1.1\r\n${'X: y\r\n'.repeat(2000)}\r\n`, `GET /?${'a=b&'.repeat(2000)} HTTP/1.1\r\n\r\n`, 'GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n', 'get / http/1.1\r\n\r\n', 'GET http://localhost/ HTTP/1.1\r\n\r\n', '\0\0\0\0'];
test('bytes that are no request get no page, and the server goes on', async (t) => {
  const { port } = await t.echo({ request_seconds_max: 1 });
  for (const bytes of badBytes) {
    const text = await exchange(port, bytes, (soFar) => soFar.includes('\r\n\r\n'));
    assert.ok(!/^HTTP\/1.1 (200|5)/.test(text), `${JSON.stringify(bytes.slice(0, 60))}: ${text.slice(0, 200)}`);
  }
  assert.equal((await health(port)).can_record, true);
});

test('who hangs up in the middle of a long answer hurts nobody', async (t) => {
  const { port } = await t.echo();
  const get = `GET /api/library HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`;
  for (let i = 0; i < 20; i++) await exchange(port, get, (text) => text.length > 100);
  assert.equal((await health(port)).can_record, true);
});
