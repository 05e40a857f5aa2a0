// Runs every *.test.mjs of this folder and of product/ against the programs in a build folder:
//
//   node run.mjs BUILD_FOLDER [WORD]      only files whose name contains WORD
//
// A test gets `t`, which starts servers and stops them afterwards (lib/server.mjs). Its last line is
// `N passed, N failed`.
import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { askedFor, Runner } from './lib/runner.mjs';

const LAST = 'vocabulary.test.mjs'; // judges what all others have sent

const [buildFolder, word] = askedFor();
const runner = new Runner(buildFolder, 60_000);

async function filesOf(folder) {
  const names = readdirSync(resolve(import.meta.dirname, folder)).map((name) => folder + name);
  const loaded = [];
  for (const file of names.filter((name) => name.endsWith('.test.mjs') && name.includes(word)).sort())
    loaded.push(await runner.load(import.meta.dirname, file));
  return loaded;
}

// Tests of the network floor measure time and run alone; those of the product mostly wait, so two of them run at once.
const floor = await filesOf('');
const product = await filesOf('product/');
const last = floor.filter(({ file }) => file === LAST);
await runner.play(floor.filter(({ file }) => file !== LAST));
await Promise.all([runner.play(product), runner.play(product)]);
await runner.play(last);
runner.end();
