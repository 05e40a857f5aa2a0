// Short messages about what the user just did: refusals above all. The newest few stay until their time is over.
import { announce } from './announce.svelte.ts';

export interface Toast {
  id: number;
  tone: 'plain' | 'bad';
  text: string;
}

const SHOWN_MAX = 3; // more would cover the conversation on a phone
const SHOWN_MS = 7000; // two lines, read slowly

let shown = $state.raw<readonly Toast[]>([]);
let count = 0;

export function toast(text: string, tone: Toast['tone'] = 'plain'): void {
  count += 1;
  const id = count;
  shown = [...shown.filter((each) => each.text !== text).slice(1 - SHOWN_MAX), { id, tone, text }];
  announce(text);
  setTimeout(() => toastHide(id), SHOWN_MS);
}

export function toastHide(id: number): void {
  shown = shown.filter((each) => each.id !== id);
}

export function toastsShown(): readonly Toast[] {
  return shown;
}
