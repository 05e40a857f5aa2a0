// Every pair of text and ground that the tokens promise is readable, in the light and in the dark theme.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { heatText } from '../src/lib/heat.ts';

const source = readFileSync(new URL('../src/tokens.css', import.meta.url), 'utf8');
const [lightSource, darkSource] = source.split('@media (prefers-color-scheme: dark)') as [string, string];
const colours = (text: string) => Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));
const light = colours(lightSource);
const dark = { ...light, ...colours(darkSource) };

const TEXT: readonly (readonly [string, readonly string[]])[] = [
  ['ink', ['paper', 'card', 'sunk', 'cool-soft', 'ember-soft', 'twist-soft', 'warn-soft', 'ok-soft']],
  ['ink-2', ['paper', 'card', 'sunk']],
  ['ink-3', ['paper', 'card', 'sunk']],
  ['on-cool', ['cool']],
  ['on-ember', ['ember']],
  ['cool-ink', ['paper', 'card', 'cool-soft']],
  ['ember-ink', ['paper', 'card', 'ember-soft']],
  ['twist-ink', ['card', 'twist-soft']],
  ['ok-ink', ['card', 'ok-soft']],
  ['warn-ink', ['card', 'warn-soft']],
];
const LINES: readonly (readonly [string, readonly string[]])[] = [
  ['edge', ['paper', 'card']],
  ['cool', ['paper', 'card']],
  ['ember', ['paper', 'card']],
  ['rec', ['card']],
];

for (const [theme, tokens] of [['light', light], ['dark', dark]] as const) {
  test(`${theme}: text has 4.5:1`, () => {
    for (const [ink, grounds] of TEXT) for (const ground of grounds) expect(contrast(tokens[ink]!, tokens[ground]!), `${ink} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
  test(`${theme}: lines of controls have 3:1`, () => {
    for (const [line, grounds] of LINES) for (const ground of grounds) expect(contrast(tokens[line]!, tokens[ground]!), `${line} on ${ground}`).toBeGreaterThanOrEqual(3);
  });
  test(`${theme}: the number on a heat badge has 4.5:1 at every level`, () => {
    for (let level = 0; level <= 10; level++) {
      const ink = /--([\w-]+)/.exec(heatText(level))![1]!;
      expect(contrast(tokens[ink]!, tokens[`h${level}`]!), `level ${level}`).toBeGreaterThanOrEqual(4.5);
    }
  });
}

function contrast(a: string, b: string): number {
  const [dim, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (bright + 0.05) / (dim + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const value = parseInt(colour.slice(i, i + 2), 16) / 255;
    return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
