// A proposal in words: what it costs, and who watches.
import { countWord } from './count.ts';

/** What a pair costs that has met before; undefined: it has not. */
export function metWord(met: number): string | undefined {
  if (met === 0) return undefined;
  return met === 1 ? 'met before' : `met ${met} times before`;
}

/** How the proposal keeps the promises of the carousel. */
export function proposalWord(pairs: readonly { met: number; observers: readonly number[] }[]): string {
  const again = pairs.filter(({ met }) => met > 0).length;
  const partners = again === 0 ? 'Nobody meets the same partner twice.' : `${countWord(again, 'pair has', 'pairs have')} met before.`;
  const watching = pairs.reduce((sum, { observers }) => sum + observers.length, 0);
  return watching === 0 ? partners : `${partners} ${countWord(watching, 'person watches', 'people watch')} with the rubric and ${watching === 1 ? 'plays' : 'play'} next round.`;
}

/** What is missing before pairs can be made. */
export function fewWord(here: number): string {
  if (here === 0) return 'A call takes two people. Nobody is here yet: show the code on the big screen.';
  return 'A call takes two people. One is here; one more, and you can go on. To try it alone, join with your own phone and with a second window.';
}

/** The first variant of the truth is A. */
export function truthLetter(variant: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + variant);
}
