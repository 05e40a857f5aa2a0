import { describe, expect, test } from 'vitest';
import { needRank, needsOf, type Standing } from '../../src/trainer/need.ts';
import type { Tile } from '../../src/lib/protocol.ts';
import { needWord } from '../../src/lib/messages/need.ts';
import { tile } from '../lib/desk.ts';

const calm: Partial<Tile> = { dial: 5, dial_since: 0, curve: [0, 5], quiet_since: 178_000 };
const standing = (more: Partial<Tile> = {}, stoodMs = 0): Standing => ({ tile: tile(1, { ...calm, ...more }), play: 178_000, stoodMs });
const kinds = (more: Partial<Tile>) => needsOf(standing(more)).map(({ kind }) => kind);
const flag = (name: Tile['flags'][number]['flag'], since: number): Tile['flags'] => [{ flag: name, by: 'csr', since }];

describe('a pair needs the trainer', () => {
  test('not while its call goes on as it should', () => {
    expect(kinds({})).toEqual([]);
  });
  test('when the dial has been at 9 or above for 30 seconds, also if it moved between 9 and 10', () => {
    expect(kinds({ dial: 9, dial_since: 149_000, curve: [0, 7, 149, 9] })).toEqual([]);
    expect(kinds({ dial: 9, dial_since: 148_000, curve: [0, 7, 148, 9] })).toEqual(['hot']);
    expect(kinds({ dial: 10, dial_since: 170_000, curve: [0, 7, 140, 9, 170, 10] })).toEqual(['hot']);
    expect(kinds({ dial: 10, dial_since: 170_000, curve: [0, 9, 140, 8, 170, 10] })).toEqual([]);
  });
  test('when nobody has written for a minute, unless somebody types or the customer is on hold', () => {
    expect(kinds({ quiet_since: 118_000 })).toEqual(['quiet']);
    expect(kinds({ quiet_since: 119_000 })).toEqual([]);
    expect(kinds({ quiet_since: 100_000, typing: ['csr'] })).toEqual([]);
    expect(kinds({ quiet_since: 100_000, hold_until: 200_000 })).toEqual([]);
  });
  test('not for anger or silence while it is frozen or not in its call', () => {
    expect(kinds({ quiet_since: 0, running: false })).toEqual([]);
    expect(kinds({ quiet_since: 0, phase: 'score' })).toEqual([]);
  });
  test('never once it is over', () => {
    expect(kinds({ phase: 'over', flags: flag('help', 0) })).toEqual([]);
  });
  test('with the time it has stood still counted on', () => {
    expect(needsOf(standing({ running: false, flags: flag('stepped_out', 173_000) }, 40_000))[0]).toMatchObject({ kind: 'stepped_out', forMs: 45_000 });
  });
});

test('the rank is the order of the reasons, then the longest wait, then the most reasons', () => {
  const pairs = [
    { name: 'asleep', ...standing({ flags: flag('asleep', 0) }) },
    { name: 'quiet', ...standing({ quiet_since: 100_000 }) },
    { name: 'help later', ...standing({ flags: flag('help', 170_000) }) },
    { name: 'help first', ...standing({ flags: flag('help', 150_000) }) },
    { name: 'out', ...standing({ flags: flag('stepped_out', 177_000) }) },
    { name: 'calm', ...standing() },
  ];
  expect(needRank(pairs, (pair) => pair).map(({ item }) => item.name)).toEqual(['out', 'help first', 'help later', 'quiet', 'asleep']);
});

test('the reason is said with a name and since when', () => {
  const names = { csr: 'Zoë R.', customer: 'Ali M.' };
  expect(needWord({ kind: 'stepped_out', by: 'csr', forMs: 5000 }, names, 7)).toBe('Out of role pressed by Zoë · 5 s');
  expect(needWord({ kind: 'hot', by: 'customer', forMs: 40_000 }, names, 9)).toBe('Anger 9 for 40 s');
  expect(needWord({ kind: 'quiet', by: 'engine', forMs: 200_000 }, names, 9)).toBe('Nobody has written for 3 min');
  expect(needWord({ kind: 'help', by: 'observer', forMs: 0 }, names, 9)).toBe('Help asked by the observer · 0 s');
});
