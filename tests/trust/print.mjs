// The table of promises, for a terminal and for docs/TRUST.md.
import { counted } from '../lib/figure.mjs';

const HEAD = ['', '#', 'promise', 'figure reached', 'figure wanted', 'inputs', 'seconds'];

// A promise's name stands in the first of its lines only.
function cellsOf(row, before) {
  const first = before?.number !== row.number;
  const reached = row.what ? `${row.what}: ${row.reached}` : row.reached;
  const inputs = row.inputs ? counted(row.inputs) : '';
  const verdict = row.ok ? 'ok' : 'RED';
  return [verdict, first ? String(row.number) : '', first ? row.holds : '', reached, row.wanted, inputs, row.seconds ? row.seconds.toFixed(1) : ''];
}

const cells = (rows) => rows.map((row, i) => cellsOf(row, rows[i - 1]));

const inRed = (text) => (process.stdout.isTTY && !process.env.NO_COLOR ? `\x1b[31m${text}\x1b[0m` : text);

export function plainTable(rows) {
  const lines = [HEAD, ...cells(rows)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => [...line[column]].length)));
  const padded = lines.map((line) => line.map((cell, column) => cell + ' '.repeat(widths[column] - [...cell].length)).join('  ').trimEnd());
  return padded.map((line, i) => (i > 0 && !rows[i - 1].ok ? inRed(line) : line)).join('\n') + '\n';
}

export function markdownTable(rows, machine) {
  const line = (row) => `| ${row.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  const head = line(HEAD) + '|---|---:|---|---|---|---:|---:|\n';
  return `${machine}.\n\n${head}${cells(rows).map((row) => line([row[0] === 'RED' ? '**RED**' : row[0], ...row.slice(1)])).join('')}`;
}
