// The wall's short words.
import type { Tile } from '../protocol.ts';
import type { PairNames } from './need.ts';
import { firstName } from './moment.ts';

/** "Priya: Let me see what I can find out." */
export function lastLine(tile: Tile, names: PairNames): string {
  if (tile.phase === 'score') return handedWord(tile, names);
  const line = tile.lines[tile.lines.length - 1];
  if (!line) return tile.phase === 'brief' ? readyWord(tile, names) : 'Nobody has written yet';
  const who = line.by === 'csr' ? names.csr : names.customer;
  return `${firstName(who) || 'Somebody'}: ${line.text}`;
}

export function readyWord({ ready }: Tile, names: PairNames): string {
  const csr = ready.includes('csr');
  const customer = ready.includes('customer');
  if (csr && customer) return 'Both are ready';
  if (!csr && !customer) return 'Both are reading';
  return `${firstName(csr ? names.csr : names.customer)} is ready, ${firstName(csr ? names.customer : names.csr)} is reading`;
}

function handedWord({ ready }: Tile, names: PairNames): string {
  const csr = ready.includes('csr');
  const customer = ready.includes('customer');
  if (csr && customer) return 'Both have handed in';
  if (!csr && !customer) return 'Both are scoring';
  return `${firstName(csr ? names.csr : names.customer)} has handed in, ${firstName(csr ? names.customer : names.csr)} is scoring`;
}

export function dialAge(tile: Tile, play: number): string {
  const seconds = Math.max(0, Math.floor((play - tile.dial_since) / 1000));
  return seconds < 100 ? `dial moved ${seconds} s ago` : `dial moved ${Math.floor(seconds / 60)} min ago`;
}

export function twistsWord(tile: Tile, deck: number): string {
  if (tile.twists === 0) return deck > 0 ? `no twist yet of ${deck}` : 'no twist yet';
  const count = deck > 0 ? `twist ${tile.twists} of ${deck}` : `${tile.twists} twists`;
  return tile.twist_last ? `${count}: ${tile.twist_last}` : count;
}

/** What the pair is doing where no line says it: frozen, on hold, not recorded. */
export function stateWords(tile: Tile): string[] {
  return [...(tile.frozen ? ['frozen'] : []), ...(tile.interrupted ? ['interrupted'] : []), ...(tile.hold_until > 0 ? ['on hold'] : []), ...(tile.recorded ? [] : ['not recorded'])];
}
