// Runs *.test.mjs of this folder against the programs in a build folder, one after the other since they measure time:
//
//   node run.mjs BUILD_FOLDER [WORDS]      only files whose name contains one of WORDS, such as "disk|stop"
//
// Servers and their people are those of tests/wire/lib. Its last line is `N passed, N failed`.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isLong } from '../lib/figure.mjs';
import { Stage } from '../wire/lib/server.mjs';
import { takeTests } from '../wire/lib/test.mjs';

const TEST_MS = (isLong ? 18 : 4) * 60_000; // far more than any test needs: a hang is a failure

const [buildFolder, words = ''] = process.argv.slice(2);
if (!buildFolder) {
  console.error('Usage: node run.mjs BUILD_FOLDER [WORDS]');
  process.exit(2);
}

function withDeadline(promise) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${TEST_MS / 1000} s`)), TEST_MS);
  });
  return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}

let passed = 0;
let failed = 0;

async function runTest(file, { name, run }) {
  const stage = new Stage(resolve(buildFolder));
  const began = Date.now();
  const label = `${file.replace('.test.mjs', '')}: ${name}`;
  try {
    await withDeadline(run(stage));
    await stage.clear();
    passed += 1;
    console.log(`ok   ${label} (${Date.now() - began} ms)`);
  } catch (error) {
    await stage.clear().catch(() => {});
    failed += 1;
    console.log(`FAIL ${label}\n${error.stack}\n${stage.logs()}`);
  }
}

const isWanted = (name) => name.endsWith('.test.mjs') && words.split('|').some((word) => name.includes(word));
const files = readdirSync(import.meta.dirname).filter(isWanted).sort();
for (const file of files) {
  await import(pathToFileURL(resolve(import.meta.dirname, file)));
  for (const each of takeTests()) await runTest(file, each);
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
