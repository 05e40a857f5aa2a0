// The client that docs/API.md quotes: what a stranger writes in an afternoon plays a call, and goes on after a kill.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { ROUND, classOf, trainerOf } from '../lib/class.mjs';
import { test } from '../lib/test.mjs';

function clientOf(t, server, code, name) {
  const child = spawn(process.execPath, [t.source('docs/examples/client.mjs'), `http://localhost:${server.port}`, code, name]);
  const client = { name, said: '', child };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (client.said += bytes));
  return client;
}

async function play(t, clients) {
  const server = await t.serve();
  const { trainer, stream, code } = await classOf(t, await trainerOf(t, server));
  for (const name of ['Ana', 'Ben']) clients.push(clientOf(t, server, code, name));
  await trainer.until(() => trainer.room?.people.length === 2, 'both clients in the room');
  await trainer.command(stream, { ...ROUND, ready_starts: true });
  await trainer.command(stream, { type: 'hand_out' });
  await trainer.until(() => trainer.room?.pairs[0]?.session, 'their session');
  const { session } = trainer.room.pairs[0];
  await trainer.follow(session);
  const lines = (by) => trainer.events(session, 'said').filter((event) => event.by === by).length;
  const heard = (count) => trainer.until(() => lines('csr') >= count && lines('customer') >= count, `${count} lines of each`);
  await heard(1);

  server.child.kill('SIGKILL');
  await server.exited;
  await t.serve({ data: server.data, port: server.port });
  await trainer.attend();
  await trainer.sees(session, 'resumed');
  await heard(Math.max(lines('csr'), lines('customer')) + 1);
}

test('two of them play a call, and go on after kill -9', async (t) => {
  const clients = [];
  try {
    await play(t, clients);
    for (const { name, said } of clients) assert.match(said, new RegExp(`^${name}: session, (csr|customer), with \\w+$`, 'm'));
  } catch (error) {
    error.message += clients.map(({ said }) => `\n${said.slice(-1500)}`).join('');
    throw error;
  } finally {
    for (const { child } of clients) child.kill();
  }
});
