// Servers for people who are faster than people.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

// Nobody types this fast; the limits of flooding are another test's.
export const FAST = { chat: { burst: 100_000, per_minute: 1_000_000 }, other: { burst: 100_000, per_minute: 1_000_000 } };

export function configOf(t, config) {
  const file = join(t.folder(), 'config.json');
  writeFileSync(file, JSON.stringify(config));
  return ['--config', file];
}

// Looks until `probe` is true: what happens in other processes isn't told to us.
export async function within(ms, probe, what) {
  const deadline = Date.now() + ms;
  while (!(await probe())) {
    if (Date.now() > deadline) throw new Error(`waited ${ms / 1000} s in vain for ${what}`);
    await new Promise((done) => setTimeout(done, 5));
  }
}
