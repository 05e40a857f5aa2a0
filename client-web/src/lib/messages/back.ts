// The minute back to yourself, with real names.
import type { Seat, Why } from '../protocol.ts';

export function backWord(why: Why, name: string, partner: string, me: Seat): { over: string; title: string; lines: readonly string[] } {
  return {
    over: overWord(why),
    title: `You are ${name} again`,
    lines: [
      me === 'customer' ? 'The anger was the customer’s, not yours. Let it go with one long breath out.' : 'What was said was meant for the company, not for you. One long breath out.',
      `Tell ${partner} one thing they did that helped you.`,
    ],
  };
}

function overWord(why: Why): string {
  switch (why) {
    case 'time':
      return 'Time over. The call has ended.';
    case 'left':
    case 'chosen':
      return 'The call has ended early. That’s fine.';
    default:
      return 'The call has ended.';
  }
}
