// coolhead serve --demo: simulated people who play by themselves, and are gone with the server.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { Trainer } from '../lib/people.mjs';
import { test, until } from '../lib/test.mjs';

const PROMISED = /#class=(\d+)\nand sign in as (\w+) with the password (\S+)/;

// Processes that were started for the server on this port, by what they were started with.
function playersOf(port) {
  const lines = readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    } catch {
      return []; // it ended meanwhile
    }
  });
  return lines.filter((words) => words.includes(`ws://127.0.0.1:${port}/ws`)).map((words) => words[1]);
}

// A demo with its data in `folder`, and its trainer at the wall.
async function demo(t, pairs) {
  const folder = t.folder();
  const args = ['serve', '--port', '0', '--demo', String(pairs), '--scenarios', t.source('scenarios')];
  const server = t.run('coolhead', args, { shell: `TMPDIR='${folder}'; export TMPDIR` });
  server.port = Number((await server.logged(/listening port=(\d+)/))[1]);
  const [, stream, name, password] = await until(() => PROMISED.exec(server.output), 'an invitation');
  const trainer = new Trainer(t, server.port);
  await trainer.signIn(name, password);
  await trainer.attend();
  trainer.watch(Number(stream));
  await trainer.until(() => trainer.room, 'the room');
  return { server, folder, trainer };
}

const talks = ({ tiles }) => Object.values(tiles).some((tile) => tile.phase === 'call' && tile.said > 0);

test('a trainer who signs in with what is printed sees people talk', async (t) => {
  const { server, trainer } = await demo(t, 2);
  await trainer.until(({ room }) => room?.people.length === 4, 'four people');
  await trainer.until(talks, 'a call in which something is said');
  assert.deepEqual(playersOf(server.port).sort(), ['demo-conductor', ...Array(4).fill('demo-player')]);
});

for (const signal of ['SIGTERM', 'SIGINT'])
  test(`after ${signal} its people are gone, and so is its folder`, async (t) => {
    const { server, folder, trainer } = await demo(t, 1);
    await trainer.until(({ room }) => room?.people.length === 2, 'two people');
    assert.equal(readdirSync(folder).length, 1);
    assert.equal((await server.stop(signal)).code, 0);
    assert.deepEqual(readdirSync(folder), []);
    await until(() => playersOf(server.port).length === 0, 'the end of all players');
  });

test('a killed server takes its people along', async (t) => {
  const { server, trainer } = await demo(t, 1);
  await trainer.until(({ room }) => room?.people.length === 2, 'two people');
  await server.stop('SIGKILL');
  await until(() => playersOf(server.port).length === 0, 'the end of all players');
});

test('what a demo cannot be: one sentence', async (t) => {
  const refuses = async (args, code, sentence) => {
    const program = t.run('coolhead', args);
    assert.equal((await program.exited).code, code);
    assert.match(program.errors, sentence);
  };
  await refuses(['serve', '--demo', '2', '--data', t.folder()], 2, /leave --data out/);
  await refuses(['serve', '--demo', '101'], 2, /from 1 to 100/);
  await refuses(['demo-player', '--url', 'ws://127.0.0.1:1/ws'], 2, /--code and --name/);
  await refuses(['demo-player', '--url', 'http://x', '--code', 'AAAAAA', '--name', 'Ana'], 1, /--url takes ws:/);
  await refuses(['demo-conductor'], 2, /--url is missing/);
});
