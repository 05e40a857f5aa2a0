// What a figure was measured on, in one line.
import os from 'node:os';

export function machine() {
  const cores = os.cpus();
  const gib = (os.totalmem() / 2 ** 30).toFixed(1);
  return `${new Date().toISOString().slice(0, 16)}Z, ${cores.length} cores of ${cores[0]?.model.trim() ?? 'an unknown kind'}, ${gib} GiB, ${os.type()} ${os.release()}`;
}
