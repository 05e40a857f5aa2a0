// The state of the connection in plain words.
import type { Link } from '../socket.ts';

export function retryWord(link: Extract<Link, { state: 'reconnecting' }>, at: number): string {
  const seconds = Math.ceil((link.retryAt - at) / 1000);
  return seconds > 0 ? `No connection. Trying again in ${seconds} s.` : 'No connection. Trying now.';
}

export interface ClosedWord {
  title: string;
  text: string;
  again: string;
}

export function closedWord(code: Extract<Link, { state: 'closed' }>['code']): ClosedWord {
  switch (code) {
    case 'moved':
      return {
        title: 'Your seat is on another device now',
        text: 'You opened Coolhead somewhere else, or your trainer moved your seat there. Nothing is lost: the other device goes on where you were.',
        again: 'Use this device instead',
      };
    case 'removed':
      return {
        title: 'You are not in this class any more',
        text: 'Your trainer took you off the list. If that was a mistake, ask them, and join again with the code.',
        again: 'Join again',
      };
    case 'signed_out':
      return { title: 'You are signed out', text: 'To go on, join again with the code.', again: 'Join again' };
    case 'class_deleted':
      return {
        title: 'This class has been deleted',
        text: 'Your trainer deleted it with all it held: calls, scores and names.',
        again: 'Join another class',
      };
    case 'left':
      return {
        title: 'You have left the class',
        text: 'Thank you for taking part. You can close this page.',
        again: 'Join a class',
      };
  }
}
