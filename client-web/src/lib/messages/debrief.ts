// Scoring and talking about it.
import type { Opened, Session } from '../fold.ts';
import type { Score, SessionEvent, SheetKind } from '../protocol.ts';
import type { Cast } from './moment.ts';

export function scoreAbout({ me }: Cast, partner: string): string {
  switch (me) {
    case 'csr':
      return `You were the representative · ${partner} can’t see this yet`;
    case 'customer':
      return `You score ${partner} as the customer · ${partner} can’t see this yet`;
    case 'observer':
      return 'Nobody can see this yet. Hand it in before the two of them have: then all scores open.';
  }
}

export function scoreLead({ me }: Cast, partner: string): string {
  switch (me) {
    case 'csr':
      return 'Score your own call, as it was and not as it should have been. N/A if it didn’t come up.';
    case 'customer':
      return `You know best how ${partner} sounded to you. Score what ${partner} did, not the anger you played.`;
    case 'observer':
      return 'The two of them are themselves again now. Score what you saw in this call, nothing else; N/A if it didn’t come up.';
  }
}

export function scoreWaits({ sheetsIn, ends }: Session, { me }: Cast, partner: string): string {
  const other: SheetKind = me === 'csr' ? 'customer' : 'self';
  const until = ends > 0 ? ' or the time is over' : '';
  if (me === 'observer') return `The scores open for all of you when everybody has handed in${until}.`;
  return sheetsIn.includes(other) ? 'The scores open in a moment.' : `Waiting for ${partner}. The scores open for both of you together when all are in${until}.`;
}

export interface Column {
  title: string;
  scores: readonly Score[];
}

export function openedColumns(opened: Opened, csr: string, customer: string): Column[] {
  const all: Column[] = [
    { title: csr, scores: opened.self },
    { title: customer, scores: opened.customer },
    { title: 'Observer', scores: opened.observer },
    { title: 'Trainer', scores: opened.trainer },
  ];
  return all.filter(({ scores }) => scores.length > 0);
}

/** "2 apart" when two who scored the same thing are two steps or more from each other. */
export function apartWord(scores: readonly (Score | undefined)[]): string | undefined {
  const numbers = scores.flatMap((score) => (score === undefined || score === 'na' ? [] : [Number(score)]));
  if (numbers.length < 2) return undefined;
  const apart = Math.max(...numbers) - Math.min(...numbers);
  return apart >= 2 ? `${apart} apart` : undefined;
}

/** Moments of this very call that are worth talking about, oldest first. */
export function talkMoments(session: Session, cast: Cast): { play: number; text: string }[] {
  return [...dialMoments(session), ...sceneMoments(session, cast)].sort((a, b) => a.play - b.play).slice(0, MOMENTS_MAX);
}

const MOMENTS_MAX = 8; // as many as fit into a few minutes of talk

function dialMoments(session: Session): { play: number; text: string }[] {
  const curve = callCurve(session);
  const top = curve.reduce<readonly [number, number] | undefined>((best, point) => (best && best[1] >= point[1] ? best : point), undefined);
  const last = curve[curve.length - 1];
  if (!top || !last || curve.length < 2) return [];
  const falls = curve.slice(1).map(([play, value], i) => ({ play, by: curve[i]![1] - value }));
  const fall = falls.reduce((most, each) => (each.by > most.by ? each : most));
  return [
    { play: top[0], text: `The dial was highest: ${top[1]}` },
    ...(fall.by > 0 ? [{ play: fall.play, text: `Here it fell most, by ${fall.by}` }] : []),
    ...(last === top ? [] : [{ play: last[0], text: `From here on it stayed at ${last[1]}` }]),
  ];
}

/** The dial from the first second of the call; what it was before is its first value. */
export function callCurve({ curve, callBegan }: Session): (readonly [number, number])[] {
  return curve.map(([play, value]) => [Math.max(play, callBegan), value] as const);
}

function sceneMoments(session: Session, cast: Cast): { play: number; text: string }[] {
  return session.moments.flatMap(({ play, event }) => {
    const text = sceneMoment(event, cast);
    return text ? [{ play, text }] : [];
  });
}

function sceneMoment(event: SessionEvent, cast: Cast): string | undefined {
  switch (event.type) {
    case 'card_shown':
      return event.seat === cast.me || cast.me === 'observer' ? `Twist: ${event.title}` : undefined;
    case 'story_finished':
      return 'The story was out';
    case 'promised':
      return `Promise: ${event.what}, by ${event.due}`;
    case 'offered':
      return `Offer: ${event.title}`;
    case 'said':
      return event.act === 'restate' ? `Said back: “${cut(event.text)}”` : event.act === 'boundary' ? `Boundary: “${cut(event.text)}”` : undefined;
    default:
      return undefined;
  }
}

const QUOTE_MAX = 80; // two lines of a phone

function cut(text: string): string {
  return text.length > QUOTE_MAX ? `${text.slice(0, QUOTE_MAX - 1)}…` : text;
}
