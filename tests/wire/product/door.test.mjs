// The front door: a school that joins, mistypes, and is guessed at; and what a stranger can learn from its answers.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { counted, reportFigure } from '../../lib/figure.mjs';
import { classOf, trainerOf } from '../lib/class.mjs';
import { token } from '../lib/people.mjs';
import { connect } from '../lib/socket.mjs';
import { test } from '../lib/test.mjs';

const FULL = 320;
const WRONG = '222222';

const joinOf = (code, name) => ({ type: 'join', code, name, recorded: true, token: token() });

// What a fresh connection is told about a code: the first message, as text.
async function told(t, port, code, options) {
  const socket = await connect(t, port, options);
  socket.say(joinOf(code, 'Ana'));
  const text = await socket.receiveText();
  socket.destroy();
  return text;
}

const codeOf = (text) => JSON.parse(text)[0].code ?? JSON.parse(text)[0].type;

test('three hundred join from one address within a minute, some mistype, and strangers guess meanwhile', async (t) => {
  const server = await t.serve();
  const { code } = await classOf(t, await trainerOf(t, server));
  const began = Date.now();
  let over = false, guesses = 0, inside = 0;
  const guess = async (from) => {
    while (!over) {
      assert.notEqual(codeOf(await told(t, server.port, WRONG, { from })), 'welcome');
      guesses += 1;
    }
  };
  const guessers = Array.from({ length: 8 }, (_, i) => guess(`127.0.0.${10 + i}`));
  for (let i = 0; i < 300; i++) {
    const mistypes = i % 10 === 9 && i < 200; // their answers are slow; nobody waits for them
    if (mistypes) connect(t, server.port).then((socket) => socket.say(joinOf(WRONG, 'Ana')));
    if (codeOf(await told(t, server.port, code)) === 'welcome') inside += 1;
  }
  const seconds = (Date.now() - began) / 1000;
  over = true;
  for (const socket of t.sockets) socket.destroy();
  await Promise.allSettled(guessers);
  const ok = inside === 300 && seconds <= 60;
  const what = `right codes from one address that got in, with 20 mistyped ones and ${counted(guesses)} guesses beside them`;
  reportFigure({ promise: 16, what, reached: `${inside} of 300 in ${seconds.toFixed(1)} s`, wanted: '300 of 300 in ≤ 60 s', inputs: 300, seconds, ok });
  assert.ok(ok);
});

const middle = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

test('a wrong code, a closed class and a full one get the same answer, in the same time; its trainer sees that it is full', async (t) => {
  const file = join(t.folder(), 'config.json');
  const many = { burst: 1000, per_minute: 60000 };
  writeFileSync(file, JSON.stringify({ failures_address: many, failures_all: many, other: many }));
  const server = await t.serve({ args: ['--config', file] });
  const trainer = await trainerOf(t, server);
  const closed = await classOf(t, trainer);
  await trainer.command(closed.stream, { type: 'close' });
  trainer.unwatch(closed.stream);
  const full = await classOf(t, trainer);
  for (let i = 0; i < FULL; i++) assert.equal(codeOf(await told(t, server.port, full.code)), 'welcome');
  await trainer.until(() => trainer.room.full, 'that the class is full');

  const answers = { wrong: WRONG, closed: closed.code, full: full.code };
  const times = { wrong: [], closed: [], full: [] };
  const texts = new Set();
  const socket = await connect(t, server.port);
  for (let i = 0; i < 60; i++)
    for (const [what, code] of Object.entries(answers)) {
      const began = performance.now();
      socket.say(joinOf(code, 'Ana'));
      texts.add(await socket.receiveText());
      times[what].push(performance.now() - began);
    }
  assert.equal(texts.size, 1, [...texts].join('\n'));
  assert.equal(codeOf([...texts][0]), 'unknown_class');
  const middles = Object.values(times).map(middle);
  assert.ok(Math.max(...middles) < 2 * Math.min(...middles) + 1, `ms: ${JSON.stringify(middles)}`);
});
