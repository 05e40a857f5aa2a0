// The phases of a call and of a round, as the trainer's pages name them.
import type { Phase, RoundPhase } from '../protocol.ts';

export function phaseWord(phase: Phase): string {
  switch (phase) {
    case 'brief':
      return 'Brief';
    case 'call':
      return 'Call';
    case 'back':
      return 'Back to themselves';
    case 'score':
      return 'Scoring';
    case 'talk':
      return 'Talk';
    case 'over':
      return 'Over';
  }
}

export function roundPhaseWord(phase: RoundPhase): string {
  switch (phase) {
    case 'none':
      return 'Lobby';
    case 'proposed':
      return 'Pairs proposed';
    case 'briefing':
      return 'Briefs are out';
    case 'running':
      return 'Running';
  }
}
