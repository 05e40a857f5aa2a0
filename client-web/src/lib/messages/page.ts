// The published page's own lines.
import type { Page, Score } from '../protocol.ts';
import { scoreWord } from './score.ts';
import { clockFace, dateWord } from './time.ts';

export function pageAbout(page: Page): string {
  return `Your call with ${page.customer} · round ${page.round} · ${dateWord(page.played)} · ${clockFace(page.seconds)} long`;
}

const COUNTS = ['No', 'One', 'Two', 'Three'] as const;

/** "Three" in "Three things you did well". */
export function countWord(count: number): string {
  return COUNTS[count] ?? String(count);
}

/** N/A alone needs no card of its own. */
export function saysSomething({ value, comment, self, customer, evidence }: Page['criteria'][number]): boolean {
  return value !== 'na' || comment !== '' || evidence.length > 0 || (self !== '' && self !== 'na') || (customer !== '' && customer !== 'na');
}

/** "You gave yourself 4 · as Dana Whitlock your partner gave 3"; undefined if nobody else scored it. */
export function otherScores({ self, customer: theirs }: { self: Score | ''; customer: Score | '' }, customer: string): string | undefined {
  const parts = [self && `You gave yourself ${scoreWord(self)}`, theirs && `your partner, as ${customer}, gave ${scoreWord(theirs)}`].filter((part) => part !== '');
  const text = parts.join(' · ');
  return text ? text[0]!.toUpperCase() + text.slice(1) : undefined;
}
