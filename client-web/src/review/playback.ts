// Where the playhead goes next. Silence is skipped by jumping to shortly before the next thing that somebody did.
import type { Timeline } from './timeline.ts';

export const SPEEDS = [1, 2, 4] as const;
export type Speed = (typeof SPEEDS)[number];

const SILENCE_MS = 5000; // shorter is a pause, and a pause can be the point
const LEAD_MS = 800; // enough to see what comes

export interface Span {
  from: number;
  to: number;
}

/** Where nobody writes and nothing happens for long. */
export function silences({ floor, twists, marks, length }: Pick<Timeline, 'floor' | 'twists' | 'marks' | 'length'>): Span[] {
  const busy: Span[] = [...floor, ...[...twists, ...marks].map(({ at }) => ({ from: at, to: at }))].sort((a, b) => a.from - b.from);
  const spans: Span[] = [];
  let end = 0;
  for (const { from, to } of [...busy, { from: length, to: length }]) {
    if (from - end >= SILENCE_MS) spans.push({ from: end, to: from });
    end = Math.max(end, to);
  }
  return spans;
}

export function advance(at: number, elapsedMs: number, speed: Speed, skip: readonly Span[], length: number): number {
  const next = at + elapsedMs * speed;
  const silence = skip.find(({ from, to }) => next > from && next < to - LEAD_MS);
  return Math.min(length, silence ? silence.to - LEAD_MS : next);
}
