// The machine that figures were reached on: what it is, how busy it was, and how long its disk takes to make a write durable.
import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';

const PROBES = 200;

/** Microseconds of the median fdatasync after 4 KiB appended to a file in `folder`: what the journal does to its log. */
export function fdatasyncMedianUs(folder) {
  const place = mkdtempSync(join(folder, 'probe-'));
  const file = openSync(join(place, 'log'), 'w');
  const page = Buffer.alloc(4096, 'x');
  const times = Array.from({ length: PROBES }, () => {
    const began = process.hrtime.bigint();
    writeSync(file, page);
    fdatasyncSync(file);
    return Number(process.hrtime.bigint() - began) / 1000;
  });
  closeSync(file);
  rmSync(place, { recursive: true });
  return times.sort((a, b) => a - b)[PROBES / 2];
}

const system = () => /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? os.version();

/** One sentence; `folder` is on the disk that counts. */
export function machineSentence(folder) {
  const cores = os.cpus(), memory = Math.round(os.totalmem() / 2 ** 30);
  const load = os.loadavg()[0].toFixed(1), sync = (fdatasyncMedianUs(folder) / 1000).toFixed(2);
  const what = `${cores.length} cores of ${cores[0].model.trim()}, ${memory} GiB, ${system()}`;
  return `${what}, ${new Date().toISOString().slice(0, 10)}, load ${load}, fdatasync p50 ${sync} ms`;
}
