// A phone on a school's Wi-Fi opens the join page with at most 45 kB of script and style, gzipped, and the whole of the
// trainee's page with at most 65 kB; fonts come on top and block nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, mergeConfig } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import config from '../vite.config.ts';

const folder = mkdtempSync(join(tmpdir(), 'coolhead-budget-'));
let sizes: { name: string; bytes: number }[] = [];

beforeAll(async () => {
  process.env.NODE_ENV = 'production'; // the test runner's own would build Svelte for development
  const only = { ...config, build: { ...config.build, rolldownOptions: { input: 'index.html' } } };
  await build(mergeConfig(only, { configFile: false, logLevel: 'silent', build: { outDir: folder, emptyOutDir: true } }));
  sizes = readdirSync(join(folder, 'assets'))
    .filter((name) => /\.(js|css)$/.test(name))
    .map((name) => ({ name, bytes: gzipSync(readFileSync(join(folder, 'assets', name))).length }));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

const total = (list: typeof sizes) => list.reduce((sum, { bytes }) => sum + bytes, 0);

test('the join page', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  const first = sizes.filter(({ name }) => html.includes(name));
  expect(first.length).toBeGreaterThan(0);
  expect(total(first)).toBeLessThanOrEqual(45_000);
});

test('all of the trainee’s page', () => {
  expect(total(sizes)).toBeLessThanOrEqual(65_000);
});

test('the page names no address and holds no inline code', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<style|<script(?![^>]*src)|https?:/);
});
