// The clock of a round. Every pair has its own, so the round shows the phase that most pairs are in and the time that most
// of them have left: the middle one of those in that phase. A pair that is far from it shows its own.
import type { Phase, Tile } from '../lib/protocol.ts';

export interface Timed {
  tile: Tile;
  play: number;
}

export interface RoundClock {
  phase: Phase;
  /** undefined: this phase ends when somebody says so. */
  left: number | undefined;
  running: boolean;
  /** How many pairs are in this phase, and how many in all. */
  pairs: number;
  of: number;
}

const PHASES: readonly Phase[] = ['brief', 'call', 'back', 'score', 'talk', 'over'];
export const APART_MS = 5_000; // two clocks this close are the same one to a trainer

export function roundClock(all: readonly Timed[]): RoundClock | undefined {
  const going = all.some(({ tile }) => tile.phase !== 'over') ? all.filter(({ tile }) => tile.phase !== 'over') : all;
  if (going.length === 0) return undefined;
  const phase = PHASES.reduce((most, each) => (count(going, each) > count(going, most) ? each : most), 'brief');
  const inPhase = going.filter(({ tile }) => tile.phase === phase);
  const lefts = inPhase.flatMap((each) => leftOf(each) ?? []).sort((a, b) => a - b);
  return { phase, left: lefts[Math.floor(lefts.length / 2)], running: inPhase.some(({ tile }) => tile.running), pairs: inPhase.length, of: all.length };
}

/** What a pair has left in its phase; undefined: until somebody says so. */
export function leftOf({ tile, play }: Timed): number | undefined {
  return tile.ends > 0 && tile.phase !== 'over' ? Math.max(0, tile.ends - play) : undefined;
}

/** Whether this pair's clock is another one than the round's, so that it has to be shown. */
export function clockApart(pair: Timed, round: RoundClock | undefined): boolean {
  if (!round || pair.tile.phase !== round.phase) return true;
  const left = leftOf(pair);
  return left !== undefined && round.left !== undefined && Math.abs(left - round.left) > APART_MS;
}

function count(all: readonly Timed[], phase: Phase): number {
  return all.filter(({ tile }) => tile.phase === phase).length;
}
