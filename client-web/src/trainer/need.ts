// Which pair needs the trainer, and why. The order of the kinds is the rank, so that it can be explained in one sentence;
// within a kind the one that has waited longest comes first.
//
// Anger and silence only count while the call runs: a frozen pair waits for the trainer, not for each other.
import type { Tile } from '../lib/protocol.ts';

export const NEEDS = ['stepped_out', 'help', 'left', 'dropped', 'hot', 'quiet', 'supervisor', 'hold_over', 'abuse', 'asleep'] as const;
export type NeedKind = (typeof NEEDS)[number];

export interface Need {
  kind: NeedKind;
  /** The seat it is about; engine: the pair. */
  by: Tile['flags'][number]['by'];
  forMs: number;
}

/** A tile as it stands now. stoodMs: how long it has stood still on the reader's clock; 0 while it runs. */
export interface Standing {
  tile: Tile;
  play: number;
  stoodMs: number;
}

const HOT_AT = 9;
const HOT_MS = 30_000; // shorter is a good outburst, and part of the exercise
const QUIET_MS = 60_000;

export function needsOf({ tile, play, stoodMs }: Standing): Need[] {
  if (tile.phase === 'over') return [];
  const since = (playMs: number) => Math.max(0, play - playMs) + stoodMs;
  const flagged: Need[] = tile.flags.map(({ flag, by, since: from }) => ({ kind: flag, by, forMs: since(from) }));
  const lively = tile.phase === 'call' && tile.running;
  const hotMs = lively ? play - hotSince(tile) : 0;
  const quietMs = lively && tile.hold_until === 0 && tile.typing.length === 0 ? play - tile.quiet_since : 0;
  if (hotMs >= HOT_MS) flagged.push({ kind: 'hot', by: 'customer', forMs: hotMs });
  if (quietMs >= QUIET_MS) flagged.push({ kind: 'quiet', by: 'engine', forMs: quietMs });
  return flagged.sort((a, b) => NEEDS.indexOf(a.kind) - NEEDS.indexOf(b.kind) || b.forMs - a.forMs);
}

/** Since when, in play ms, the dial has been at 9 or 10 without a break; Infinity: it is not. */
function hotSince({ dial, dial_since, curve }: Tile): number {
  if (dial < HOT_AT) return Infinity;
  let since = dial_since;
  for (let i = curve.length - 2; i >= 0 && curve[i + 1]! >= HOT_AT; i -= 2) since = Math.min(since, curve[i]! * 1000);
  return since;
}

export interface Ranked<T> {
  item: T;
  needs: readonly Need[];
}

/** Those that need the trainer, the most urgent first. */
export function needRank<T>(items: readonly T[], standing: (item: T) => Standing): Ranked<T>[] {
  return items
    .map((item) => ({ item, needs: needsOf(standing(item)) }))
    .filter(({ needs }) => needs.length > 0)
    .sort((a, b) => compare(a.needs[0]!, b.needs[0]!) || b.needs.length - a.needs.length);
}

function compare(a: Need, b: Need): number {
  return NEEDS.indexOf(a.kind) - NEEDS.indexOf(b.kind) || b.forMs - a.forMs;
}
