// What the lobby waits for, and until when.
import type { Place } from '../protocol.ts';

export interface Wait {
  title: string;
  what: string;
  until: string;
}

/** When a call is gone before it was over: cancelled, ended by the trainer, or lost with a restart. */
export function goneWord(recorded: boolean): string {
  return recorded ? 'This round has been ended. You are back in the lobby.' : 'This call has ended. It wasn’t recorded, so nothing of it is left.';
}

export function lobbyWait(place: Place, afterCall: boolean): Wait {
  if (afterCall)
    return {
      title: 'Well done. Take a sip of water.',
      what: 'The other pairs are still at it.',
      until: 'Your trainer starts the next round when all are back. This page changes by itself.',
    };
  if (place.stage === 'proposed')
    return {
      title: 'A round is about to begin',
      what: 'Your trainer is choosing who meets whom.',
      until: 'Your brief appears here as soon as it is handed out.',
    };
  if (place.round > 0)
    return {
      title: 'You’re in. Back in the lobby.',
      what: 'In the next round you meet somebody else, and the seats change.',
      until: 'This page changes by itself when your trainer starts it.',
    };
  return {
    title: 'You’re in',
    what: 'Others are still joining.',
    until: 'Your brief appears here when your trainer starts the first round. Nothing to do until then.',
  };
}
