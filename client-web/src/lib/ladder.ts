// Which lines of the ladder to show first: a fresh twist's own, then those that fit the dial, then the rest. A line that
// has been said goes to the end: said twice it sounds like a machine.
import type { Kit } from './protocol.ts';
import type { Session } from './fold.ts';

export interface Rung {
  line: string;
  fresh: boolean;
  said: boolean;
}

export function ladderNow(kit: Kit, session: Session): Rung[] {
  const said = new Set(session.moments.flatMap(({ event }) => (event.type === 'said' && event.by === 'customer' ? [event.text] : [])));
  const twists = session.cards.filter((card) => card.seat === 'customer' && card.line !== '').map((card) => card.line).reverse();
  const near = [...(kit.ladder ?? [])].sort((a, b) => Math.abs(a.dial - session.dial) - Math.abs(b.dial - session.dial));
  const rungs = [
    ...twists.map((line) => ({ line, fresh: !said.has(line), said: said.has(line) })),
    ...near.map(({ line }) => ({ line, fresh: false, said: said.has(line) })),
  ];
  return [...rungs.filter((rung) => !rung.said), ...rungs.filter((rung) => rung.said)];
}
