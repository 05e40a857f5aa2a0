// Measures, judges and prints; tests/load/table has the words. What is measured stands in `plan`, what is wanted in figures.mjs.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { figures, median } from './figures.mjs';
import { machine } from './machine.mjs';
import { play, servers } from './play.mjs';

const { values: flags } = parseArgs({
  options: {
    build: { type: 'string' },
    rounds: { type: 'string' },
    folder: { type: 'string', default: 'build/load' },
    keep: { type: 'string' },
    from: { type: 'string' },
    quick: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
  },
});
const everybody = ['tcp', 'lws', 'ws', 'socketio', 'colyseus', 'ours'];

/**
 * The runs of a round: name, who, options of the load program. The pairs of one run are played by all of its servers right
 * after each other, so that what the machine does in between hits them alike. Colyseus isn't in the crowds: ten thousand of its
 * joins alone take most of a minute.
 */
function plan(quick) {
  const [crowd, peak, seconds] = quick ? [500, 900, 2] : [5000, 9000, 6];
  const brief = { seconds, 'warm-up': 1 };
  const crowded = { pairs: crowd, seconds: quick ? 2 : 10, 'warm-up': quick ? 1 : 3, joins: 64 };
  return [
    { name: 'pingpong', who: everybody, options: { pairs: 100, ...brief } },
    { name: 'pingpong1000', who: ['tcp', 'ws', 'ours'], options: { pairs: quick ? 200 : 1000, ...brief } },
    { name: 'busy', who: ['tcp', 'lws', 'ws', 'socketio', 'ours'], options: { ...crowded, rate: 8 } },
    { name: 'calm', who: ['lws', 'ours'], options: { ...crowded, rate: 1 } },
    { name: 'peak', who: ['ours'], options: { ...crowded, pairs: peak, seconds: quick ? 2 : 20, rate: 0.5 } },
    { name: 'peak_rate', who: ['ours'], options: { ...brief, pairs: 100, seconds: quick ? 2 : 10, rate: peak / 200 } },
    { name: 'alone', who: ['ours'], options: { pairs: 30, ...brief } },
    { name: 'watched', who: ['ours'], options: { pairs: 30, ...brief, observers: 1, walls: 1 } },
    { name: 'joins', who: ['tcp', 'lws', 'ws', 'socketio', 'ours'], options: { pairs: crowd / 2, idle: true, joins: 64 } },
    { name: 'storm', who: ['lws', 'ws', 'ours'], options: { pairs: crowd / 2, idle: true, joins: 0 } },
    { name: 'restart', who: ['ours'], options: { pairs: quick ? 100 : 500, rate: 1, seconds: 2, 'warm-up': 1, restart: true } },
  ];
}

/** Once and not in every round: a hundred thousand events that a restart reads, and a million that lie in the database. */
function planOnce(quick) {
  const lines = quick ? 50 : 1000;
  const long = { pairs: 100, seconds: 900, 'warm-up': 0 };
  return [
    { name: 'hundred_thousand', who: ['ours'], options: { ...long, lines, restart: true, 'no-read-back': true } },
    { name: 'million', who: ['ours'], options: { ...long, lines: 10 * lines } },
  ];
}

function playAll(runs, who, note) {
  const results = {};
  for (const run of runs) {
    results[run.name] = {};
    for (const name of run.who) {
      const result = play(flags.build, flags.folder, who[name], run.options);
      results[run.name][name] = result;
      const trouble = result.exit === 0 ? '' : `  FAILED: ${result.said.trim().split('\n').at(-1)}`;
      process.stderr.write(`${note} ${run.name} ${name}${trouble}\n`);
    }
  }
  return results;
}

function measure() {
  const rounds = Number(flags.rounds ?? (flags.quick ? 1 : 3));
  const who = servers(flags.build);
  fs.mkdirSync(flags.folder, { recursive: true });
  const begun = Date.now();
  const before = machine();
  const measured = { machine: before, quick: flags.quick, rounds: [], once: null, seconds: 0 };
  for (let i = 0; i < rounds; i++) measured.rounds.push(playAll(plan(flags.quick), who, `round ${i + 1} of ${rounds}:`));
  measured.once = playAll(planOnce(flags.quick), who, 'once:');
  measured.seconds = Math.round((Date.now() - begun) / 1000);
  fs.writeFileSync(flags.keep ?? path.join(flags.folder, 'table.json'), JSON.stringify(measured));
  return measured;
}

// ---- printing

function number(value, digits = 0) {
  if (value === undefined || Number.isNaN(value)) return '–';
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function rows(measured) {
  const who = servers('');
  const of = (run, name, pick) => {
    const values = measured.rounds.map((round) => round[run]?.[name]).filter((each) => each?.lines !== undefined);
    return values.length ? median(values.map(pick)) : undefined;
  };
  return everybody.map((name) => [
    who[name].title,
    number(of('pingpong', name, (r) => r.lines_per_s)) + (of('pingpong', name, (r) => Number(r.bottleneck)) ? ' *' : ''),
    number(of('pingpong', name, (r) => r.cpu_us_per_line), 1),
    of('busy', name, (r) => r.lines) === undefined
      ? '–'
      : `${number(of('busy', name, (r) => r.partner.p50_ms), 2)} / ${number(of('busy', name, (r) => r.partner.p99_ms), 1)} ms`,
    number(of('joins', name, (r) => r.bytes_per_connection)),
    number(of('joins', name, (r) => r.joins_per_s)),
    number(of('storm', name, (r) => r.joins_per_s)),
  ]);
}

const heads = ['', '100 pairs, lines/s', 'CPU µs/line', 'crowd p50 / p99', 'bytes/connection', 'joins/s', 'storm joins/s'];

function printRows(lines, markdown) {
  if (markdown) {
    const line = (cells) => `| ${cells.join(' | ')} |`;
    return [line(lines[0]), line(lines[0].map((_, i) => (i ? '---:' : '---'))), ...lines.slice(1).map(line)].join('\n');
  }
  const widths = lines[0].map((_, i) => Math.max(...lines.map((line) => line[i].length)));
  return lines.map((line) => line.map((cell, i) => (i ? cell.padStart(widths[i]) : cell.padEnd(widths[i]))).join('   ').trimEnd()).join('\n');
}

function print(measured) {
  const disk = measured.rounds.map((round) => round.pingpong.ours.fdatasync).filter(Boolean);
  const load = measured.rounds.flatMap((round) => Object.values(round).flatMap((run) => Object.values(run).map((each) => each.load_average)));
  const judged = figures(measured);
  console.log(`${measured.machine}\n${measured.rounds.length} rounds, ${measured.seconds} s${measured.quick ? '; --quick: no figures, only a try' : ''}`);
  if (disk.length)
    console.log(`fdatasync of 4 KiB: p50 ${number(median(disk.map((d) => d.p50_ms)), 2)} ms, p99 ${number(median(disk.map((d) => d.p99_ms)), 2)} ms`);
  console.log(`load average: ${number(median(load.filter((l) => l !== undefined)), 1)}, of which the server and this program are up to 2\n`);
  console.log(printRows([heads, ...rows(measured)], flags.markdown));
  if (rows(measured).some((row) => row[1].endsWith('*'))) console.log('\n\\* here the load program was the limit, not the server');
  console.log(`\n${printRows([['figure', 'wanted', 'reached', 'verdict'], ...judged.map((f) => [f.what, f.wanted, f.reached, f.ok ? 'ok' : 'NOT REACHED'])], flags.markdown)}`);
  const failed = judged.filter((f) => !f.ok).length;
  console.log(`\n${judged.length - failed} passed, ${failed} failed`);
  return failed === 0;
}

const measured = flags.from ? JSON.parse(fs.readFileSync(flags.from, 'utf8')) : measure();
process.exitCode = print(measured) ? 0 : 1;
