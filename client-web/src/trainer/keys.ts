// The wall's keys. They rest while somebody types, while a dialog is open, and with Ctrl, Alt or the command key.
export type WallKey = 'next' | 'before' | 'open' | 'whisper' | 'twist' | 'bookmark' | 'freeze';

export const WALL_KEYS: readonly { key: string; does: WallKey; word: string }[] = [
  { key: 'j', does: 'next', word: 'next' },
  { key: 'k', does: 'before', word: 'before' },
  { key: 'o', does: 'open', word: 'open' },
  { key: 'w', does: 'whisper', word: 'whisper' },
  { key: 't', does: 'twist', word: 'twist' },
  { key: 'b', does: 'bookmark', word: 'bookmark' },
  { key: 'f', does: 'freeze', word: 'freeze' },
];

export function wallKey(event: KeyboardEvent): WallKey | undefined {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || typesText(event.target)) return undefined;
  return WALL_KEYS.find(({ key }) => key === event.key.toLowerCase())?.does;
}

/** Whether a key pressed there belongs to a field or a dialog. */
export function typesText(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable], dialog') !== null;
}
