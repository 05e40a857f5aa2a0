// What lies in a data folder: every byte of every file, and the tables behind them.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export function query(data, sql, file = 'coolhead.db') {
  const out = execFileSync('sqlite3', ['-readonly', '-json', join(data, file), sql]).toString();
  return out ? JSON.parse(out) : [];
}

function filesOf(folder) {
  return readdirSync(folder, { recursive: true }).map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
}

// As it is, as JSON escapes it, as UTF-16 and as base64 at each of its three offsets.
export function disguises(text) {
  const bytes = Buffer.from(text);
  const base64 = [0, 1, 2].map((shift) => {
    const start = Math.ceil((shift * 4) / 3), whole = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    return Buffer.from(whole.slice(start, whole.length - 4));
  });
  return [bytes, Buffer.from(JSON.stringify(text).slice(1, -1)), Buffer.from(text, 'utf16le'), ...base64];
}

/** How many copies of some bytes there are in the files of the folder, by file name. */
export function copies(data, needle) {
  const found = {};
  for (const path of filesOf(data)) {
    const bytes = readFileSync(path);
    for (let at = bytes.indexOf(needle); at >= 0; at = bytes.indexOf(needle, at + 1)) found[path] = (found[path] ?? 0) + 1;
  }
  return found;
}

/** The texts of `texts` that any file of the folder holds, each with the file: "text in file". */
export function traces(data, texts) {
  const found = [];
  for (const path of filesOf(data)) {
    const bytes = readFileSync(path);
    for (const text of texts) if (disguises(text).some((needle) => bytes.includes(needle))) found.push(`${text} in ${path}`);
  }
  return found;
}
