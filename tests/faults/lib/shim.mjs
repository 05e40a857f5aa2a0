// The hand on shim.c: faults of a server's disk and clock, switched on and off while it runs.
import { closeSync, openSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const FIELDS = ['sync_delay_ms', 'sync_errno', 'write_errno', 'wall_shift_ms', 'syncs', 'refused'];
export const { EIO, ENOSPC } = constants.errno;

export class Shim {
  constructor(t) {
    const path = join(t.folder(), 'faults');
    writeFileSync(path, Buffer.alloc(8 * FIELDS.length));
    this.file = openSync(path, 'r+');
    t.after(() => closeSync(this.file));
    // A sanitizer wants to be loaded first, and complains if it isn't.
    const sanitizers = `${process.env.ASAN_OPTIONS ?? ''}:verify_asan_link_order=0`;
    this.shell = `export LD_PRELOAD='${join(t.buildFolder, 'libfaults.so')}' COOLHEAD_FAULTS='${path}' ASAN_OPTIONS='${sanitizers}'`;
  }

  set(field, value) {
    const bytes = Buffer.alloc(8);
    bytes.writeBigInt64LE(BigInt(value));
    writeSync(this.file, bytes, 0, 8, 8 * FIELDS.indexOf(field));
  }

  get(field) {
    const bytes = Buffer.alloc(8);
    readSync(this.file, bytes, 0, 8, 8 * FIELDS.indexOf(field));
    return Number(bytes.readBigInt64LE());
  }
}
