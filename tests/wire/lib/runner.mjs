// Plays tests (test.mjs) against the programs of a build folder, each on a stage of its own (server.mjs), and counts.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Stage } from './server.mjs';
import { takeTests } from './test.mjs';

/** `node run.mjs BUILD_FOLDER [WORD]`, as [BUILD_FOLDER, WORD]; ends the process without the first. */
export function askedFor() {
  const [buildFolder, word = ''] = process.argv.slice(2);
  if (buildFolder) return [buildFolder, word];
  console.error('Usage: node run.mjs BUILD_FOLDER [WORD]');
  process.exit(2);
}

export class Runner {
  // testMs: far more than any test needs; a hang is a failure.
  constructor(buildFolder, testMs) {
    this.buildFolder = resolve(buildFolder);
    this.testMs = testMs;
    this.passed = 0;
    this.failures = [];
  }

  /** The tests of a file of `folder`: { file, tests }. */
  async load(folder, file) {
    await import(pathToFileURL(resolve(folder, file)));
    return { file, tests: takeTests() };
  }

  /** One test after the other, of files taken from a queue that several may share. */
  async play(queue) {
    for (let next = queue.shift(); next; next = queue.shift()) for (const each of next.tests) await this.#playOne(next.file, each);
  }

  async #playOne(file, { name, run }) {
    const stage = new Stage(this.buildFolder);
    const began = Date.now();
    const label = `${file.replace('.test.mjs', '')}: ${name}`;
    try {
      await this.#withDeadline(run(stage));
      await stage.clear();
      this.passed += 1;
      console.log(`ok   ${label} (${Date.now() - began} ms)`);
    } catch (error) {
      await stage.clear().catch(() => {});
      this.failures.push(label);
      console.log(`FAIL ${label}\n${error.stack}\n${stage.logs()}`);
    }
  }

  #withDeadline(promise) {
    let timer;
    const deadline = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error(`not done after ${this.testMs / 1000} s`)), this.testMs);
    });
    return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
  }

  /** Prints `N passed, N failed`, and ends the process. */
  end() {
    for (const failure of this.failures) console.log(`failed: ${failure}`);
    console.log(`${this.passed} passed, ${this.failures.length} failed`);
    process.exit(this.failures.length ? 1 : 0);
  }
}
