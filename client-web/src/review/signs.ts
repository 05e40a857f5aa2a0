// What a lexicon found in a line, as chips: always "possible", the good signs apart from those to watch.
import type { Recording } from '../lib/api.ts';
import type { Line } from '../lib/transcript.ts';

export interface Sign {
  tone: 'good' | 'bad' | 'plain';
  text: string;
}

type Phrases = Recording['phrases'];

const TONES = [
  { of: 'watch', tone: 'bad' },
  { of: 'good', tone: 'good' },
  { of: 'plain', tone: 'plain' },
] as const;

/** Only the CSR is read for technique; abuse is named whoever it came from. */
export function signsOf({ tone, classes }: Line, phrases: Phrases): Sign[] {
  if (tone !== 'csr' && tone !== 'customer') return [];
  const found = phrases.filter((phrase, bit) => hasBit(classes, bit) && (tone === 'csr' || phrase.id === 'abuse'));
  return TONES.flatMap((each) => {
    const titles = found.filter((phrase) => phrase.tone === each.of).map(({ title }) => lower(title));
    return titles.length > 0 ? [{ tone: each.tone, text: `possible: ${titles.join(' · ')}` }] : [];
  });
}

function hasBit(classes: number, bit: number): boolean {
  return Math.floor(classes / 2 ** bit) % 2 === 1;
}

/** "Possible abuse" → "abuse": the chip says possible already. */
function lower(title: string): string {
  const bare = title.replace(/^possible /i, '');
  return /^[A-Z][a-z]/.test(bare) ? bare.charAt(0).toLowerCase() + bare.slice(1) : bare;
}
