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

// Plays one story; gives what there is to print, whole, since another one is played at the same time.
async function play(file) {
  const { title, chapters } = await import(pathToFileURL(resolve(import.meta.dirname, file)));
  const stage = new Stage(resolve(buildFolder), screens);
  const lines = [title];
  const judge = (ok, text) => {
    if (ok) passed += 1;
    else failed += 1;
    lines.push(`  ${ok ? 'ok  ' : 'FAIL'} ${text}`);
  };
  let broken = false;
  for (const [name, chapter] of Object.entries(chapters)) {
    if (broken) {
      judge(false, `${name}: not reached`);
      continue;
    }
    const began = Date.now();
    try {
      await withDeadline(chapter(stage));
      stage.complain();
      judge(true, `${name} (${Date.now() - began} ms)`);
    } catch (error) {
      broken = true;
      judge(false, `${name}\n${error.stack}\n${await stage.wreck(file)}`);
    }
  }
  await stage.clear();
  judge(stage.findings.length === 0, `its screens: ${stage.findings.length ? `\n    ${stage.findings.join('\n    ')}` : 'axe finds nothing, nothing is wider than the screen'}`);
  console.log(lines.join('\n'));
}

// Two at once: a browser waits about as long as it works.
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.story.mjs') && name.includes(word)).sort();
async function playAll() {
  for (let file = files.shift(); file; file = files.shift()) await play(file);
}
await Promise.all([playAll(), playAll()]);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
