// What stops a call right now, if anything does. The gravest reason wins; each names what it waits for and until when.
import type { Session } from '../lib/fold.ts';
import type { Role, Seat } from '../lib/protocol.ts';

export type Block =
  | { kind: 'interrupted'; until: number; mayChoose: boolean }
  | { kind: 'out'; by: readonly Role[] }
  | { kind: 'frozen' }
  | { kind: 'gone'; who: Role; left: boolean; until: number; mayChoose: boolean };

export function blockOf(session: Session, me: Seat): Block | undefined {
  const until = session.interrupted;
  if (until !== undefined) return { kind: 'interrupted', until, mayChoose: others(me).some((who) => session.gone[who]?.mayChoose) && me !== 'observer' };
  if (session.steppedOut.length > 0) return { kind: 'out', by: session.steppedOut };
  if (session.frozen) return { kind: 'frozen' };
  for (const who of others(me)) {
    const gone = session.gone[who];
    if (gone) return { kind: 'gone', who, left: gone.left, until: gone.until, mayChoose: me !== 'observer' && gone.mayChoose };
  }
  return undefined;
}

function others(me: Seat): readonly Seat[] {
  if (me === 'observer') return ['csr', 'customer'];
  return me === 'csr' ? ['customer'] : ['csr'];
}
