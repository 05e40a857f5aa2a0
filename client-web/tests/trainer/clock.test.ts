import { expect, test } from 'vitest';
import { clockApart, leftOf, roundClock } from '../../src/trainer/clock.ts';
import type { Tile } from '../../src/lib/protocol.ts';
import { tile } from '../lib/desk.ts';

const at = (play: number, more: Partial<Tile> = {}) => ({ tile: tile(1, { ends: 400_000, ...more }), play });

test('a round shows the phase of most pairs and the time that most of them have left', () => {
  const clock = roundClock([at(100_000), at(100_000), at(100_000, { ends: 520_000 }), at(100_000, { phase: 'back', ends: 60_000 })]);
  expect(clock).toEqual({ phase: 'call', left: 300_000, running: true, pairs: 3, of: 4 });
});

test('pairs that are over count only once all of them are', () => {
  const over = at(100_000, { phase: 'over', running: false });
  expect(roundClock([over, over, at(100_000, { phase: 'talk' })])?.phase).toBe('talk');
  expect(roundClock([over, over])).toMatchObject({ phase: 'over', left: undefined });
  expect(roundClock([])).toBeUndefined();
});

test('a pair shows its own clock when it is in another phase or more than five seconds off', () => {
  const round = roundClock([at(100_000), at(100_000), at(100_000)]);
  expect(clockApart(at(104_000), round)).toBe(false);
  expect(clockApart(at(100_000, { ends: 520_000 }), round)).toBe(true);
  expect(clockApart(at(100_000, { phase: 'back' }), round)).toBe(true);
});

test('a phase without an end has no time left to show, and nobody has less than none', () => {
  expect(leftOf(at(100_000, { ends: 0 }))).toBeUndefined();
  expect(leftOf(at(500_000))).toBe(0);
});
