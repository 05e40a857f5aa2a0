// Whether somebody is there, in a word.
import type { Room } from '../protocol.ts';

type Person = Room['people'][number];

const RECONNECTING_MS = 120_000; // a phone that has been away for longer is not on its way back by itself

export type Presence = 'here' | 'asleep' | 'reconnecting' | 'away';

export function presenceOf({ here, asleep, since }: Person, wallNow: number): Presence {
  if (here) return asleep ? 'asleep' : 'here';
  return wallNow - since < RECONNECTING_MS ? 'reconnecting' : 'away';
}

const times = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });

/** "away since 10:32" */
export function presenceWord(person: Person, wallNow: number): string {
  const presence = presenceOf(person, wallNow);
  return presence === 'away' ? `away since ${times.format(person.since)}` : presence;
}
