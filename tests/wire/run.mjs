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
const files = ['', 'product/']
  .flatMap((folder) => readdirSync(resolve(import.meta.dirname, folder)).map((name) => folder + name))
  .filter((name) => name.endsWith('.test.mjs') && name.includes(word));
for (const file of files.sort()) {
  await import(pathToFileURL(resolve(import.meta.dirname, file)));
  for (const { name, run } of takeTests()) {
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
}
for (const failure of failures) console.log(`failed: ${failure}`);
console.log(`${passed} passed, ${failures.length} failed`);
process.exit(failures.length ? 1 : 0);
