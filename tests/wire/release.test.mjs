// The product has no mirror (mirror_gate.c) and no other part of the tests: not in its bytes, not in its symbols, not on the wire.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exchange, parseHead } from './lib/http.mjs';
import { connect, upgradeBytes } from './lib/socket.mjs';
import { test } from './lib/test.mjs';

const SOURCES = ['mirror_gate.c', 'echo_engine.c', 'echo_main.c'];
const PROGRAMS = [['mirror_server', true], ['coolhead', false]]; // the first shows that the search finds what is there

test('the words by which the mirror is known are in its own program alone', (t) => {
  const [, mark] = /mirror_mark\[\] = "(.+)"/.exec(readFileSync(t.source('tests/wire/mirror_gate.c'), 'utf8'));
  for (const [program, has] of PROGRAMS) assert.equal(readFileSync(join(t.buildFolder, program)).includes(mark), has, program);
});

test('none of the sources of the mirror is linked into the product', (t) => {
  for (const [program, has] of PROGRAMS) {
    const symbols = execFileSync('nm', ['--debug-syms', join(t.buildFolder, program)], { encoding: 'utf8', maxBuffer: 1 << 28 });
    for (const name of [...SOURCES, 'mirror_mark']) assert.equal(symbols.split('\n').some((line) => line.endsWith(` ${name}`)), has, `${name} in ${program}`);
  }
});

test('the product has nowhere to ask for one', async (t) => {
  const { port } = await t.serve();
  const statusOf = async (changes, path) => parseHead(await exchange(port, upgradeBytes(port, changes, path))).status;
  for (const path of ['/echo', '/mirror', '/ws/echo', '/test']) assert.equal(await statusOf({}, path), 404, path);
  for (const name of ['echo', 'mirror', 'lws-mirror-protocol', 'echo, mirror']) assert.equal(await statusOf({ 'Sec-WebSocket-Protocol': name }), 400, name);
});

test('and what it is told on the one socket it has is not sent back', async (t) => {
  const { port } = await t.serve();
  const socket = await connect(t, port);
  for (const payload of ['hello', '"hello"', '{"type":"echo","text":"hello"}']) {
    socket.send({ payload });
    const answer = await socket.receiveText();
    assert.match(answer, /"code":"bad_message"/);
    assert.ok(!answer.includes('hello'), answer);
  }
});
