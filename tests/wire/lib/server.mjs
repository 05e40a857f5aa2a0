// Servers under test: started for one test, stopped and searched for damage after it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const LISTENING = /listening port=(\d+)/;
const SOURCE = resolve(import.meta.dirname, '../../..');

class Server {
  constructor(child) {
    this.child = child;
    this.output = '';
    this.errors = '';
    child.stdout.on('data', (bytes) => (this.output += bytes));
    child.stderr.on('data', (bytes) => (this.errors += bytes));
    this.exited = new Promise((done) => child.on('close', (code, signal) => done({ code, signal })));
  }

  // The first match of `pattern` in its log; fails if it exits before.
  async logged(pattern) {
    const found = new Promise((done) => {
      const look = () => {
        const match = pattern.exec(this.errors);
        if (match) done(match);
      };
      this.child.stderr.on('data', look);
      look();
    });
    const gone = this.exited.then(({ code }) => {
      throw new Error(`exited with ${code} before logging ${pattern}: ${this.errors}`);
    });
    gone.catch(() => {});
    return Promise.race([found, gone]);
  }

  get pid() {
    return this.child.pid;
  }

  // User and system time so far, in seconds.
  cpuSeconds() {
    const fields = readFileSync(`/proc/${this.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  }

  residentKiB() {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))[1]);
  }

  async stop(signal = 'SIGTERM') {
    this.child.kill(signal);
    return this.exited;
  }
}

// What one test has put up.
export class Stage {
  constructor(buildFolder) {
    this.buildFolder = buildFolder;
    this.servers = [];
    this.folders = [];
    this.sockets = [];
    this.afters = [];
    this.faults = []; // what people (people.mjs) found wrong while nobody waited for them
  }

  folder() {
    const folder = mkdtempSync(join(tmpdir(), 'coolhead-wire-'));
    this.folders.push(folder);
    return folder;
  }

  run(program, args, { shell = '', input = '' } = {}) {
    const file = join(this.buildFolder, program);
    const options = { stdio: ['pipe', 'pipe', 'pipe'] };
    const child = shell
      ? spawn('sh', ['-c', `${shell}; exec "$0" "$@"`, file, ...args], options)
      : spawn(file, args, options);
    child.stdin.on('error', () => {}); // it may have no use for it
    child.stdin.end(input);
    const server = new Server(child);
    this.servers.push(server);
    return server;
  }

  source(path) {
    return join(SOURCE, path);
  }

  // The real thing, with a data folder of its own unless one is given. shell: what is said before it starts, such as a ulimit.
  async serve({ data = this.folder(), port = 0, args = [], shell = '' } = {}) {
    const scenarios = this.source('scenarios');
    const server = this.run('coolhead', ['serve', '--port', String(port), '--data', data, '--scenarios', scenarios, ...args], { shell });
    server.data = data;
    server.port = Number((await server.logged(LISTENING))[1]);
    return server;
  }

  // The network floor with an engine that echoes (echo_engine.c).
  echo(config = {}, options = {}) {
    return this.#floor('echo_server', config, options);
  }

  // The same with a gate that sends each text back as it came (mirror_gate.c).
  mirror(config = {}) {
    return this.#floor('mirror_server', config);
  }

  async #floor(program, { rx_buffer_bytes: buffer, ...config }, options = {}) {
    const file = join(this.folder(), 'config.json');
    writeFileSync(file, JSON.stringify({ port: 0, ...config }));
    const server = this.run(program, buffer ? [file, String(buffer)] : [file], options);
    server.port = Number((await server.logged(LISTENING))[1]);
    return server;
  }

  keep(socket) {
    this.sockets.push(socket);
    return socket;
  }

  // Once the servers have stopped.
  after(call) {
    this.afters.push(call);
  }

  // Stops everything. A server that doesn't end well, or that a sanitizer complained about, fails the
  // test.
  async clear() {
    for (const socket of this.sockets) socket.destroy();
    const ends = await Promise.all(
      this.servers.map(async (server) => {
        const asked = server.child.exitCode === null && server.child.signalCode === null && server.port;
        const end = asked ? await server.stop() : await server.exited;
        return { asked, ...end };
      }),
    );
    for (const call of this.afters.splice(0)) call();
    for (const folder of this.folders) rmSync(folder, { recursive: true, force: true });
    const bad = ends.find((end) => end.asked && end.code !== 0);
    if (bad) throw new Error(`a server ended with ${bad.code ?? bad.signal}`);
    if (this.faults.length) throw this.faults[0];
  }

  logs() {
    return this.servers.map((server) => server.errors.slice(-4000)).join('\n');
  }
}
