import { describe, expect, test } from 'vitest';
import { cellNew } from '../../src/trainer/cell.svelte.ts';
import { deckOrder } from '../../src/trainer/deck.ts';
import { wallKey } from '../../src/trainer/keys.ts';
import { routeRead, routeWrite } from '../../src/trainer/route.ts';
import { pairsOf, seatedCount, sittingOut, sparesFor } from '../../src/trainer/seating.ts';
import { secondsFit, secondsRead, setupFor, setupOf, setupSwitch } from '../../src/trainer/setup.ts';
import { pinned, standings, walk, walkStep } from '../../src/trainer/standings.ts';
import { library, pairsFor, people, room, rubric, scenario, sessionOf, tile } from '../lib/desk.ts';

describe('a cell', () => {
  test('counts the play clock on while the pair runs, and the standing time while it does not', () => {
    const cell = cellNew(tile(1, { play: 10_000 }), 1000);
    expect(cell.standing(3000)).toMatchObject({ play: 12_000, stoodMs: 0 });
    cell.tell(tile(1, { play: 12_000, running: false }), 3000);
    cell.tell(tile(1, { play: 12_000, running: false, said: 10 }), 5000);
    expect(cell.standing(9000)).toMatchObject({ play: 12_000, stoodMs: 6000 });
    cell.tell(tile(1, { play: 12_000 }), 9000);
    expect(cell.standing(9500)).toMatchObject({ play: 12_500, stoodMs: 0 });
  });
});

describe('the keys walk', () => {
  const quiet = { quiet_since: 178_000, dial: 5, curve: [0, 5] };
  const cells = [1, 2, 3, 4, 5].map((pair) => cellNew(tile(pair, { ...quiet, flags: pair === 4 ? [{ flag: 'help', by: 'csr', since: 100_000 }] : [] }), 0));
  const all = standings(cells, 0, String);
  const order = walk(pinned(all), all);

  test('from the pinned pairs to the others, each once', () => {
    expect(order).toEqual([4, 1, 2, 3, 5].map((pair) => sessionOf(pair)));
  });
  test('round and round, and from nowhere to the first or the last', () => {
    expect(walkStep(order, sessionOf(5), 1)).toBe(sessionOf(4));
    expect(walkStep(order, sessionOf(4), -1)).toBe(sessionOf(5));
    expect(walkStep(order, 0, 1)).toBe(sessionOf(4));
    expect(walkStep(order, 0, -1)).toBe(sessionOf(5));
    expect(walkStep([], 7, 1)).toBe(0);
  });
  test('unless a key comes with Ctrl, Alt or the command key', () => {
    const key = (more: object) => wallKey({ key: 'F', ctrlKey: false, altKey: false, metaKey: false, ...more });
    expect(key({})).toBe('freeze');
    expect(key({ ctrlKey: true })).toBeUndefined();
    expect(key({ key: 'x' })).toBeUndefined();
  });
});

describe('a round’s settings', () => {
  test('come from the scenario and its rubric, within what the server takes', () => {
    const card = { ...scenario(), times: { brief_s: 5, call_s: 9000, back_s: 0, score_s: 90, talk_s: 90 } };
    expect(setupFor(card, rubric(), '')).toMatchObject({ brief_s: 15, call_s: 7200, back_s: 10, doctrine: card.doctrine, focus: rubric().focus });
  });
  test('keep what the trainer has chosen when the scenario changes', () => {
    const before = { ...setupFor(scenario(), rubric(), 'care_first'), ready_starts: false, focus: [4] };
    const other = { ...library().scenarios[1]!, times: { ...scenario().times, call_s: 480 } };
    expect(setupSwitch(before, other, rubric(), '')).toMatchObject({ scenario: other.id, doctrine: 'care_first', ready_starts: false, focus: [4], call_s: 480 });
  });
  test('are those of the last round, if there was one', () => {
    expect(setupOf(room())?.scenario).toBe(scenario().id);
    expect(setupOf(room({ setup: { ...room().setup, scenario: '' } }))).toBeUndefined();
  });
  test('read lengths as people write them', () => {
    expect(secondsRead('6')).toBe(360);
    expect(secondsRead(' 6:30 ')).toBe(390);
    expect(secondsRead('0:45')).toBe(45);
    expect(secondsRead('6:75')).toBeUndefined();
    expect(secondsRead('six')).toBeUndefined();
    expect(secondsFit('call_s', 3)).toBe(30);
  });
});

describe('seats', () => {
  const told = room({ people: people(6, (person) => (person === 6 ? { here: false } : {})), pairs: [...pairsFor(4, true), { pair: 0, session: 0, csr: 0, customer: 0, observers: [5], variant: 0, met: 0 }] });
  test('those who sit out are in no pair', () => {
    expect(pairsOf(told)).toHaveLength(2);
    expect(seatedCount(told)).toBe(4);
    expect(sittingOut(told).map(({ person }) => person)).toEqual([5, 6]);
  });
  test('a spare is here and does not play; who watches a pair comes last', () => {
    const watching = { ...told, pairs: told.pairs.map((pair) => (pair.pair === 1 ? { ...pair, observers: [5] } : pair)), people: [...told.people, { ...people(7)[6]! }] };
    expect(sparesFor(watching).map(({ person }) => person)).toEqual([7, 5]);
  });
});

test('the deck shows what waits for a hand first, then by time, what has fired last', () => {
  const base = scenario().twists[0]!;
  const twists = [
    { ...base, id: 'when', trigger: 'when' as const },
    { ...base, id: 'late', trigger: 'at' as const, at_s: 200 },
    { ...base, id: 'soon', trigger: 'at' as const, at_s: 100 },
    { ...base, id: 'fired', trigger: 'hand' as const },
    { ...base, id: 'hand', trigger: 'hand' as const },
  ];
  expect(deckOrder(twists, new Map([['fired', 5]])).map(({ id }) => id)).toEqual(['hand', 'soon', 'late', 'when', 'fired']);
});

test('the fragment says which class and which pair, and nothing else', () => {
  for (const route of [{ name: 'classes' }, { name: 'class', stream: 67108864, open: 0 }, { name: 'class', stream: 67108864, open: 67371520 }] as const) expect(routeRead(routeWrite(route))).toEqual(route);
  expect(routeRead('#class=x')).toEqual({ name: 'classes' });
  expect(routeRead('#class=1e99')).toEqual({ name: 'classes' });
});
