// What a page loads of script and style, packed as the server sends it: node build/weigh.ts [PAGE] prints it, index.html by
// default.
//
// gzip is the figure that counts: browsers take brotli over https only, and a class often meets on a plain LAN address. Fonts
// come on top and block nothing.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface Weight {
  file: string;
  raw: number;
  gzip: number;
  brotli: number;
}

/** Every file that the page names, and every file that one of those names. */
export function weigh(dist: string, page: string): Weight[] {
  const found = new Map<string, Weight>();
  function follow(text: string): void {
    for (const [, file] of text.matchAll(/([\w.-]+-[\w-]{8}\.(?:js|css))\b/g)) {
      if (!file || found.has(file)) continue;
      const size = (suffix: string) => statSync(join(dist, 'assets', file + suffix)).size;
      found.set(file, { file, raw: size(''), gzip: size('.gz'), brotli: size('.br') });
    }
  }
  follow(readFileSync(join(dist, page), 'utf8'));
  for (const { file } of found.values()) follow(readFileSync(join(dist, 'assets', file), 'utf8'));
  return [...found.values()];
}

export const total = (weights: readonly Weight[], form: 'gzip' | 'brotli') => weights.reduce((sum, each) => sum + each[form], 0);

if (import.meta.main) {
  const weights = weigh('dist', process.argv[2] ?? 'index.html');
  console.table(weights);
  console.log(`${total(weights, 'gzip')} bytes in gzip, ${total(weights, 'brotli')} in brotli`);
}
