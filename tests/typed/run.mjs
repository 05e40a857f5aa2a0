// Types payloads into every field there is, and reads them back on every page that shows that field:
//
//   node run.mjs BUILD_FOLDER
//
// People of the public protocol type (they are quicker than fingers), and pages in Chromium read. The last line is
// `N passed, N failed`.
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { FLAGS } from '../browser/lib/stage.mjs';
import { counted, isLong, reportFigure } from '../lib/figure.mjs';
import { Stage } from '../wire/lib/server.mjs';
import { bankOpen, kinds } from './payloads.mjs';
import { planted } from './planted.mjs';
import { hall, playCall, review, serveTyped } from './scene.mjs';
import { Watcher } from './watcher.mjs';

const [buildFolder] = process.argv.slice(2);
if (!buildFolder) {
  console.error('Usage: node run.mjs BUILD_FOLDER');
  process.exit(2);
}
const PAYLOADS = isLong ? 200 : 16; // in each field that takes as many
const PLACES = isLong ? 1200 : 120; // payload × field × page

const began = Date.now();
const stage = new Stage(resolve(buildFolder));
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
let passed = 0;
let failed = 0;

function judge(what, fault) {
  if (fault) failed += 1;
  else passed += 1;
  console.log(fault ? `FAIL ${what}\n     ${fault}` : `ok   ${what}`);
}

async function attempt(what, play) {
  try {
    judge(what, await play());
  } catch (error) {
    judge(what, `${error.stack}\n${stage.logs()}`);
  }
}

const bank = bankOpen();
const watcher = new Watcher();
const scene = { stage, browser, bank, watcher, count: PAYLOADS };

await attempt('a page that does run what was typed is found out', async () => planted(scene));
await attempt('payloads are typed into everything', async () => {
  await serveTyped(scene);
  await hall(scene);
  await playCall(scene);
  await review(scene);
});
const shown = watcher.shown.size;
const fields = new Set(bank.made.map(({ field }) => field)).size;
const used = new Set(bank.made.map(({ template }) => template)).size;
judge(`${counted(shown)} times a payload stood in a page as the text that it is`, shown >= PLACES ? '' : `wanted: ${PLACES}`);
judge('nothing of it ran, asked for anything, or became an element', watcher.seen.slice(0, 20).join('\n     '));
await browser.close();
await stage.clear().catch((error) => judge('the server ends well', error.message));

reportFigure({
  promise: 15,
  what: `payloads that ran (${used} of ${kinds} kinds, ${fields} fields, ${new Set([...watcher.shown].map((each) => each.split(' ')[1])).size} pages)`,
  reached: `${watcher.seen.length} of ${counted(shown)}`,
  wanted: `0 of ≥ ${counted(PLACES)}`,
  inputs: shown,
  seconds: (Date.now() - began) / 1000,
  ok: watcher.seen.length === 0 && failed === 0,
});
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
