// The wall's keys. Ctrl, Alt and the command key belong to the browser.
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

export function wallKey({ key, ctrlKey, altKey, metaKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>): WallKey | undefined {
  if (ctrlKey || altKey || metaKey) return undefined;
  return WALL_KEYS.find((each) => each.key === key.toLowerCase())?.does;
}
