// What a phone on a school's Wi-Fi loads of script and style, gzipped as the server sends it over plain http (build/weigh.ts):
// the join page comes first, and the screens of a call while the person types a name. Fonts come on top and block nothing.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pagesBuild } from '../build/pages.ts';
import { total, weigh, type Weight } from '../build/weigh.ts';

const FIRST_MAX = 36_000;
const ALL_MAX = 58_000;

const folder = mkdtempSync(join(tmpdir(), 'coolhead-budget-'));
let weights: Weight[] = [];

beforeAll(async () => {
  process.env.NODE_ENV = 'production'; // the test runner's own would build Svelte for development
  await pagesBuild(folder, [['index.html']]);
  weights = weigh(folder, 'index.html');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true }));

test('the join page', () => {
  const first = weights.filter((each) => each.first);
  expect(first.length).toBeGreaterThan(0);
  expect(total(first)).toBeLessThanOrEqual(FIRST_MAX);
});

test('all of the trainee’s page, and no file is forgotten', () => {
  const built = readdirSync(join(folder, 'assets')).filter((name) => /\.(js|css)$/.test(name));
  expect(weights.map(({ file }) => file).sort()).toEqual(built.sort());
  expect(total(weights)).toBeLessThanOrEqual(ALL_MAX);
});

test('the page names no address and holds no inline code', () => {
  const html = readFileSync(join(folder, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<style|<script(?![^>]*src)|https?:/);
});
