// How a generator ends: it writes its file, or with --check says that the committed one is stale.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

export function keepFile(url, text) {
  const path = fileURLToPath(url);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  if (!process.argv.includes('--check')) return writeFileSync(path, text);
  console.error(`${basename(path)} is stale: run node protocol/${basename(process.argv[1])}`);
  process.exitCode = 1;
}
