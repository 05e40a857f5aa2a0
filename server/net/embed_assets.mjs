// Writes the client into a C file: node embed_assets.mjs DIST OUT.c
//
// OUT.c takes in DIST's files, and their packed forms FILE.gz and FILE.br, with .incbin, which a
// compiler does at once where an array of a megabyte takes it seconds. Without DIST: a sentence and
// exit 1.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};
// Vite puts what it names by content hash into assets/; nothing else may be cached for good.
const isHashed = (path) => path.startsWith('/assets/') && /-[\w-]{8}\.\w+$/.test(path);

const suffixes = { gzip: '.gz', brotli: '.br' };

const [dist, out] = process.argv.slice(2);
if (!existsSync(join(dist, 'index.html'))) {
  console.error(
    `${dist}/index.html is missing: build the client first (npm ci && npm run build in client-web), or configure with -DCOOLHEAD_CLIENT=OFF to build the server without its pages.`,
  );
  process.exit(1);
}

function filesOf(dir, prefix) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith('.')) return [];
    const path = `${prefix}/${entry.name}`;
    return entry.isDirectory() ? filesOf(join(dir, entry.name), path) : [path];
  });
}

const quoted = (text) => JSON.stringify(text);
const includes = [];
const rows = [];

// One blob of bytes as a symbol; gives the initialiser of its struct str.
function blob(symbol, file, length) {
  includes.push(`BLOB(${symbol}, ${quoted(resolve(file))})`);
  return `{ ${symbol}, ${length} }`;
}

const paths = filesOf(dist, '')
  .filter((path) => !Object.values(suffixes).includes(extname(path)))
  .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
paths.forEach((path, i) => {
  const type = types[extname(path)];
  if (!type) throw new Error(`${path}: add the type of ${extname(path) || 'files without a suffix'} to embed_assets.mjs`);
  const file = join(dist, path);
  const bytes = readFileSync(file);
  const etag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`;
  const forms = [`.raw = ${blob(`asset_${i}_raw`, file, bytes.length)}`];
  for (const [name, suffix] of Object.entries(suffixes)) {
    const packed = file + suffix;
    if (existsSync(packed)) forms.push(`.${name} = ${blob(`asset_${i}_${name}`, packed, statSync(packed).size)}`);
  }
  rows.push(`    { .path = ${quoted(path)}, .type = ${quoted(type)}, .etag = ${quoted(etag)}, .immutable = ${isHashed(path)},
      ${forms.join(', ')} },`);
});

writeFileSync(
  out,
  `// Written by embed_assets.mjs from client-web/dist.
#include "net/assets.h"

#define BLOB(symbol, file)                                                                         \\
    __asm__(".section .rodata\\n.global " #symbol "\\n" #symbol ":\\n.incbin \\"" file "\\"\\n.byte 0\\n.previous\\n"); \\
    extern const char symbol[];

${includes.join('\n')}

const struct asset assets[] = {
${rows.join('\n')}
};
const size_t assets_count = sizeof assets / sizeof assets[0];
`,
);
