// More than the machine can do, made by a disk that takes long for each sync: everything is later, nothing is lost, memory
// stays bounded, /healthz says so, and who is new is told at once when to come back.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsOf, classOf, pairsOf, say, trainerOf } from '../wire/lib/class.mjs';
import { request } from '../wire/lib/http.mjs';
import { Trainee } from '../wire/lib/people.mjs';
import { test, until } from '../wire/lib/test.mjs';
import { Shim } from './lib/shim.mjs';

const SLOW_MS = 1500;
const PAIRS = 6;
const LINES = 10;
const STAGED = 1 << 16;

const health = async (port) => {
  const { status, body } = await request(port, { path: '/healthz' });
  return { status, ...JSON.parse(body) };
};

test('a server that is late turns new people away for a while, and keeps all that those who are in say', async (t) => {
  const shim = new Shim(t);
  const config = join(t.folder(), 'config.json');
  writeFileSync(config, JSON.stringify({ staged_bytes_max: STAGED, chat: { burst: 100, per_minute: 6000 } }));
  const server = await t.serve({ shell: shim.shell, args: ['--config', config] });
  const group = await callsOf(await classOf(t, await trainerOf(t, server), 2 * PAIRS));
  assert.equal((await health(server.port)).busy, false);
  const before = server.residentKiB();

  shim.set('sync_delay_ms', SLOW_MS);
  const lines = pairsOf(group.trainees).flatMap(({ session, csr }) =>
    Array.from({ length: LINES }, (_, i) => csr.command(session, say(`line ${i} ${'x'.repeat(1500)}`))));
  await until(async () => (await health(server.port)).busy, 'it says that it is busy');
  assert.equal((await health(server.port)).status, 200, 'it still records');

  const late = new Trainee(t, server.port, 'Late');
  await late.connect();
  const asked = performance.now();
  const refusal = await late.refusedFor({ type: 'join', code: group.code, name: 'Late', recorded: true, token: late.token });
  assert.equal(refusal.code, 'busy');
  assert.ok(refusal.retry_s >= 5 && refusal.retry_s <= 12, `${refusal.retry_s} s`);
  assert.ok(performance.now() - asked < SLOW_MS / 2, 'it is told at once, not when the disk is ready');

  await Promise.all(lines);
  const growth = server.residentKiB() - before;
  shim.set('sync_delay_ms', 0);
  for (const { session, csr, customer } of pairsOf(group.trainees)) {
    await customer.until(() => customer.events(session, 'said').length === LINES, 'every line');
    assert.deepEqual(customer.events(session, 'said').map(({ text }) => text.split(' ')[1]), Array.from({ length: LINES }, (_, i) => String(i)));
    assert.equal(csr.refusals.length, 0);
  }
  assert.ok(growth < 64 * 1024, `it grew by ${growth} KiB`);
  await until(async () => !(await health(server.port)).busy, 'it is calm again');
  await late.join(group.code);
});
