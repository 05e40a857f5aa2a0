// Who sits where in a proposal, seen from the people.
import type { Room } from '../lib/protocol.ts';

export type Pair = Room['pairs'][number];
export type Person = Room['people'][number];

/** Pairs that play; the entry for those who sit out is not one. */
export function pairsOf({ pairs }: Pick<Room, 'pairs'>): readonly Pair[] {
  return pairs.filter(({ pair }) => pair > 0);
}

/** People without a seat, in the order in which they joined. */
export function sittingOut({ people, pairs }: Pick<Room, 'people' | 'pairs'>): readonly Person[] {
  const seated = new Set(pairsOf({ pairs }).flatMap(({ csr, customer, observers }) => [csr, customer, ...observers]));
  return people.filter(({ person }) => !seated.has(person));
}

export function seatedCount(room: Pick<Room, 'pairs'>): number {
  return pairsOf(room).reduce((sum, { observers }) => sum + 2 + observers.length, 0);
}

/** Who could step in for a seat: here, and not playing. Observers of other pairs come after those who sit out. */
export function sparesFor(room: Pick<Room, 'people' | 'pairs'>): readonly Person[] {
  const observing = new Set(pairsOf(room).flatMap(({ observers }) => observers));
  const playing = new Set(pairsOf(room).flatMap(({ csr, customer }) => [csr, customer]));
  const free = room.people.filter(({ person, here }) => here && !playing.has(person));
  return [...free.filter(({ person }) => !observing.has(person)), ...free.filter(({ person }) => observing.has(person))];
}
