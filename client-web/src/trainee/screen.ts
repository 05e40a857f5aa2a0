// Which screen fits what is known: one pure function, so that no combination ends on a blank page.
import type { Model, Session } from '../lib/fold.ts';
import type { Place } from '../lib/protocol.ts';
import type { Link } from '../lib/socket.ts';

export type Screen =
  | { name: 'closed'; code: Extract<Link, { state: 'closed' }>['code'] }
  | { name: 'connecting' }
  | { name: 'join' }
  | { name: 'elsewhere'; place: Place; who: string }
  | { name: 'bye'; place: Place }
  | { name: 'lobby'; place: Place; who: string; afterCall: boolean }
  | { name: 'seat'; place: Place; who: string; session: Session };

export function screenOf({ welcome, place, session }: Model, link: Link, elsewhere: boolean): Screen {
  if (link.state === 'closed') return { name: 'closed', code: link.code };
  if (!welcome) return { name: 'connecting' };
  if (welcome.who === 'nobody') return { name: 'join' };
  if (!place) return { name: 'connecting' };
  const who = welcome.name;
  if (elsewhere) return { name: 'elsewhere', place, who };
  if (place.stage === 'removed') return { name: 'closed', code: 'removed' };
  if (place.stage === 'closed') return { name: 'bye', place };
  if (!place.session || place.seat === 'none') return { name: 'lobby', place, who, afterCall: false };
  if (!session?.live) return { name: 'connecting' };
  if (session.phase === 'over') return { name: 'lobby', place, who, afterCall: true };
  return { name: 'seat', place, who, session };
}

export function screenTitle(screen: Screen): string {
  switch (screen.name) {
    case 'closed':
      return 'Not connected';
    case 'connecting':
      return 'Connecting';
    case 'join':
      return 'Join a class';
    case 'elsewhere':
      return 'Which class?';
    case 'bye':
      return 'Class over';
    case 'lobby':
      return 'Lobby';
    case 'seat':
      return seatTitle(screen.session, screen.place);
  }
}

function seatTitle({ phase }: Session, { seat }: Place): string {
  switch (phase) {
    case 'brief':
      return 'Your brief';
    case 'call':
      return seat === 'observer' ? 'You observe the call' : 'The call';
    case 'back':
      return 'Back to yourself';
    case 'score':
      return 'How did it go?';
    case 'talk':
      return 'Talk about it';
    case 'over':
      return 'The round is over';
  }
}
