// Runs *.test.mjs of this folder against the programs in a build folder, one after the other since they measure time:
//
//   node run.mjs BUILD_FOLDER [WORDS]      only files whose name contains one of WORDS, such as "disk|stop"
//
// Servers, their people and the runner are those of tests/wire/lib. Its last line is `N passed, N failed`.
import { readdirSync } from 'node:fs';
import { isLong } from '../lib/figure.mjs';
import { askedFor, Runner } from '../wire/lib/runner.mjs';

const [buildFolder, words] = askedFor();
const runner = new Runner(buildFolder, (isLong ? 40 : 4) * 60_000);
const isWanted = (name) => name.endsWith('.test.mjs') && words.split('|').some((word) => name.includes(word));
const files = readdirSync(import.meta.dirname).filter(isWanted).sort();
for (const file of files) await runner.play([await runner.load(import.meta.dirname, file)]);
runner.end();
