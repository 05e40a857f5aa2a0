// The order of the deck: those that wait for the trainer's hand first, then those that come by themselves, then the fired ones.
import type { TwistCard } from '../lib/api.ts';

const PLACES: Record<TwistCard['trigger'], number> = { hand: 0, at: 1, when: 2 };
const FIRED = 3;

export function deckOrder(twists: readonly TwistCard[], fired: ReadonlyMap<string, number>): TwistCard[] {
  const place = ({ id, trigger }: TwistCard) => (fired.has(id) ? FIRED : PLACES[trigger]);
  return [...twists].sort((a, b) => place(a) - place(b) || a.at_s - b.at_s);
}
