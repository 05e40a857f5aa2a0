// Floods and guesses: slowed down without harm to anybody else.
import assert from 'node:assert/strict';
import { health, post } from './lib/http.mjs';
import { join, say, typing } from './lib/messages.mjs';
import { connect } from './lib/socket.mjs';
import { test, until } from './lib/test.mjs';

const TOO_FAST = 3; // echo_engine prints enum refusal as its number
const rates = { chat: { burst: 5, per_minute: 1 }, typing: { burst: 3, per_minute: 1 }, muted_ms: 1000 };

test('a burst passes, then each line is refused by its id', async (t) => {
  const { port } = await t.echo(rates);
  const socket = await connect(t, port);
  for (let id = 1; id <= 8; id++) socket.say(say(id, 'a'));
  for (let id = 1; id <= 8; id++) {
    const [answer] = await socket.receive();
    assert.equal(answer.id, id);
    assert.equal(answer.type, id <= 5 ? 'said' : 'refused');
    if (id > 5) assert.equal(answer.code, TOO_FAST);
  }
});

test('one class of command does not eat the other: chat is flooded, typing goes on', async (t) => {
  const { port } = await t.echo(rates);
  const socket = await connect(t, port);
  for (let id = 1; id <= 6; id++) socket.say(say(id, 'a'));
  socket.say(typing(7, true));
  for (let id = 1; id <= 6; id++) await socket.receive();
  assert.equal((await socket.receive())[0].type, 'said');
});

test('the end of typing is never dropped', async (t) => {
  const { port } = await t.echo(rates);
  const socket = await connect(t, port);
  for (let id = 1; id <= 12; id++) socket.say(typing(id, id % 2 === 1));
  for (let id = 1; id <= 12; id++) {
    const [answer] = await socket.receive();
    if (id % 2 === 0) assert.equal(answer.type, 'said', `typing stop ${id}`);
  }
});

test('who goes on is not listened to for a while, then heard again: nothing is lost', async (t) => {
  const { port } = await t.echo(rates);
  const socket = await connect(t, port);
  for (let id = 1; id <= 40; id++) socket.say(say(id, 'a'));
  const began = Date.now();
  for (let id = 1; id <= 40; id++) assert.equal((await socket.receive())[0].id, id);
  assert.ok(Date.now() - began >= 900, 'it was muted in between');
});

test('who never stops is shown the door; the server is fine', async (t) => {
  const server = await t.echo(rates);
  const [socket, other] = [await connect(t, server.port), await connect(t, server.port)];
  const flood = setInterval(() => socket.say(say(1, 'a')), 2);
  // The close frame may be lost: a socket closed with unread bytes is reset by the kernel.
  assert.ok([1008, 0].includes(await socket.closeCode()));
  clearInterval(flood);
  other.say(say(1, 'fine'));
  assert.equal((await other.receive())[0].length, 4);
});

test('three hundred people behind one address join within a breath', async (t) => {
  const { port } = await t.echo();
  const sockets = await Promise.all(Array.from({ length: 300 }, () => connect(t, port)));
  for (const socket of sockets) socket.say(join('AAAAAA'));
  for (const socket of sockets) assert.equal((await socket.receive())[0].who, 'trainee');
});

const few = { failures_address: { burst: 3, per_minute: 60 }, failures_all: { burst: 100, per_minute: 1000 } };

test('wrong codes are answered at once a few times, then each waits for its slot; a right one never does', async (t) => {
  const { port } = await t.echo(few);
  const guessers = await Promise.all(Array.from({ length: 5 }, () => connect(t, port)));
  const began = Date.now();
  for (const guesser of guessers) guesser.say(join('BBBBBB'));
  for (const guesser of guessers.slice(0, 3)) assert.equal((await guesser.receive())[0].type, 'refused');
  const right = await connect(t, port);
  right.say(join('AAAAAA'));
  assert.equal((await right.receive())[0].who, 'trainee');
  assert.ok(Date.now() - began < 800, 'none of these waited');
  for (const guesser of guessers.slice(3)) assert.equal((await guesser.receive())[0].type, 'refused');
  assert.ok(Date.now() - began >= 1000, 'the others did');
});

test('a guesser whose answer is held cannot guess again meanwhile', async (t) => {
  const { port } = await t.echo({ ...few, failures_address: { burst: 1, per_minute: 1 } });
  const [first, second] = [await connect(t, port), await connect(t, port)];
  first.say(join('BBBBBB'));
  assert.equal((await first.receive())[0].type, 'refused');
  second.say(join('BBBBBC'));
  second.say(join('AAAAAA'));
  const [answer] = await second.receive();
  assert.match(answer.text, /Too many wrong codes/);
});

test('a guesser with many connections runs out of tries, whatever their number', async (t) => {
  const { port } = await t.echo({ ...few, failures_address: { burst: 1, per_minute: 1 } });
  const sockets = await Promise.all(Array.from({ length: 60 }, () => connect(t, port)));
  for (const socket of sockets) {
    socket.say(join('BBBBBB'));
    socket.say({ type: 'hello', version: 1, token: '', instance: 0 });
  }
  // The answer to hello tells that the join before it has been decided or turned away.
  let turnedAway = 0;
  for (const socket of sockets) {
    let message = (await socket.receive())[0];
    if (message.type === 'refused') {
      turnedAway += /Too many/.test(message.text) ? 1 : 0;
      message = (await socket.receive())[0];
    }
    assert.equal(message.type, 'welcome');
  }
  const late = await connect(t, port);
  late.say(join('BBBBBB'));
  assert.match((await late.receive())[0].text, /Too many wrong codes/);
});

test('held answers do not outlive their connection', async (t) => {
  const { port } = await t.echo({ ...few, failures_address: { burst: 1, per_minute: 60 } });
  const sockets = await Promise.all(Array.from({ length: 4 }, () => connect(t, port)));
  for (const socket of sockets) socket.say(join('BBBBBB'));
  await sockets[0].receive();
  for (const socket of sockets) socket.destroy();
  await until(async () => (await health(port)).connections === 0, 'they are forgotten');
});

test('wrong passwords wait in the same way', async (t) => {
  const { port } = await t.echo({ ...few, failures_address: { burst: 2, per_minute: 60 } });
  const began = Date.now();
  const tries = await Promise.all([1, 2, 3].map(() => post(port, '/api/sign_in', '{}')));
  assert.deepEqual(tries.map((answer) => answer.status), [401, 401, 401]);
  assert.ok(Date.now() - began >= 900, 'the third one waited');
});
