// What happened in the call, in the words of the seat that reads it.
import type { Session } from '../fold.ts';
import type { Place, Role, Seat, SessionEvent, SheetEvent } from '../protocol.ts';
import { lengthWord } from './time.ts';

/** The people of a call as one reader names them. */
export interface Cast {
  me: Seat;
  customer: string;
  csr: string;
}

export const YOUR_PARTNER = 'your partner';

export function castOf(place: Place, session: Session): Cast {
  const me: Seat = place.seat === 'none' ? 'observer' : place.seat;
  const customer = session.kits[me]?.customer ?? 'the customer';
  const csr = me === 'csr' ? 'You' : (place.partner[0] ?? 'the representative');
  return { me, customer, csr };
}

/** What people call each other: "Priya N." → "Priya"; what is not a name stays whole. */
export function firstName(name: string): string {
  return name === YOUR_PARTNER ? name : (name.split(' ')[0] ?? name);
}

/** "You", or the name that this reader knows a seat by. */
export function nameOf(role: Role, { me, customer, csr }: Cast): string {
  if (role === me) return 'You';
  switch (role) {
    case 'csr':
      return firstName(csr);
    case 'customer':
      return firstName(customer);
    case 'observer':
      return 'Your observer';
    default:
      return 'Your trainer';
  }
}

/** One quiet line in the middle of the conversation; undefined for what is shown as a bubble, a card or not at all. */
export function momentNote(event: SessionEvent, cast: Cast): string | undefined {
  const who = (role: Role) => nameOf(role, cast);
  switch (event.type) {
    case 'phase_began':
      return event.phase === 'call' ? 'The call begins' : undefined;
    case 'story_finished':
      return cast.me === 'customer' ? 'You have said it all' : `${who('customer')} has said it all`;
    case 'desk_asked':
      return `${who('csr')} asked ${event.name}`;
    case 'held':
      return event.kind === 'hold'
        ? `${who('csr')} asked for a hold of ${lengthWord(event.seconds)}: ${event.reason}`
        : `${who('csr')} will ring back in ${lengthWord(event.seconds)}: ${event.reason}`;
    case 'hold_ended':
      return event.over_s > 0 ? `Back on the line, ${lengthWord(event.over_s)} later than announced` : 'Back on the line';
    case 'offer_answered':
      return `${who('customer')} ${event.accepted ? 'took' : 'declined'} offer ${event.number}`;
    case 'promised':
      return `${who('csr')} promised: ${event.what}, by ${event.due}`;
    case 'supervisor_asked':
      return `${who('csr')} asked for a supervisor: ${event.reason}`;
    case 'breathed':
      return `${who('csr')} took a breath`;
    case 'help_asked':
      return event.by === cast.me ? 'You asked your trainer for help' : undefined;
    case 'help_answered':
      return 'Your trainer has seen your call for help';
    case 'stepped_out':
      return `${who(event.by)} stepped out of role`;
    case 'frozen':
      return event.by === 'csr' || event.by === 'customer' ? undefined : 'Paused';
    case 'unfrozen':
      return 'On again';
    case 'extended':
      return `${lengthWord(event.seconds)} more`;
    case 'left':
      return `${who(event.by)} left the call`;
    case 'seat_taken':
      return event.seat === 'observer' ? undefined : `Somebody else plays ${event.seat === 'csr' ? 'the representative' : firstName(cast.customer)} now`;
    case 'marked':
      return event.note ? `Marked: ${event.note}` : 'Marked';
    default:
      return undefined;
  }
}

/** What a screen reader says when this happens; undefined for what the reader did, or what is no news. */
export function momentSpoken(event: SessionEvent | SheetEvent, place: Place, session: Session): string | undefined {
  const cast = castOf(place, session);
  switch (event.type) {
    case 'said':
      return event.by === cast.me ? undefined : `${nameOf(event.by, cast)}: ${event.text}`;
    case 'card_shown':
      return `New, only you see this. ${event.title}. ${event.text}`;
    case 'whispered':
      return `Trainer, to you only: ${event.text}`;
    case 'desk_answered':
      return `${event.name} answers: ${event.text}`;
    case 'supervisor_answered':
      return `Supervisor: ${event.text}`;
    case 'offered':
      return cast.me === 'csr' ? undefined : `${nameOf('csr', cast)} offers: ${event.title}. ${event.text}`;
    case 'fact_revealed':
      return cast.me === 'customer' ? undefined : `${nameOf('customer', cast)} shows: ${event.title}. ${event.text}`;
    case 'dropped':
      return `${nameOf(event.by, cast)} lost the connection`;
    case 'returned':
      return `${nameOf(event.by, cast)} is back`;
    case 'interrupted':
      return 'The call was interrupted';
    case 'resumed':
      return 'The call goes on';
    case 'sheets_opened':
      return 'All scores are in';
    case 'phase_began':
    case 'help_answered':
    case 'frozen':
    case 'unfrozen':
    case 'extended':
    case 'held':
    case 'hold_ended':
    case 'offer_answered':
    case 'promised':
    case 'stepped_out':
    case 'left':
    case 'story_finished':
      return momentNote(event, cast);
    default:
      return undefined;
  }
}
