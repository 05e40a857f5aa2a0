// Events → the lines of a transcript for somebody who watches. A move of the dial belongs to the line that it answered:
// it is shown beside that line, not as a line of its own.
import type { Event as EventFrame, SessionEvent } from './protocol.ts';
import { watchWord, type Tone, type Watch } from './messages/watch.ts';

export interface Line {
  n: number;
  play: number;
  tone: Tone;
  who: string;
  text: string;
  about: string | undefined;
  /** Sent while the customer was typing. */
  interrupts: boolean;
  /** Phrase classes of the lexicon, one bit each. */
  classes: number;
  /** Where the dial went after this line, before the next one. */
  dial: number | undefined;
}

/** watch: who sits where, as far as is known; nameOf: a person by number, empty if unknown. Stand-ins speak in their own name. */
export function transcript(events: readonly EventFrame[], watch: Watch, nameOf: (person: number) => string): Line[] {
  const lines: Line[] = [];
  let now = watch;
  for (const frame of events) {
    const event = frame.event as SessionEvent;
    now = seated(now, event, nameOf);
    const last = lines[lines.length - 1];
    if (event.type === 'dial_set' && last) lines[lines.length - 1] = { ...last, dial: event.value };
    const line = lineOf(frame, now);
    if (line) lines.push(line);
  }
  return lines;
}

function seated(watch: Watch, event: SessionEvent, nameOf: (person: number) => string): Watch {
  if (event.type === 'opened') return { ...watch, csr: nameOf(event.csr) || watch.csr, customer: nameOf(event.customer) || watch.customer };
  if (event.type !== 'seat_taken' || event.seat === 'observer') return watch;
  return { ...watch, [event.seat]: nameOf(event.person) || 'Stand-in' };
}

function lineOf({ n, play, event }: EventFrame, watch: Watch): Line | undefined {
  const word = watchWord(event as SessionEvent, watch);
  if (!word) return undefined;
  const said = event.type === 'said' ? event : undefined;
  return { n, play, ...word, about: word.about, interrupts: said?.interrupts ?? false, classes: said?.classes ?? 0, dial: undefined };
}
