// Why a pair needs the trainer, in words with names and since when.
import type { Need } from '../../trainer/need.ts';
import { firstName } from './moment.ts';

export interface PairNames {
  csr: string;
  customer: string;
}

export function needWord({ kind, by, forMs }: Need, pair: PairNames, dial: number): string {
  const who = by === 'csr' ? firstName(pair.csr) : by === 'customer' ? firstName(pair.customer) : by === 'observer' ? 'the observer' : 'the pair';
  const since = sinceWord(forMs);
  switch (kind) {
    case 'stepped_out':
      return `Out of role pressed by ${who} · ${since}`;
    case 'help':
      return `Help asked by ${who} · ${since}`;
    case 'left':
      return `${capital(who)} left the call · ${since}`;
    case 'dropped':
      return `${capital(who)} lost the connection · ${since}`;
    case 'hot':
      return `Anger ${dial} for ${since}`;
    case 'quiet':
      return `Nobody has written for ${since}`;
    case 'supervisor':
      return `Supervisor asked for · ${since}`;
    case 'hold_over':
      return `On hold ${since} longer than said`;
    case 'abuse':
      return `Possible abuse · ${since}`;
    case 'asleep':
      return `${capital(who)}’s phone is asleep · ${since}`;
  }
}

/** Whether it is an alarm or only worth a look. */
export function needUrgent({ kind }: Need): boolean {
  return kind === 'stepped_out' || kind === 'help' || kind === 'left' || kind === 'dropped' || kind === 'hot' || kind === 'quiet' || kind === 'abuse';
}

/** 62000 → "62 s", 200000 → "3 min" */
export function sinceWord(forMs: number): string {
  const seconds = Math.max(0, Math.floor(forMs / 1000));
  return seconds < 100 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
