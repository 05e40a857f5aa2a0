// The list of recordings: what state each is in for its trainer, and which of them a filter leaves.
import type { Recordings } from '../lib/api.ts';

export type Entry = Recordings['recordings'][number];
export type ReviewState = 'live' | 'open' | 'started' | 'submitted' | 'published';
export type Filter = 'all' | 'todo' | 'published';

/** open: the trainer has not begun to score it. */
export function reviewState({ live, sheets }: Entry): ReviewState {
  if (live) return 'live';
  return sheets.find(({ kind }) => kind === 'trainer')?.state ?? 'open';
}

export function listFilter(entries: readonly Entry[], filter: Filter, words: string): Entry[] {
  const wanted = words.trim().toLocaleLowerCase();
  return entries.filter((entry) => fits(reviewState(entry), filter) && `${entry.csr.name} ${entry.customer.name} ${entry.scenario}`.toLocaleLowerCase().includes(wanted));
}

function fits(state: ReviewState, filter: Filter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'published':
      return state === 'published';
    case 'todo':
      return state !== 'published';
  }
}

export interface Round {
  round: number;
  entries: readonly Entry[];
}

/** The latest round first. */
export function byRound(entries: readonly Entry[]): Round[] {
  const rounds = [...new Set(entries.map(({ round }) => round))].sort((a, b) => b - a);
  return rounds.map((round) => ({ round, entries: entries.filter((entry) => entry.round === round) }));
}

/** The recordings before and after one, in the order of the list. */
export function neighbours(entries: readonly Entry[], session: number): { before: Entry | undefined; after: Entry | undefined } {
  const order = byRound(entries).flatMap((round) => round.entries);
  const place = order.findIndex((entry) => entry.session === session);
  return { before: place > 0 ? order[place - 1] : undefined, after: place >= 0 ? order[place + 1] : undefined };
}
