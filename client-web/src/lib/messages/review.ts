// The review room's words.
import type { ReviewState } from '../../review/listing.ts';
import type { Figures } from '../../review/timeline.ts';
import type { Gap } from '../../review/marking.ts';
import { countWord } from './count.ts';

export function reviewStateWord(state: ReviewState): string {
  switch (state) {
    case 'live':
      return 'still running';
    case 'open':
      return 'not scored yet';
    case 'started':
      return 'begun';
    case 'submitted':
      return 'handed in, not published';
    case 'published':
      return 'published';
  }
}

/** "peak 10, end 3" and its like: what the timeline shows, in numbers; what is not known is left out. */
export function figuresWords({ peak, end, csrShare, interruptions, replySeconds }: Figures): string[] {
  return [
    `peak ${peak} → end ${end}`,
    ...(csrShare === undefined ? [] : [`CSR talk share ${Math.round(csrShare * 100)} %`]),
    countWord(interruptions, 'possible interruption', 'possible interruptions'),
    ...(replySeconds === undefined ? [] : [`median reply ${Math.round(replySeconds)} s`]),
  ];
}

/** What a sheet still needs before it can be handed in. */
export function gapWord({ kind }: Gap): string {
  return kind === 'score' ? 'needs a score or N/A' : 'needs a moment as evidence';
}

export function gapsWord(gaps: readonly Gap[]): string {
  const scores = gaps.filter(({ kind }) => kind === 'score').length;
  const moments = gaps.length - scores;
  const parts = [
    ...(scores > 0 ? [`${countWord(scores, 'criterion needs', 'criteria need')} a score or N/A`] : []),
    ...(moments > 0 ? [`${countWord(moments, 'score of 1, 2 or 5 needs', 'scores of 1, 2 or 5 need')} a moment as evidence`] : []),
  ];
  return parts.join('; ');
}
