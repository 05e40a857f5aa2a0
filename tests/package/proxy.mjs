// nginx in front of the real server, with cmake/packaging/nginx.conf and a certificate of an hour: pages, questions and sockets.
//
//   node proxy.mjs BUILD_FOLDER NGINX
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import https from 'node:https';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Stage } from '../wire/lib/server.mjs';

const [build, nginx] = process.argv.slice(2);
const stage = new Stage(build);
const folder = stage.folder();

const freePort = () =>
  new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

function certify() {
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1', '-subj', '/CN=localhost', '-keyout', files.key, '-out', files.cert], { stdio: 'ignore' });
  return files;
}

// The shipped server block with our ports, name and certificate; around it the least that nginx asks for.
function nginxConfig(front, back, files) {
  const shipped = readFileSync(new URL('../../cmake/packaging/nginx.conf', import.meta.url), 'utf8');
  const ours = shipped
    .replace('listen 443 ssl', `listen 127.0.0.1:${front} ssl`)
    .replace('coolhead.example.org', 'localhost')
    .replace('127.0.0.1:8080', `127.0.0.1:${back}`)
    .replace('/etc/coolhead/cert.pem', files.cert)
    .replace('/etc/coolhead/key.pem', files.key);
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${join(folder, name)};`);
  return `daemon off; pid ${folder}/pid; error_log stderr; events {} http { access_log off; ${temp.join(' ')}\n${ours}}`;
}

const ask = (port, options) =>
  new Promise((done, fail) => {
    const request = https.request({ host: '127.0.0.1', port, rejectUnauthorized: false, ...options, headers: { Host: `localhost:${port}`, ...options.headers } });
    request.on('response', (response) => {
      let body = '';
      response.on('data', (bytes) => (body += bytes)).on('end', () => done({ status: response.statusCode, body, headers: response.headers }));
    });
    request.on('upgrade', (response, socket) => done({ status: response.statusCode, socket, headers: response.headers }));
    request.on('error', fail).end(options.body);
  });

const upgrade = (port, origin) =>
  ask(port, { path: '/ws', headers: { Connection: 'Upgrade', Upgrade: 'websocket', Origin: origin, 'Sec-WebSocket-Version': '13', 'Sec-WebSocket-Protocol': 'coolhead.v1', 'Sec-WebSocket-Key': randomBytes(16).toString('base64') } });

async function untilUp(port) {
  for (let i = 0; i < 100; i++) {
    const answer = await ask(port, { path: '/healthz' }).catch(() => null);
    if (answer) return answer;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error('nginx did not come up');
}

const front = await freePort();
const config = join(folder, 'config.json');
writeFileSync(config, JSON.stringify({ bind: '127.0.0.1', public_url: `https://localhost:${front}`, trusted_proxies: ['127.0.0.1'] }));
const server = await stage.serve({ args: ['--config', config] });
mkdirSync(join(folder, 'logs'));
writeFileSync(join(folder, 'nginx.conf'), nginxConfig(front, server.port, certify()));
const proxy = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'inherit' });
try {
  const health = await untilUp(front);
  assert.deepEqual([health.status, JSON.parse(health.body).can_record], [200, true]);
  assert.match((await ask(front, { path: '/' })).body, /<!doctype html>/i);

  const token = readFileSync(join(server.data, 'setup-link'), 'utf8').trim().split('#setup=')[1];
  const question = JSON.stringify({ token, name: 'Tina', password: 'correct horse battery' });
  const post = (Origin) => ask(front, { path: '/api/setup', method: 'POST', body: question, headers: { Origin, 'Content-Type': 'application/json', 'Content-Length': question.length } });
  assert.equal((await post('https://elsewhere.example')).status, 403);
  const made = await post(`https://localhost:${front}`);
  assert.equal(made.status, 200);
  assert.match(made.headers['set-cookie'][0], /; Secure/);

  const { status, socket, headers } = await upgrade(front, `https://localhost:${front}`);
  assert.deepEqual([status, headers['sec-websocket-protocol']], [101, 'coolhead.v1']);
  socket.destroy();
  assert.equal((await upgrade(front, 'https://elsewhere.example')).status, 403);
} finally {
  proxy.kill('SIGTERM');
  await new Promise((done) => proxy.once('exit', done));
  await stage.clear();
}
