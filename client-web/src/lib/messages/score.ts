// Scores as people read them. N/A is a value, never a zero.
import type { Score } from '../protocol.ts';

export function scoreWord(score: Score | '' | undefined): string {
  if (!score) return '–';
  return score === 'na' ? 'N/A' : score;
}
