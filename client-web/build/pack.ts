// Packs the files of a folder as the server sends them: FILE.gz and FILE.br stand beside FILE, unless they save next to nothing.
//
// zopfli packs 4 % smaller than zlib at its best, in a format that any browser reads: brotli is for https and localhost only,
// and a class often meets on a plain LAN address.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { gzipAsync } from '@gfx/zopfli';

const WORTH = 0.95; // fonts and pictures are packed already

export async function pack(folder: string): Promise<void> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const { parentPath, name } of files) {
    const file = join(parentPath, name);
    const bytes = readFileSync(file);
    const forms = { gz: await gzipAsync(bytes, {}), br: brotliCompressSync(bytes) };
    for (const [suffix, packed] of Object.entries(forms)) if (packed.length < bytes.length * WORTH) writeFileSync(`${file}.${suffix}`, packed);
  }
}
