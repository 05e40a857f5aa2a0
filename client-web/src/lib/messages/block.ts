// Why the call stands still, what it waits for, and until when.
import type { Block } from '../../trainee/block.ts';
import { nameOf, type Cast } from './moment.ts';

export interface BlockWord {
  title: string;
  text: string;
}

function seconds(left: number): string {
  return `${Math.max(0, Math.ceil(left / 1000))} s`;
}

export function blockWord(block: Block, cast: Cast, up: number): BlockWord {
  switch (block.kind) {
    case 'interrupted':
      return block.mayChoose
        ? { title: 'Your partner isn’t back yet', text: 'The server was away. Go on when your partner is back, or end the call here. Nothing said is lost.' }
        : { title: 'The server was away for a moment', text: `Nothing said is lost and the clock stands. Waiting for everybody to come back: ${seconds(block.until - up)} at most.` };
    case 'out':
      return block.by.includes(cast.me)
        ? { title: 'You are out of role', text: 'The call stands still and your trainer has been called. You are yourself now; talk if you like. It goes on only when your trainer lets it.' }
        : { title: 'Out of role', text: 'Somebody stepped out of the scene. The call stands still and your trainer is on the way. It goes on when they let it.' };
    case 'frozen':
      return { title: 'The trainer has paused the call', text: 'All clocks stand, and what you have written is kept. It goes on when your trainer lets it.' };
    case 'gone':
      return goneWord(block, nameOf(block.who, cast), up);
  }
}

function goneWord(block: Extract<Block, { kind: 'gone' }>, name: string, up: number): BlockWord {
  if (block.left && block.until > up) return { title: `${name} has left the call`, text: `Waiting for somebody to take the seat: ${seconds(block.until - up)}, then you choose again.` };
  if (block.left)
    return { title: `${name} has left the call`, text: block.mayChoose ? 'Your trainer can put somebody else on the seat. Wait for that, or end the call here.' : 'Waiting for your trainer to put somebody else on the seat.' };
  if (block.mayChoose) return { title: `${name} isn’t back yet`, text: 'Wait on, or end the call here and go to the debrief. Your trainer can also put somebody else on the seat.' };
  if (block.until > up) return { title: `${name} lost the connection`, text: `Their seat is kept. Waiting ${seconds(block.until - up)}, then you choose.` };
  return { title: `Waiting for ${name}`, text: 'Their seat is kept. The call goes on as soon as they are back.' };
}
