// The clock's label on the big screen: what everybody is doing, in words for the room.
import type { RoundClock } from '../../trainer/clock.ts';

export function projectorWord({ phase, running }: RoundClock): string {
  if (!running && phase !== 'over') return 'Paused';
  switch (phase) {
    case 'brief':
      return 'Read your brief';
    case 'call':
      return 'In the call';
    case 'back':
      return 'Back to yourself';
    case 'score':
      return 'Score';
    case 'talk':
      return 'Talk about it';
    case 'over':
      return 'Back to the lobby soon';
  }
}
