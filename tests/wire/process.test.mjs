// The server as a process: start-up refusals, descriptors, TLS, stopping.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { health } from './lib/http.mjs';
import { say } from './lib/messages.mjs';
import { connect } from './lib/socket.mjs';
import { test, until } from './lib/test.mjs';

test('a port in use is noticed', async (t) => {
  const { port } = await t.echo();
  const file = join(t.folder(), 'config.json');
  writeFileSync(file, JSON.stringify({ port }));
  assert.equal((await t.run('echo_server', [file]).exited).code, 1);
});

test('it listens where it is told to: on an address, on an interface, or says that there is none such', async (t) => {
  for (const bind of ['127.0.0.1', '::1', 'lo']) {
    const { port } = await t.echo({ bind });
    const host = bind === '::1' ? '::1' : '127.0.0.1';
    await new Promise((done, fail) => t.keep(net.connect(port, host)).once('connect', done).once('error', fail));
  }
  const file = join(t.folder(), 'config.json');
  writeFileSync(file, JSON.stringify({ port: 0, bind: '192.0.2.200' }));
  const stranger = t.run('coolhead', ['serve', '--data', t.folder(), '--config', file]);
  assert.equal((await stranger.exited).code, 1);
  assert.match(stranger.errors, /no address or interface 192\.0\.2\.200; choose another in bind/);
});

test('at the limit of descriptors the server hangs up instead of spinning, and takes up again', async (t) => {
  const server = await t.echo({ request_seconds_max: 60 }, { shell: 'ulimit -n 200' });
  const keeper = await connect(t, server.port);
  const crowd = Array.from({ length: 300 }, () => t.keep(net.connect(server.port, '127.0.0.1')));
  for (const socket of crowd) socket.on('error', () => {});
  await Promise.all(crowd.map((socket) => new Promise((done) => socket.once('connect', done))));
  keeper.say(say(1, 'here'));
  assert.equal((await keeper.receive())[0].length, 4);
  const before = await server.cpuSeconds();
  await new Promise((done) => setTimeout(done, 1000));
  const spent = (await server.cpuSeconds()) - before;
  assert.ok(spent < 0.3, `${spent} s of processor in one second of waiting`);
  for (const socket of crowd) socket.destroy();
  const { head } = await connect(t, server.port);
  assert.equal(head.status, 101);
});

function certificate(folder) {
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const options = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-out', cert, '-keyout', key];
  execFileSync('openssl', options, { stdio: 'ignore' });
  return { tls_cert: cert, tls_key: key };
}

test('over TLS only http/1.1 is agreed to, and a WebSocket opens', async (t) => {
  const { port } = await t.echo(certificate(t.folder()));
  const secure = { rejectUnauthorized: false, ALPNProtocols: ['h2', 'http/1.1'] };
  const probe = t.keep(tls.connect({ port, host: 'localhost', ...secure }));
  await new Promise((done) => probe.on('secureConnect', done));
  assert.equal(probe.alpnProtocol, 'http/1.1');
  const socket = await connect(t, port, { secure, headers: { Origin: `https://localhost:${port}` } });
  assert.equal(socket.head.status, 101);
  socket.say(say(1, 'safely'));
  assert.equal((await socket.receive())[0].length, 6);
});

test('plain HTTP on the TLS port hurts nobody', async (t) => {
  const { port } = await t.echo(certificate(t.folder()));
  const socket = t.keep(net.connect(port, '127.0.0.1'));
  socket.on('error', () => {});
  socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
  await new Promise((done) => socket.on('close', done));
  const secure = { rejectUnauthorized: false };
  assert.equal((await connect(t, port, { secure, headers: { Origin: `https://localhost:${port}` } })).head.status, 101);
});

test('SIGTERM closes every socket with 1001 and ends with 0', async (t) => {
  const server = await t.echo();
  const sockets = await Promise.all(Array.from({ length: 50 }, () => connect(t, server.port)));
  const codes = Promise.all(sockets.map((socket) => socket.closeCode()));
  const end = await server.stop();
  assert.deepEqual(new Set(await codes), new Set([1001]));
  assert.equal(end.code, 0);
});

test('SIGTERM does not wait for ever for a client that never reads', async (t) => {
  const server = await t.echo({ queue_bytes_max: 16 * 1024 * 1024 });
  const stalled = await connect(t, server.port);
  stalled.raw.pause();
  stalled.say({ type: 'watch', stream: 2 ** 26, n: 1500 });
  await until(async () => (await health(server.port)).connections === 1, 'it is known');
  const began = Date.now();
  assert.equal((await server.stop()).code, 0);
  assert.ok(Date.now() - began < 12_000);
});

test('a memory checker finds nothing left after sockets, requests and stopping', async (t) => {
  const server = await t.echo();
  const sockets = await Promise.all(Array.from({ length: 20 }, () => connect(t, server.port)));
  for (const socket of sockets.slice(0, 10)) socket.destroy();
  await health(server.port);
  assert.equal((await server.stop()).code, 0); // with a sanitizer built in, leaks make it another code
});
