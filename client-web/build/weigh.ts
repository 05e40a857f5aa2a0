// What a page loads of script and style, to its last screen: node build/weigh.ts [PAGE] prints it, index.html by default.
//
// gzip is the figure that counts: browsers take brotli over https only, and a class often meets on a plain LAN address. Fonts
// come on top and block nothing.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export interface Weight {
  file: string;
  /** Before anything is shown, and not later. */
  first: boolean;
  raw: number;
  gzip: number;
  brotli: number;
}

/** Every file that the page names, and every file that one of those names. */
export function weigh(dist: string, page: string): Weight[] {
  const found = new Map<string, Weight>();
  function follow(text: string, first: boolean): void {
    for (const [, file] of text.matchAll(/([\w.-]+-[\w-]{8}\.(?:js|css))\b/g)) {
      if (!file || found.has(file)) continue;
      const bytes = readFileSync(join(dist, 'assets', file));
      found.set(file, { file, first, raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length });
    }
  }
  follow(readFileSync(join(dist, page), 'utf8'), true);
  for (const { file } of found.values()) follow(readFileSync(join(dist, 'assets', file), 'utf8'), false);
  return [...found.values()];
}

export const total = (weights: readonly Weight[]) => weights.reduce((sum, { gzip }) => sum + gzip, 0);

if (import.meta.main) {
  const weights = weigh('dist', process.argv[2] ?? 'index.html');
  console.table(weights);
  console.log(`${total(weights.filter(({ first }) => first))} bytes (gzip) before anything is shown, ${total(weights)} in all`);
}
