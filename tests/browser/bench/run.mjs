// Prints what the pages cost (--figures), or fails when one costs more than its share of a fixed work:
//
//   node run.mjs BUILD_FOLDER [--figures]
//
// The last line is `N passed, N failed`.
import { resolve } from 'node:path';
import { Stage } from '../../wire/lib/server.mjs';
import { launch } from './chrome.mjs';
import { joinForm, reviewOpens, wall } from './scenes.mjs';

const [buildFolder, mode = ''] = process.argv.slice(2);
if (!buildFolder || (mode && mode !== '--figures')) {
  console.error('Usage: node run.mjs BUILD_FOLDER [--figures]');
  process.exit(2);
}
const whole = mode === '--figures';
const SLOW = 4; // a cheap phone against a laptop

const browser = await launch();
let passed = 0;
let failed = 0;

// most: of a fixed work's time, for the guard; wanted: for people.
async function measure(what, measurement, { most, wanted, face }) {
  const stage = new Stage(resolve(buildFolder));
  try {
    const { cost, share } = await measurement(stage);
    const ok = whole || share <= most;
    if (ok) passed += 1;
    else failed += 1;
    const judged = whole ? `wanted: ${wanted}` : `at most ${most}`;
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}: ${face(cost)}, ${share.toFixed(2)} of the fixed work beside it (${judged})`);
  } catch (error) {
    failed += 1;
    console.log(`FAIL ${what}: ${error.stack}\n${stage.logs()}`);
  } finally {
    await stage.clear().catch((error) => console.log(`the server: ${error.message}`));
  }
}

const ms = (value) => `${Math.round(value)} ms`;
const cores = (value) => `${(value / 1000).toFixed(3)} of a core`;

const rounds = whole ? 5 : 3;
const pairs = whole ? 30 : 8;
const seconds = whole ? 20 : 6;
const lines = whole ? 10_000 : 3_000;

await measure(`the join form, on a processor ${SLOW} times slower`, (stage) => joinForm(stage, browser, { rounds, slow: SLOW }), {
  most: 3, wanted: '≤ 1500 ms', face: ms,
});
await measure(`a second of a wall of ${pairs} live pairs`, (stage) => wall(stage, browser, { pairs, seconds }), {
  most: 0.5, wanted: '≤ 0.5 of a core', face: cores,
});
await measure(`a review of ${lines} lines opens`, (stage) => reviewOpens(stage, browser, { lines, rounds }), {
  most: 2, wanted: '≤ 1000 ms', face: ms,
});
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
