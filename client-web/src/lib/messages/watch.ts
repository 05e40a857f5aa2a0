// What happened in a call, in the words of somebody who watches both seats: the wall's open pair and the review.
import type { Role, SessionEvent, SheetKind } from '../protocol.ts';
import { actWord } from './acts.ts';
import { firstName } from './moment.ts';
import { lengthWord } from './time.ts';
import { causeWord } from './twist.ts';

/** The people of a call for somebody who watches. scene: the customer's name in it. */
export interface Watch {
  csr: string;
  customer: string;
  scene: string;
}

export type Tone = 'csr' | 'customer' | 'quiet' | 'twist' | 'whisper' | 'mark' | 'alert' | 'phase';

export interface WatchWord {
  tone: Tone;
  who: string;
  text: string;
  /** What the line was meant as, or why something happened. */
  about?: string;
}

export function watchName(role: Role, { csr, customer }: Watch): string {
  switch (role) {
    case 'csr':
      return firstName(csr) || 'The representative';
    case 'customer':
      return firstName(customer) || 'The customer';
    case 'observer':
      return 'Observer';
    case 'trainer':
      return 'Trainer';
    case 'engine':
      return 'Coolhead';
  }
}

/** undefined: nothing to read; the dial and typing are shown in their own ways. */
export function watchWord(event: SessionEvent, watch: Watch): WatchWord | undefined {
  const csr = watchName('csr', watch);
  const customer = watchName('customer', watch);
  const quiet = (who: string, text: string, about?: string): WatchWord => ({ tone: 'quiet', who, text, about });
  switch (event.type) {
    case 'said':
      return { tone: event.by === 'csr' ? 'csr' : 'customer', who: watchName(event.by, watch), text: event.text || 'This text was erased.', about: actWord(event.act) };
    case 'phase_began':
      return { tone: 'phase', who: '', text: phaseBegan(event.phase) };
    case 'became_ready':
      return quiet(watchName(event.by, watch), 'is ready');
    case 'story_finished':
      return quiet(customer, 'has said it all');
    case 'fact_revealed':
      return quiet(customer, `reveals: ${event.title}`, event.text);
    case 'desk_asked':
      return quiet(csr, `asks ${event.name}`);
    case 'desk_answered':
      return quiet(event.name, `answers: ${event.text}`);
    case 'held':
      return quiet(csr, `${event.kind === 'hold' ? 'asks to hold for' : 'will ring back in'} ${lengthWord(event.seconds)}: ${event.reason}`);
    case 'hold_ended':
      return quiet(csr, event.over_s > 0 ? `is back, ${lengthWord(event.over_s)} later than announced` : 'is back in time');
    case 'offered':
      return quiet(csr, `offers: ${event.title}${event.text ? `. ${event.text}` : ''}`, authorityWord(event.authority));
    case 'offer_answered':
      return quiet(customer, `${event.accepted ? 'takes' : 'declines'} offer ${event.number}`);
    case 'promised':
      return quiet(csr, `promises: ${event.what}, by ${event.due}`);
    case 'supervisor_asked':
      return quiet(csr, `asks for a supervisor: ${event.reason}`);
    case 'supervisor_answered':
      return quiet('Supervisor', `answers: ${event.text}`);
    case 'breathed':
      return quiet(csr, 'takes a breath');
    case 'twist_fired':
      return { tone: 'twist', who: 'Twist', text: event.title, about: causeWord(event) };
    case 'card_shown':
      return { tone: 'twist', who: `To ${watchName(event.seat, watch)} only`, text: event.text, about: event.line ? `to tap and send: “${event.line}”` : undefined };
    case 'whispered':
      return { tone: 'whisper', who: `Whisper to ${whisperTo(event, csr, customer)}`, text: event.text };
    case 'marked':
      return { tone: 'mark', who: event.by === 'observer' ? 'Observer' : 'Trainer', text: event.note || 'Bookmark' };
    case 'help_asked':
      return { tone: 'alert', who: watchName(event.by, watch), text: event.text ? `asks for help: ${event.text}` : 'asks for help' };
    case 'help_answered':
      return quiet('Trainer', 'has seen to it');
    case 'stepped_out':
      return { tone: 'alert', who: watchName(event.by, watch), text: 'stepped out of role; the call stands still' };
    case 'left':
      return { tone: 'alert', who: watchName(event.by, watch), text: 'left the call' };
    case 'dropped':
      return { tone: 'alert', who: watchName(event.by, watch), text: 'lost the connection' };
    case 'returned':
      return quiet(watchName(event.by, watch), 'is back');
    case 'grace_ended':
      return quiet(watchName(event.by, watch), 'is not back in time; the partner may choose');
    case 'chosen':
      return quiet(watchName(event.by, watch), event.choice === 'wait' ? 'chooses to wait' : 'chooses to end the call');
    case 'slept':
      return event.asleep ? quiet(watchName(event.by, watch), 'has a dark screen') : undefined;
    case 'seat_taken':
      return event.seat === 'observer' ? quiet('', 'Somebody observes now') : quiet(watchName(event.seat, watch), `plays the ${event.seat === 'csr' ? 'representative' : 'customer'} from here on`);
    case 'frozen':
      return { tone: 'phase', who: '', text: 'Frozen' };
    case 'unfrozen':
      return { tone: 'phase', who: '', text: 'On again' };
    case 'extended':
      return { tone: 'phase', who: '', text: `${lengthWord(event.seconds)} more` };
    case 'interrupted':
      return { tone: 'phase', who: '', text: 'The server was away; the call stands still' };
    case 'resumed':
      return { tone: 'phase', who: '', text: 'The call goes on' };
    case 'sheet_in':
      return quiet('', `${sheetWord(event.kind)} handed in`);
    case 'sheets_opened':
      return { tone: 'phase', who: '', text: 'The scores are open' };
    case 'opened':
    case 'kit_dealt':
    case 'typing_changed':
    case 'dial_set':
    case 'ticked':
      return undefined;
  }
}

export function sheetWord(kind: SheetKind): string {
  switch (kind) {
    case 'self':
      return 'Self score';
    case 'customer':
      return 'Customer’s score';
    case 'observer':
      return 'Observer’s score';
    case 'trainer':
      return 'Trainer’s score';
  }
}

function phaseBegan(phase: Extract<SessionEvent, { type: 'phase_began' }>['phase']): string {
  switch (phase) {
    case 'brief':
      return 'Briefs are out';
    case 'call':
      return 'The call begins';
    case 'back':
      return 'The call has ended: back to themselves';
    case 'score':
      return 'Scoring';
    case 'talk':
      return 'They talk about it';
    case 'over':
      return 'Over';
  }
}

function authorityWord(authority: Extract<SessionEvent, { type: 'offered' }>['authority']): string | undefined {
  switch (authority) {
    case 'own':
      return undefined;
    case 'supervisor':
      return 'needs a supervisor';
    case 'impossible':
      return 'cannot be kept';
  }
}

function whisperTo({ to_csr, to_customer }: Extract<SessionEvent, { type: 'whispered' }>, csr: string, customer: string): string {
  if (to_csr && to_customer) return 'both';
  return to_csr ? csr : customer;
}
