// The wall at one moment: every pair with its names, what it needs and what it has left.
import type { Room } from '../lib/protocol.ts';
import type { PairNames } from '../lib/messages/need.ts';
import type { Cell } from './cell.svelte.ts';
import { needRank, needsOf, type Need, type Standing } from './need.ts';

export interface Shown extends Standing {
  cell: Cell;
  session: number;
  names: PairNames;
  needs: readonly Need[];
}

export const PINNED_MAX = 3; // as many as somebody can keep an eye on

export function standings(cells: readonly Cell[], at: number, nameOf: (person: number) => string): Shown[] {
  return cells.map((cell) => {
    const standing = cell.standing(at);
    const { csr, customer } = standing.tile;
    return { cell, session: cell.session, ...standing, names: { csr: nameOf(csr), customer: nameOf(customer) }, needs: needsOf(standing) };
  });
}

/** The most urgent ones, each with its reasons. */
export function pinned(all: readonly Shown[]): Shown[] {
  return needRank(all, (shown) => shown)
    .slice(0, PINNED_MAX)
    .map(({ item }) => item);
}

/** The order in which the keys walk: the pinned ones first, then the others as they stand on the wall. */
export function walk(top: readonly Shown[], all: readonly Shown[]): number[] {
  const first = top.map(({ session }) => session);
  return [...first, ...all.map(({ session }) => session).filter((session) => !first.includes(session))];
}

/** The next one in a walk, round and round; from nowhere: its beginning or its end. */
export function walkStep(order: readonly number[], from: number, step: 1 | -1): number {
  if (order.length === 0) return 0;
  const place = order.indexOf(from);
  if (place < 0) return order[step === 1 ? 0 : order.length - 1]!;
  return order[(place + step + order.length) % order.length]!;
}

/** In how many pairs a phone is asleep or has lost its connection. */
export function presenceCounts(all: readonly Shown[]): { asleep: number; reconnecting: number } {
  const has = (flag: string) => all.filter(({ tile }) => tile.flags.some((each) => each.flag === flag)).length;
  return { asleep: has('asleep'), reconnecting: has('dropped') };
}

/** The room's pair behind a session; undefined once the round is over. */
export function pairOf(room: Room, session: number): Room['pairs'][number] | undefined {
  return room.pairs.find((pair) => pair.session === session);
}
