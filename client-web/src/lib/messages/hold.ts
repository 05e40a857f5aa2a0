// What the customer reads while waiting.
import type { Hold } from '../fold.ts';
import { lengthWord } from './time.ts';

export function holdWord(hold: Hold, play: number): string {
  const left = Math.ceil((hold.until - play) / 1000);
  const how = hold.kind === 'hold' ? 'You are on hold' : 'They will ring you back';
  const when = left > 0 ? `${lengthWord(left)} to go` : `${lengthWord(Math.max(1, -left))} longer than they said`;
  return `${how}: ${hold.reason} · ${when}`;
}
