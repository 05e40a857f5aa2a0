// Runs every *.story.mjs of this folder: a story is a list of chapters that share a server and pages.
// A chapter that fails ends its story, and those behind it count as failed too. The last line is
// `N passed, N failed`.
import { mkdirSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Stage } from './lib/stage.mjs';

const CHAPTER_MS = 60_000; // far more than any chapter needs on two busy cores: a hang is a failure

const [buildFolder, word = ''] = process.argv.slice(2);
if (!buildFolder) {
  console.error('Usage: node run.mjs BUILD_FOLDER [WORD]');
  process.exit(2);
}
const screens = resolve('build/screens');
mkdirSync(screens, { recursive: true });

function withDeadline(promise) {
  let timer;
  const deadline = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${CHAPTER_MS / 1000} s`)), CHAPTER_MS);
  });
  return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}

let passed = 0;
let failed = 0;
for (const file of readdirSync(import.meta.dirname).filter((name) => name.endsWith('.story.mjs') && name.includes(word)).sort()) {
  const { title, chapters } = await import(pathToFileURL(resolve(import.meta.dirname, file)));
  console.log(title);
  const stage = new Stage(resolve(buildFolder), screens);
  let broken = false;
  for (const [name, play] of Object.entries(chapters)) {
    if (broken) {
      failed += 1;
      console.log(`  FAIL ${name}: not reached`);
      continue;
    }
    const began = Date.now();
    try {
      await withDeadline(play(stage));
      stage.complain();
      passed += 1;
      console.log(`  ok   ${name} (${Date.now() - began} ms)`);
    } catch (error) {
      broken = true;
      failed += 1;
      console.log(`  FAIL ${name}\n${error.stack}`);
      await stage.wreck(file);
    }
  }
  await stage.clear();
  if (stage.findings.length) {
    failed += 1;
    console.log(`  FAIL its screens\n    ${stage.findings.join('\n    ')}`);
  } else {
    passed += 1;
    console.log('  ok   its screens: axe finds nothing, nothing is wider than the screen');
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
