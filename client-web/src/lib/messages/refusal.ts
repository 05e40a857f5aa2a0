// Refusals that a person meets, in words that say what to do. What is rare keeps the server's own sentence.
import type { Outcome } from '../socket.ts';

type Refused = Extract<Outcome, { ok: false }>;

export function refusalWord({ code, text }: Pick<Refused, 'code' | 'text'>): string {
  switch (code) {
    case 'frozen':
      return 'The call is paused. It goes on when your trainer lets it.';
    case 'waiting_for_partner':
      return 'Your partner is away for a moment. It goes on when they are back.';
    case 'not_now':
      return 'Too late or too early for that: the call has moved on.';
    case 'too_fast':
      return 'That was very fast. Wait a second, then do it again.';
    case 'too_many':
      return 'That was often enough for one call.';
    case 'already_asked':
      return 'They are already looking. The answer is on its way.';
    case 'already_done':
      return 'That is done already.';
    case 'unknown_item':
      return 'That doesn’t exist in this scene.';
    case 'busy':
      return 'The server is busy. Try again in a few seconds.';
    default:
      return text;
  }
}

/** Of a line that was written: it is back where it can be sent again. */
export function lineBackWord(refused: Refused): string {
  return `Not sent; your line waits in its field. ${refusalWord(refused)}`;
}

/** What stands beside the field of the join page, or above its button. */
export function joinWord({ code, path, text }: Refused): string {
  if (code === 'bad_message' && path === '/name') return 'This name can’t be shown. Use letters, digits and ordinary signs, at most 40.';
  if (code === 'bad_message' && path === '/code') return 'The code has six letters and digits, and never a 0, O, 1, I or L.';
  switch (code) {
    case 'unknown_class':
      return 'No open class has this code, or it is full. Check it against the big screen, then ask your trainer.';
    case 'busy':
      return 'Very many want in at once. You don’t have to do anything: this page tries again by itself.';
    case 'class_locked':
      return 'Your trainer has locked the class. Ask them to let you in, then try again.';
    default:
      return refusalWord({ code, text });
  }
}
