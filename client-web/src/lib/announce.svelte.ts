// What a screen reader should say now. One polite region per page (LiveRegion.svelte) reads it; only new lines go in.

import { untrack } from 'svelte';

const KEPT = 6; // enough for a burst; the region's old lines have been read by then

let lines = $state.raw<readonly { id: number; text: string }[]>([]);
let count = 0;

export function announce(text: string): void {
  count += 1;
  // Untracked, so that an effect may announce without depending on what was announced.
  lines = [...untrack(() => lines).slice(1 - KEPT), { id: count, text }];
}

export function announced(): readonly { id: number; text: string }[] {
  return lines;
}
