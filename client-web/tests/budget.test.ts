// What a phone on a school's Wi-Fi loads of script and style, packed as the server sends it (build/weigh.ts). Fonts come on top
// and block nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagesBuild } from '../build/pages.ts';
import { total, weigh, type Weight } from '../build/weigh.ts';

const GZIP_MAX = 45_000; // over plain http
const BROTLI_MAX = 42_000; // over https

const folder = mkdtempSync(join(tmpdir(), 'coolhead-budget-'));
let weights: Weight[] = [];

beforeAll(async () => {
  process.env.NODE_ENV = 'production'; // the test runner's own would build Svelte for development
  await pagesBuild(folder, [['index.html']]);
  weights = weigh(folder, 'index.html');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

test('the trainee’s page, to its last screen', () => {
  expect(total(weights, 'gzip')).toBeLessThanOrEqual(GZIP_MAX);
  expect(total(weights, 'brotli')).toBeLessThanOrEqual(BROTLI_MAX);
});

test('no file is forgotten, and what is packed is what was built', () => {
  const built = readdirSync(join(folder, 'assets')).filter((name) => /\.(js|css)$/.test(name));
  expect(weights.map(({ file }) => file).sort()).toEqual(built.sort());
  for (const file of built.map((name) => join(folder, 'assets', name))) expect(gunzipSync(readFileSync(`${file}.gz`)).equals(readFileSync(file))).toBe(true);
});

test('the page names no address and holds no inline code', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<style|<script(?![^>]*src)|https?:/);
});
