// Trainers' accounts: the set-up link, signing in and out, and the cookie.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { trainerOf, setupLink, NEW_CLASS } from '../lib/class.mjs';
import { post, request } from '../lib/http.mjs';
import { PASSWORD, Trainer } from '../lib/people.mjs';
import { test } from '../lib/test.mjs';

const told = (answer) => JSON.parse(answer.body);

test('the set-up link makes one trainer; used again, or made up, it says so', async (t) => {
  const server = await t.serve();
  const link = setupLink(server);
  assert.deepEqual(await new Trainer(t, server.port).ask('me'), { needs_setup: true, trainer: 0, name: '' });
  const madeUp = `#setup=${randomBytes(32).toString('base64url')}`;
  await assert.rejects(new Trainer(t, server.port).setUp(madeUp), { status: 400, code: 'unknown_item', path: '/token' });
  const tina = new Trainer(t, server.port);
  const me = await tina.setUp(link);
  assert.deepEqual([me.needs_setup, me.name], [false, 'Tina']);
  assert.deepEqual(await tina.ask('me'), me);
  await assert.rejects(new Trainer(t, server.port).setUp(link), { status: 409, code: 'already_done' });
});

test('what a trainer’s cookie says of itself', async (t) => {
  const server = await t.serve();
  const body = JSON.stringify({ token: setupLink(server).trim().split('#setup=')[1], name: 'Tina', password: PASSWORD });
  const cookie = (await post(server.port, '/api/setup', body)).headers['set-cookie'];
  assert.match(cookie, /^coolhead=[\w-]{43}; /);
  for (const flag of ['HttpOnly', 'SameSite=Strict', 'Path=/']) assert.ok(cookie.split('; ').includes(flag), cookie);
  assert.match(cookie, /Max-Age=\d+/);
  assert.ok(!cookie.includes('Secure'), 'not over plain HTTP, where it would never come back');
  const out = await post(server.port, '/api/sign_out', '{}', { Cookie: cookie.split(';')[0] });
  assert.match(out.headers['set-cookie'], /^coolhead=; .*Max-Age=0/);
});

test('a wrong password and an unknown name are refused alike, and set no cookie', async (t) => {
  const server = await t.serve();
  await trainerOf(t, server);
  const answers = [];
  for (const [name, password] of [['Tina', 'wrong horse battery'], ['Nobody', PASSWORD]])
    answers.push(await post(server.port, '/api/sign_in', JSON.stringify({ name, password })));
  for (const answer of answers) {
    assert.deepEqual([answer.status, told(answer).code], [401, 'wrong_password']);
    assert.equal(answer.headers['set-cookie'], undefined);
  }
  assert.equal(answers[0].body, answers[1].body);
  await new Trainer(t, server.port).signIn();
});

test('signing out ends this trainer’s sockets within a second, and the cookie opens nothing any more', async (t) => {
  const server = await t.serve();
  const tina = await trainerOf(t, server);
  const { class: stream } = await tina.change('classes/new', NEW_CLASS);
  await tina.attend();
  tina.watch(stream);
  await tina.until(() => tina.room, 'the room');
  const cookie = tina.cookie;
  const began = Date.now();
  await tina.change('sign_out', {});
  await tina.socket.closed;
  assert.ok(Date.now() - began < 1000);
  assert.ok(tina.notices.includes('signed_out'));
  tina.cookie = cookie;
  await assert.rejects(tina.ask('classes'), { status: 401, code: 'not_signed_in' });
  tina.following.clear();
  await tina.attend();
  assert.equal(tina.welcome.who, 'nobody');
  assert.equal((await tina.refusedFor({ type: 'watch', stream, n: 0 })).code, 'unknown_stream');
});

test('without a cookie nothing of a trainer is answered', async (t) => {
  const server = await t.serve();
  const cookies = ['', 'coolhead=', `coolhead=${randomBytes(32).toString('base64url')}`, 'coolhead=x', `x=${randomBytes(32).toString('base64url')}`];
  for (const path of ['classes', 'library', 'recordings?class=1', 'recording?session=1'])
    for (const Cookie of cookies)
      assert.equal((await request(server.port, { path: `/api/${path}`, headers: Cookie ? { Cookie } : {} })).status, 401, path);
  for (const path of ['sign_out', 'classes/new', 'classes/delete', 'handover'])
    for (const Cookie of cookies)
      assert.equal((await post(server.port, `/api/${path}`, '{}', Cookie ? { Cookie } : {})).status, 401, path);
});

const command = (t, server, verb, name, password) => t.run('coolhead', ['trainer', verb, name, '--data', server.data], { input: `${password}\n` }).exited;

test('a trainer who is added on the command line is the first: nobody is asked to set up any more', async (t) => {
  const server = await t.serve();
  const link = setupLink(server);
  assert.equal((await command(t, server, 'add', 'Tom', PASSWORD)).code, 0);
  assert.equal((await new Trainer(t, server.port).ask('me')).needs_setup, false);
  await assert.rejects(new Trainer(t, server.port).setUp(link), { status: 409, code: 'already_done' });
});

test('a new password from the command line ends the sockets and the cookies of the old one', async (t) => {
  const server = await t.serve();
  const tina = await trainerOf(t, server);
  await tina.attend();
  assert.equal((await command(t, server, 'reset', 'Tina', 'another password')).code, 0);
  await tina.socket.closed;
  assert.ok(tina.notices.includes('signed_out'));
  await assert.rejects(tina.ask('classes'), { status: 401 });
  await tina.signIn('Tina', 'another password');
});
