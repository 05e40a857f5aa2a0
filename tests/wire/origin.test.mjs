// Origin and Host: both must match exactly, for sockets and for POST.
import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { exchange, parseHead, post, request } from './lib/http.mjs';
import { upgradeBytes } from './lib/socket.mjs';
import { test } from './lib/test.mjs';

const upgradeStatus = async (port, headers) =>
  parseHead(await exchange(port, upgradeBytes(port, headers), (text) => text.includes('\r\n\r\n'))).status;

test('localhost and every address of the interfaces are ours', async (t) => {
  const { port } = await t.echo();
  const addresses = Object.values(networkInterfaces()).flat();
  const hosts = addresses.filter((a) => a.family === 'IPv4').map((a) => a.address);
  for (const host of ['localhost', ...hosts]) {
    const name = `${host}:${port}`;
    assert.equal(await upgradeStatus(port, { Host: name, Origin: `http://${name}` }), 101, name);
  }
});

const foreignOrigins = (port) => [
  ['another site', 'https://evil.example'],
  ['our host on another port', `http://localhost:${port + 1}`],
  ['our host without a port', 'http://localhost'],
  ['our host by another scheme', `https://localhost:${port}`],
  ['a name that begins like ours', `http://localhost:${port}.evil.example`],
  ['a name that ends like ours', `http://evil-localhost:${port}`],
  ['ours with a path', `http://localhost:${port}/`],
  ['ours in capitals', `HTTP://LOCALHOST:${port}`],
  ['two at once', `http://localhost:${port} http://localhost:${port}`],
  ['null', 'null'],
  ['the empty one', ''],
  ['none', null],
  ['one that is over-long', `http://${'a'.repeat(300)}`],
];
test('foreign origins get neither a socket nor a POST', async (t) => {
  const { port } = await t.echo();
  for (const [what, Origin] of foreignOrigins(port)) {
    assert.equal(await upgradeStatus(port, { Origin }), 403, `socket from ${what}`);
    assert.equal((await post(port, '/api/sign_out', '{}', { Origin })).status, 403, `POST from ${what}`);
  }
});

test('foreign hosts get nothing at all: names that rebind to this machine', async (t) => {
  const { port } = await t.echo();
  for (const Host of ['evil.example', `evil.example:${port}`, 'localhost', `localhost:${port + 1}`, 'x'.repeat(280), '']) {
    assert.equal(await upgradeStatus(port, { Host }), 421, `socket at ${Host}`);
    assert.equal((await request(port, { headers: { Host } })).status, 421, `GET at ${Host}`);
    assert.equal((await post(port, '/api/sign_out', '{}', { Host })).status, 421, `POST at ${Host}`);
  }
});

test('what the configuration names is let in beside them', async (t) => {
  const { port } = await t.echo({ public_url: 'https://coolhead.example', origins: ['http://classroom:8080'] });
  const ours = [
    { Host: 'coolhead.example', Origin: 'https://coolhead.example' },
    { Host: 'classroom:8080', Origin: 'http://classroom:8080' },
  ];
  for (const headers of ours) assert.equal(await upgradeStatus(port, headers), 101, headers.Host);
  assert.equal(await upgradeStatus(port, { Host: 'coolhead.example', Origin: 'http://coolhead.example' }), 403);
});
