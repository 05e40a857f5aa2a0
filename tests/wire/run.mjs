// Runs every *.test.mjs of this folder and of product/ against the programs in a build folder:
//
//   node run.mjs BUILD_FOLDER [WORD]      only files whose name contains WORD
//
// A test gets `t`, which starts servers and stops them afterwards (lib/server.mjs). Its last line is
// `N passed, N failed`.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Stage } from './lib/server.mjs';
import { takeTests } from './lib/test.mjs';

const LAST = 'vocabulary.test.mjs'; // judges what all others have sent
const TEST_MS = 60_000; // far more than any test needs: a hang is a failure

const [buildFolder, word = ''] = process.argv.slice(2);
if (!buildFolder) {
  console.error('Usage: node run.mjs BUILD_FOLDER [WORD]');
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
const failures = [];

async function runTest(file, { name, run }) {
  const stage = new Stage(resolve(buildFolder));
  const began = Date.now();
  try {
    await withDeadline(run(stage));
    await stage.clear();
    passed += 1;
    console.log(`ok   ${file.replace('.test.mjs', '')}: ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    await stage.clear().catch(() => {});
    failures.push(`${file}: ${name}`);
    console.log(`FAIL ${file.replace('.test.mjs', '')}: ${name}\n${error.stack}\n${stage.logs()}`);
  }
}

async function load(file) {
  await import(pathToFileURL(resolve(import.meta.dirname, file)));
  return { file, tests: takeTests() };
}

// One after the other, taken from a queue that several may share.
async function runQueue(queue) {
  for (let next = queue.shift(); next; next = queue.shift()) for (const each of next.tests) await runTest(next.file, each);
}

async function filesOf(folder) {
  const names = readdirSync(resolve(import.meta.dirname, folder)).map((name) => folder + name);
  const loaded = [];
  for (const file of names.filter((name) => name.endsWith('.test.mjs') && name.includes(word)).sort()) loaded.push(await load(file));
  return loaded;
}

// Tests of the network floor measure time and run alone; those of the product mostly wait, so two of them run at once.
const floor = await filesOf('');
const product = await filesOf('product/');
const last = floor.filter(({ file }) => file === LAST);
await runQueue(floor.filter(({ file }) => file !== LAST));
await Promise.all([runQueue(product), runQueue(product)]);
await runQueue(last);
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
