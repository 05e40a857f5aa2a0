// How a test file declares its tests; run.mjs collects them.
let tests = [];

export function test(name, run) {
  tests.push({ name, run });
}

export function takeTests() {
  const taken = tests;
  tests = [];
  return taken;
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
