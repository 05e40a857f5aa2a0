// Twists in a trainer's words: when one fires by itself, why one has fired, and who sees what.
import type { TwistCard } from '../api.ts';
import type { SessionEvent, Signal } from '../protocol.ts';
import { lengthWord, playMark } from './time.ts';

type Fired = Extract<SessionEvent, { type: 'twist_fired' }>;

/** "by itself 4:30 into the call" */
export function triggerWord(twist: TwistCard): string {
  switch (twist.trigger) {
    case 'hand':
      return 'only by hand';
    case 'at':
      return `by itself ${playMark(twist.at_s * 1000)} into the call`;
    case 'when':
      return `by itself when ${twist.conditions.map(({ signal, value, for_s }) => conditionWord(signal, value, for_s)).join(twist.all ? ' and ' : ' or ')}`;
  }
}

/** Why it fired, as the log keeps it. */
export function causeWord({ cause, signal, value, for_s }: Fired): string {
  switch (cause) {
    case 'timed':
      return 'at its time';
    case 'hand':
      return 'fired by hand';
    case 'condition':
      return `because ${conditionWord(signal, value, for_s)}`;
  }
}

export function conditionWord(signal: Signal, value: number, forS: number): string {
  switch (signal) {
    case 'dial_at_least':
      return forS > 0 ? `the dial is at ${value} or above for ${lengthWord(forS)}` : `the dial reaches ${value}`;
    case 'silence':
      return `nobody writes for ${lengthWord(forS)}`;
    case 'interruptions_at_least':
      return value === 1 ? 'the customer is interrupted' : `the customer is interrupted ${value} times`;
    case 'phrase':
      return 'a certain kind of phrase is heard';
    case 'none':
      return 'nothing in particular happens';
  }
}

/** "Tom sees it", "Priya and Tom see it" */
export function seenByWord(twist: TwistCard, csr: string, customer: string): string {
  const who = [...(twist.csr.title ? [csr] : []), ...(twist.customer.title ? [customer] : [])];
  return who.length === 0 ? 'nobody sees a card' : `${who.join(' and ')} ${who.length === 1 ? 'sees' : 'see'} it`;
}
