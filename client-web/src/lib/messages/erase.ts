// What was erased, in words.
import type { Erased } from '../api.ts';
import { countWord } from './count.ts';

/** "Ana is erased: 12 texts. 1 published page was taken back." */
export function erasedWord(what: string, { texts, pages, pending }: Erased): string {
  const taken = pages > 0 ? ` ${countWord(pages, 'published page was', 'published pages were')} taken back.` : '';
  const left = pending ? ' A copy was in use; it is erased as soon as it is free.' : '';
  return `${what} is erased: ${countWord(texts, 'text', 'texts')}.${taken}${left}`;
}
