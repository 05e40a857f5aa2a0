// Runs of the load program, one after the other, each with its figures as an object.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const peers = 'tests/load/peers';

/** Who is measured: the protocol, and the command that starts it. `ours` records; the others relay. */
export function servers(build) {
  const node = (file) => [process.execPath, path.join(peers, file)];
  return {
    tcp: { title: 'libuv TCP, no WebSocket', speak: 'tcp', command: [path.join(build, 'relay_uv')] },
    lws: { title: 'libwebsockets on libuv', speak: 'websocket', command: [path.join(build, 'relay_lws')] },
    ws: { title: 'ws (node)', speak: 'websocket', command: node('relay_ws.mjs') },
    socketio: { title: 'socket.io', speak: 'socket.io', command: node('relay_socketio.mjs') },
    colyseus: { title: 'Colyseus', speak: 'colyseus', command: node('relay_colyseus.mjs') },
    ours: { title: 'Coolhead, all recorded', speak: 'coolhead', command: [path.join(build, 'coolhead')] },
  };
}

/** One run; `options` as for load, without the dashes. Its figures, with `exit` and what it said beside them. */
export function play(build, folder, server, options) {
  const json = path.join(folder, 'figures.json');
  const words = Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [`--${name}`, String(value)]));
  const all = ['--speak', server.speak, '--folder', folder, '--json', json, '--pin', ...words, '--', ...server.command];
  fs.rmSync(json, { force: true });
  const run = spawnSync(path.join(build, 'load'), all, { encoding: 'utf8', timeout: 900_000 });
  const figures = fs.existsSync(json) ? JSON.parse(fs.readFileSync(json, 'utf8')) : {};
  return { ...figures, exit: run.status, said: run.status === 0 ? '' : run.stderr + (run.error ?? '') };
}
