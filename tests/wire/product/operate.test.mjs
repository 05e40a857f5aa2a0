// What an operator meets: figures for Prometheus, logs, and what is past its days going by itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { connect as dial } from 'node:net';
import { join } from 'node:path';
import { classInCall, pairsOf, say, trainerOf } from '../lib/class.mjs';
import { query } from '../lib/disk.mjs';
import { request } from '../lib/http.mjs';
import { reviewed } from '../lib/review.mjs';
import { test } from '../lib/test.mjs';

const DAY_MS = 86_400_000;

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function withMetrics(t) {
  const port = await freePort();
  const config = join(t.folder(), 'config.json');
  writeFileSync(config, JSON.stringify({ metrics_port: port }));
  return { port, serve: { args: ['--config', config] } };
}

const figuresOf = (text) => Object.fromEntries(text.split('\n').filter((line) => line && !line.startsWith('#')).map((line) => line.split(' ')).map(([name, value]) => [name, Number(value)]));

test('Prometheus gets figures on loopback, each with its help and type, and nothing of anybody', async (t) => {
  const { port, serve } = await withMetrics(t);
  const { server, trainer, trainees } = await classInCall(t, 4, { serve });
  const [{ session, csr }] = pairsOf(trainees);
  await csr.command(session, say('the zebra is in the pantry'));
  const { status, headers, body } = await request(port, { path: '/metrics' });
  assert.deepEqual([status, headers['content-type']], [200, 'text/plain; version=0.0.4; charset=utf-8']);
  const figures = figuresOf(body);
  assert.equal(figures.coolhead_can_record, 1);
  assert.equal(figures.coolhead_live_sessions, 2);
  assert.equal(figures.coolhead_connections, 5);
  assert.ok(figures.coolhead_events_total > 20 && figures.coolhead_batches_total > 5, body);
  assert.ok(figures.coolhead_resident_bytes > 1e6);
  for (const name of Object.keys(figures)) assert.match(body, new RegExp(`# HELP ${name} .+\\n# TYPE ${name} (gauge|counter)\\n`));
  const secrets = [...trainees.map(({ name }) => name), 'zebra', trainer.room.code, 'Tuesday', String(session), csr.token];
  for (const secret of secrets) {
    assert.ok(!body.includes(secret), `${secret} in the metrics`);
    assert.ok(!server.errors.includes(secret) || secret === String(session), `${secret} in the log`);
  }
  assert.equal((await request(port, { path: '/' })).status, 404);
  assert.equal((await request(server.port, { path: '/metrics' })).status, 404, 'not where phones connect');
  const listening = readFileSync('/proc/net/tcp', 'utf8').split('\n').filter((line) => line.includes(`:${port.toString(16).toUpperCase().padStart(4, '0')} 00000000:0000 0A`));
  assert.deepEqual(listening.map((line) => line.trim().split(' ')[1].split(':')[0]), ['0100007F']);
});

test('whoever stalls at the metrics makes room for the next; a port that is taken is named', async (t) => {
  const { port, serve } = await withMetrics(t);
  await t.serve(serve);
  const stalled = await Promise.all(Array.from({ length: 9 }, () => new Promise((done) => {
    const socket = dial(port, '127.0.0.1', () => done(socket));
    socket.on('error', () => {});
    t.keep(socket);
  })));
  for (const socket of stalled.slice(0, 5)) if (!socket.closed) await new Promise((done) => socket.once('close', done));
  assert.equal((await request(port, { path: '/metrics' })).status, 200);
  const second = t.run('coolhead', ['serve', '--port', '0', '--data', t.folder(), '--scenarios', t.source('scenarios'), ...serve.args]);
  assert.equal((await second.exited).code, 1);
  assert.match(second.errors, new RegExp(`port ${port} for metrics is taken by another program`));
});

// The days go by in the database: the clock of the machine stays.
const later = (data, sql) => execFileSync('sqlite3', [join(data, 'coolhead.db'), sql]);

test('a recording past its days goes by itself, and a closed class with all it holds', async (t) => {
  const { server, trainer, stream, session } = await reviewed(t);
  await server.stop();
  later(server.data, `DROP TRIGGER event_stays; UPDATE event SET wall_ms = wall_ms - ${31 * DAY_MS} WHERE stream & ~511 = ${session}`);
  const second = await t.serve({ data: server.data, port: server.port });
  await second.logged(/ expired stream=/);
  assert.deepEqual(query(server.data, `SELECT id FROM event WHERE stream & ~511 = ${session}`), []);
  assert.deepEqual((await trainer.ask('recordings', `?class=${stream}`)).recordings, []);
  await trainer.attend();
  trainer.watch(stream);
  await trainer.command(stream, { type: 'close' });
  await second.stop();
  later(server.data, `UPDATE class SET closed_ms = closed_ms - ${31 * DAY_MS}`);
  const third = await t.serve({ data: server.data, port: server.port });
  await third.logged(/ expired stream=/);
  for (const table of ['class', 'person', 'event', 'text', 'keyring']) assert.deepEqual(query(server.data, `SELECT 1 FROM ${table}`), [], table);
  assert.deepEqual((await trainer.ask('classes')).classes, []);
});
