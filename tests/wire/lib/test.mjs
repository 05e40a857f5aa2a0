// How a test file declares its tests; run.mjs collects them.
import { setTimeout as sleep } from 'node:timers/promises';

let tests = [];

export function test(name, run) {
  tests.push({ name, run });
}

export function takeTests() {
  const taken = tests;
  tests = [];
  return taken;
}

const SOON_MS = 6000; // beyond the longest wait that a server allows in the tests that ask

// What `promise` gives, or `late` if that takes too long.
export function soon(promise, late) {
  const timer = new AbortController();
  const missed = sleep(SOON_MS, late, { signal: timer.signal }).catch(() => {});
  return Promise.race([promise, missed]).finally(() => timer.abort());
}

// Tries `probe` until it gives something true, for what happens in another process without telling us.
export async function until(probe, what) {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const result = await probe();
    if (result) return result;
    if (Date.now() > deadline) throw new Error(`${what}: did not happen within 10 s`);
    await new Promise((done) => setTimeout(done, 10));
  }
}
