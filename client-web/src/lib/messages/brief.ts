// The brief's own lines: which seat this is, and what the start waits for.
import type { Kit } from '../protocol.ts';
import type { Session } from '../fold.ts';
import { nameOf, type Cast } from './moment.ts';

export function seatWord({ me, csr }: Cast, kit: Kit): string {
  switch (me) {
    case 'csr':
      return `You represent the company. ${kit.customer} is on the line.`;
    case 'customer':
      return `You are ${kit.customer}. ${csr} takes your call.`;
    case 'observer':
      return `You observe: ${kit.scenario}`;
  }
}

export function readyWait(session: Session, cast: Cast): string {
  if (cast.me === 'observer') return 'Both are reading. You watch and score; you can’t write to them.';
  const other = cast.me === 'csr' ? 'customer' : 'csr';
  const partner = cast.me === 'csr' ? 'Your partner' : nameOf('csr', cast);
  // Both are ready and the call has not begun: this round starts for all at once.
  if (session.ready.includes('csr') && session.ready.includes('customer')) return 'Both of you are ready. Your trainer starts the calls.';
  if (session.ready.includes(cast.me)) return `Waiting for ${partner === 'Your partner' ? 'your partner' : partner} to read their brief.`;
  if (session.ready.includes(other)) return `${partner} is ready and waits for you. No hurry: reading time isn’t scored.`;
  return 'Press Ready when you have read it. The call begins after both of you have.';
}
