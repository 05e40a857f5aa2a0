// Events → what a timeline shows: the dial as steps, who had the floor, twists and bookmarks, and the figures beside them.
// Times are play milliseconds since the call began; what came before is clipped to its beginning.
import type { Event as EventFrame, SessionEvent } from '../lib/protocol.ts';

type Speaker = 'csr' | 'customer';

export interface Floor {
  by: Speaker;
  from: number;
  to: number;
}

export interface Pin {
  n: number;
  at: number;
  title: string;
}

export interface Timeline {
  /** The play clock when the call began: what all times here count from. */
  began: number;
  length: number;
  dial: readonly (readonly [at: number, value: number])[];
  floor: readonly Floor[];
  twists: readonly Pin[];
  marks: readonly Pin[];
  figures: Figures;
}

export interface Figures {
  peak: number;
  end: number;
  /** Of all words; undefined: nobody wrote. */
  csrShare: number | undefined;
  interruptions: number;
  replySeconds: number | undefined;
}

const TAPPED_MS = 1500; // a line that was tapped and not typed still took somebody's turn
const JOIN_MS = 1200; // a shorter break is the same turn
const LENGTH_MIN_MS = 1000;

export function timelineOf(events: readonly EventFrame[]): Timeline {
  const began = phaseBegan(events, 'call') ?? 0;
  const ended = callEnd(events, began);
  const length = Math.max(LENGTH_MIN_MS, ended - began);
  const at = (play: number) => Math.min(length, Math.max(0, play - began));
  const dial = dialSteps(events, at);
  return {
    began,
    length,
    dial,
    floor: floorBars(events, at),
    twists: pins(events, at, (event) => (event.type === 'twist_fired' ? event.title : undefined)),
    marks: pins(events, at, (event) => (event.type === 'marked' ? event.note || 'Bookmark' : undefined)),
    figures: figures(events, dial),
  };
}

function phaseBegan(events: readonly EventFrame[], phase: string): number | undefined {
  return events.find(({ event }) => event.type === 'phase_began' && event.phase === phase)?.play;
}

/** Where the call ended: with the next phase, or with the last event of one that is still on. */
function callEnd(events: readonly EventFrame[], began: number): number {
  const after = events.find(({ event, play }) => event.type === 'phase_began' && event.phase !== 'brief' && event.phase !== 'call' && play >= began);
  return after?.play ?? events[events.length - 1]?.play ?? began;
}

function dialSteps(events: readonly EventFrame[], at: (play: number) => number): [number, number][] {
  const steps: [number, number][] = [];
  for (const { event, play } of events) {
    const value = event.type === 'opened' ? event.dial : event.type === 'dial_set' ? event.value : undefined;
    if (value !== undefined) steps.push([at(play), value]);
  }
  return steps;
}

function floorBars(events: readonly EventFrame[], at: (play: number) => number): Floor[] {
  const since = new Map<Speaker, number>();
  const bars: Floor[] = [];
  for (const { event, play } of events) {
    if (event.type !== 'typing_changed' && event.type !== 'said') continue;
    if (event.by !== 'csr' && event.by !== 'customer') continue;
    const by = event.by;
    const from = since.get(by);
    if (event.type === 'typing_changed' && event.on) {
      if (from === undefined) since.set(by, play);
      continue;
    }
    since.delete(by);
    if (event.type === 'said' || from !== undefined) bars.push({ by, from: at(from ?? play - TAPPED_MS), to: at(play) });
  }
  return joined(bars.filter(({ from, to }) => to > from));
}

function joined(bars: readonly Floor[]): Floor[] {
  const all: Floor[] = [];
  for (const by of ['csr', 'customer'] as const)
    for (const bar of bars.filter((each) => each.by === by)) {
      const last = all[all.length - 1];
      if (last?.by === by && bar.from - last.to < JOIN_MS) all[all.length - 1] = { ...last, to: Math.max(last.to, bar.to) };
      else all.push(bar);
    }
  return all.sort((a, b) => a.from - b.from);
}

function pins(events: readonly EventFrame[], at: (play: number) => number, title: (event: SessionEvent) => string | undefined): Pin[] {
  return events.flatMap(({ n, play, event }) => {
    const text = title(event as SessionEvent);
    return text === undefined ? [] : [{ n, at: at(play), title: text }];
  });
}

function figures(events: readonly EventFrame[], dial: readonly (readonly [number, number])[]): Figures {
  const lines = events.flatMap(({ play, event }) => (event.type === 'said' ? [{ play, ...event }] : []));
  const words = (by: Speaker) => lines.filter((line) => line.by === by).reduce((sum, line) => sum + line.words, 0);
  const all = words('csr') + words('customer');
  const replies = lines.flatMap((line, i) => {
    const before = lines[i - 1];
    return line.by === 'csr' && before?.by === 'customer' ? [(line.play - before.play) / 1000] : [];
  });
  return {
    peak: Math.max(0, ...dial.map(([, value]) => value)),
    end: dial[dial.length - 1]?.[1] ?? 0,
    csrShare: all > 0 ? words('csr') / all : undefined,
    interruptions: lines.filter(({ interrupts, backchannel }) => interrupts && !backchannel).length,
    replySeconds: median(replies),
  };
}

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1]! + sorted[half]!) / 2;
}

/** The dial at a moment; 0 before the first step. */
export function dialAt({ dial }: Pick<Timeline, 'dial'>, at: number): number {
  return dial.reduce((value, [from, next]) => (from <= at ? next : value), dial[0]?.[1] ?? 0);
}
