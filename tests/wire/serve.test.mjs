// coolhead serve and its sister commands: starting, refusing to start, stopping.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { post, request } from './lib/http.mjs';
import { PASSWORD, Trainer } from './lib/people.mjs';
import { connect } from './lib/socket.mjs';
import { test } from './lib/test.mjs';

// One clear sentence, and the exit status that belongs to it.
async function refuses(server, code, sentence) {
  assert.equal((await server.exited).code, code, server.errors);
  const lines = server.errors.split('\n').filter((line) => line.startsWith('coolhead: '));
  assert.equal(lines.length, 1, server.errors);
  assert.match(lines[0], sentence);
}

test('the first start leaves the set-up link in a file that only its owner reads', async (t) => {
  const server = await t.serve();
  const file = join(server.data, 'setup-link');
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.match(readFileSync(file, 'utf8'), /^http:\/\/\S+\/trainer#setup=[\w-]{43}\n$/);
  assert.ok(!server.output.includes('#setup='), 'it is not in what others may read');
});

test('the link makes the first trainer once; then it is gone', async (t) => {
  const server = await t.serve();
  const link = readFileSync(join(server.data, 'setup-link'), 'utf8');
  await new Trainer(t, server.port).setUp(link);
  await assert.rejects(new Trainer(t, server.port).setUp(link));
  await new Trainer(t, server.port).signIn();
  await server.stop();
  const again = await t.serve({ data: server.data });
  assert.ok(!existsSync(join(again.data, 'setup-link')));
});

test('what is in force is printed as a configuration that can be used again', async (t) => {
  const server = await t.serve();
  const printed = JSON.parse(server.output.slice(server.output.indexOf('{'), server.output.indexOf('}\n\n') + 1));
  assert.equal(printed.data, server.data);
  assert.equal(printed.hang_up_ms, 30000);
  const file = join(t.folder(), 'config.json');
  writeFileSync(file, JSON.stringify(printed));
  await server.stop();
  await t.serve({ data: server.data, args: ['--config', file] });
});

test('the printed address answers', async (t) => {
  const server = await t.serve();
  const url = new URL(/Phones join at (\S+)/.exec(server.output)[1]);
  assert.equal((await request(server.port, { path: '/', headers: { Host: url.host } })).status, 200);
});

test('a port in use, a data folder that cannot be, a second server: one sentence and exit 1', async (t) => {
  const server = await t.serve();
  const serve = (...args) => t.run('coolhead', ['serve', ...args]);
  await refuses(serve('--port', String(server.port), '--data', t.folder()), 1, new RegExp(`port ${server.port} is taken`));
  await refuses(serve('--port', '0', '--data', '/dev/null/data'), 1, /\/dev\/null\/data/);
  await refuses(serve('--port', '0', '--data', server.data), 1, /\w/);
});

test('options that nobody knows, and words too many: one sentence and exit 2', async (t) => {
  const bad = [[], ['sing'], ['serve', '--loud'], ['serve', '--port'], ['serve', '--port', 'x'], ['serve', '--port', '70000'],
    ['serve', 'now'], ['trainer'], ['trainer', 'add'], ['trainer', 'add', 'a', 'b'], ['verify', '--port', '1'],
    ['backup'], ['scenario', 'check'], ['serve', '--demo', '0']];
  for (const args of bad) await refuses(t.run('coolhead', args), 2, /Try coolhead --help\.$/);
});

test('every command has --help', async (t) => {
  for (const words of [[], ['serve'], ['trainer', 'add'], ['trainer', 'reset'], ['scenario', 'check'], ['verify'], ['backup']]) {
    const server = t.run('coolhead', [...words, '--help']);
    assert.equal((await server.exited).code, 0);
    assert.match(server.output, /^coolhead/, words.join(' '));
  }
});

const badConfigs = [
  ['no JSON', '{', /can't be used/],
  ['an unknown member', '{"prot": 80}', /prot/],
  ['a port beyond the last', '{"port": 65536}', /\/port/],
  ['half of a TLS pair', '{"tls_cert": "a"}', /tls_key|both/],
  ['times that contradict each other', '{"ping_after_ms": 5000, "hang_up_ms": 5000}', /hang_up_ms/],
];
test('a configuration with an error is named with its place: exit 1', async (t) => {
  for (const [what, text, sentence] of badConfigs) {
    const file = join(t.folder(), 'config.json');
    writeFileSync(file, text);
    await refuses(t.run('coolhead', ['serve', '--config', file, '--data', t.folder(), '--port', '0']), 1, sentence);
  }
  await refuses(t.run('coolhead', ['serve', '--config', '/nowhere.json']), 1, /\/nowhere\.json/);
});

test('trainers are added and reset on the command line', async (t) => {
  const data = t.folder();
  const trainer = (verb, name, input) => t.run('coolhead', ['trainer', verb, name, '--data', data], { input });
  assert.equal((await trainer('add', 'Tina', `${PASSWORD}\n`).exited).code, 0);
  await refuses(trainer('add', 'tina', `${PASSWORD}\n`), 1, /already/);
  await refuses(trainer('add', 'Tom', 'short\n'), 1, /10/);
  await refuses(trainer('add', ' Tom', `${PASSWORD}\n`), 1, /can't be a name/);
  await refuses(trainer('reset', 'Nobody', `${PASSWORD}\n`), 1, /no trainer called "Nobody"/);
  assert.equal((await trainer('reset', 'Tina', 'another password\n').exited).code, 0);
  const server = await t.serve({ data });
  await assert.rejects(new Trainer(t, server.port).signIn('Tina', PASSWORD));
  await new Trainer(t, server.port).signIn('Tina', 'another password');
});

test('beside a running server the same commands go through its control socket', async (t) => {
  const server = await t.serve();
  assert.equal(statSync(join(server.data, 'control')).mode & 0o777, 0o600);
  const trainer = (verb, name, input) => t.run('coolhead', ['trainer', verb, name, '--data', server.data], { input });
  assert.equal((await trainer('add', 'Tom', `${PASSWORD}\n`).exited).code, 0);
  await new Trainer(t, server.port).signIn('Tom');
  await refuses(trainer('add', 'Tom', `${PASSWORD}\n`), 1, /already/);
  await refuses(trainer('reset', 'Nobody', `${PASSWORD}\n`), 1, /no trainer called "Nobody"/);
  assert.equal((await trainer('reset', 'Tom', 'another "pass\\word"\n').exited).code, 0);
  await new Trainer(t, server.port).signIn('Tom', 'another "pass\\word"');
});

test('nonsense on the control socket hurts nobody', async (t) => {
  const server = await t.serve();
  const path = join(server.data, 'control');
  for (const text of ['\n', '{}\n', '["add"]\n', 'x'.repeat(5000), '["add",1,2]\n', '']) {
    await new Promise((done, fail) => {
      const socket = net.connect(path, () => {
        socket.off('error', fail).on('error', () => {}); // it may be hung up on while it talks
        socket.end(text);
      });
      socket.on('error', fail).on('close', done).resume();
    });
  }
  const idle = Array.from({ length: 20 }, () => t.keep(net.connect(path)));
  for (const socket of idle) socket.on('error', () => {});
  assert.equal((await request(server.port, { path: '/healthz' })).status, 200);
});

test('verify and backup work beside a running server', async (t) => {
  const server = await t.serve();
  const copy = join(t.folder(), 'copy.db');
  assert.equal((await t.run('coolhead', ['verify', '--data', server.data]).exited).code, 0);
  assert.equal((await t.run('coolhead', ['backup', copy, '--data', server.data]).exited).code, 0);
  assert.ok(statSync(copy).size > 0);
  await refuses(t.run('coolhead', ['backup', copy, '--data', server.data]), 1, /copy\.db/);
  await refuses(t.run('coolhead', ['verify', '--data', join(server.data, 'nothing')]), 1, /\w/);
});

test('a scenario file is checked without a server', async (t) => {
  const bad = join(t.folder(), 'bad.json');
  writeFileSync(bad, '{"kind":"scenario"}');
  assert.equal((await t.run('coolhead', ['scenario', 'check', t.source('scenarios/rubrics/calm_under_fire.json')]).exited).code, 0);
  const checked = t.run('coolhead', ['scenario', 'check', bad]);
  assert.equal((await checked.exited).code, 1);
  assert.match(checked.errors, /bad\.json: at "/);
});

test('SIGTERM tells every client, and ends with 0', async (t) => {
  const server = await t.serve();
  const sockets = await Promise.all(Array.from({ length: 20 }, () => connect(t, server.port)));
  for (const socket of sockets) socket.say({ type: 'hello', version: 1, token: '', instance: 0 });
  for (const socket of sockets) assert.equal((await socket.receive())[0].type, 'welcome');
  const stopped = server.stop();
  for (const socket of sockets) {
    assert.deepEqual((await socket.receive()).map((message) => message.code), ['stopping']);
    assert.equal(await socket.closeCode(), 1001);
  }
  assert.equal((await stopped).code, 0);
});

test('log-out ends the trainer’s sockets', async (t) => {
  const server = await t.serve();
  const trainer = new Trainer(t, server.port);
  await trainer.setUp(readFileSync(join(server.data, 'setup-link'), 'utf8'));
  await trainer.attend();
  assert.equal(trainer.welcome.who, 'trainer');
  assert.equal((await post(server.port, '/api/sign_out', '{}', { Cookie: trainer.cookie })).status, 200);
  await trainer.socket.closed;
});
