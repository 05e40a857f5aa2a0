// What a round waits for, and until when.
import type { Phase, Tile } from '../protocol.ts';
import { countWord } from './count.ts';

export interface StageWord {
  title: string;
  text: string;
}

/** undefined: the calls run, and the wall says all there is. */
export function stageWord(phase: Phase, tiles: readonly Tile[], readyStarts: boolean): StageWord | undefined {
  const inPhase = tiles.filter((tile) => tile.phase === phase);
  const done = inPhase.filter(({ ready }) => ready.length === 2).length;
  const of = countWord(inPhase.length, 'pair', 'pairs');
  switch (phase) {
    case 'brief':
      return {
        title: `Briefs are out · ${done} of ${of} ready`,
        text: readyStarts ? 'A call starts by itself when both have read their brief; the button starts all that are left.' : 'The calls start when you say so: the time for the briefs only tells you that most will be done.',
      };
    case 'back':
      return { title: 'A minute back to themselves', text: 'With real names, before anybody scores. Let it be quiet.' };
    case 'score':
      return { title: `Scoring, blind · ${done} of ${of} have handed in both sheets`, text: 'A pair’s scores open for both when both are in, or when the time is over. Until then nobody sees a number, and neither do you.' };
    case 'talk':
      return { title: 'They talk about it', text: 'The scores are open, and each pair has a guide on the phone. End the round when the room is done.' };
    case 'over':
      return { title: 'All pairs are done', text: 'End the round to bring everybody back to the lobby.' };
    case 'call':
      return undefined;
  }
}
