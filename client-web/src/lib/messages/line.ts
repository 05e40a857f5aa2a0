// Help for the lines that are meant as something.
import type { Act } from '../protocol.ts';

export function lineHelp(act: Exclude<Act, 'plain'>, name: string): { title: string; label: string; hint: string } {
  return act === 'restate'
    ? { title: 'Restate', label: `What you have understood from ${name}`, hint: 'The facts and what they mean to them, then ask whether that is right.' }
    : { title: 'Boundary', label: `What can’t go on, and what you can do for ${name}`, hint: 'Calm, about the words and not the person, and with a way forward.' };
}
