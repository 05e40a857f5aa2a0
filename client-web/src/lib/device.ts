// What this device keeps and can do. Everything here also works, or is missing quietly, on a plain-http LAN address.
import type { Kept } from './socket.ts';

const TOKEN_KEY = 'coolhead.token';
const OPEN_KEY = 'coolhead.open';
const SEEN_KEY = 'coolhead.seen.';
const TOKEN_BYTES = 32;

/** 256 random bits as 43 symbols of base64url. */
export function tokenMake(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(TOKEN_BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The tab's own token first, so that two tabs can be two people; else the device's, so that a closed tab comes back. */
export function tokenLoad(): string {
  return read(() => sessionStorage, TOKEN_KEY) ?? read(() => localStorage, TOKEN_KEY) ?? '';
}

export function tokenSave(token: string): void {
  write(() => sessionStorage, TOKEN_KEY, token);
  write(() => localStorage, TOKEN_KEY, token);
}

export function tokenForget(): void {
  write(() => sessionStorage, TOKEN_KEY, undefined);
  write(() => localStorage, TOKEN_KEY, undefined);
}

/** For the next load of this tab; undefined: nothing. */
export function openSave(kept: Kept | undefined): void {
  write(() => sessionStorage, OPEN_KEY, kept && JSON.stringify(kept));
}

/** What the load before left, once: a tab that is duplicated later must not take it, too. */
export function openTake(): Kept | undefined {
  const text = read(() => sessionStorage, OPEN_KEY);
  openSave(undefined);
  return text === undefined ? undefined : (JSON.parse(text) as Kept);
}

/** Whether a one-time hint has been shown on this device. */
export function hintSeen(hint: string): boolean {
  return read(() => localStorage, SEEN_KEY + hint) !== undefined;
}

export function hintDone(hint: string): void {
  write(() => localStorage, SEEN_KEY + hint, 'yes');
}

/** `#code=KM7Q4P` and its like: what a link carries beside its address, so that it never reaches a server's log. */
export function fragment(name: string): string {
  return new URLSearchParams(location.hash.slice(1)).get(name) ?? '';
}

/** Takes the fragment out of the address bar, so that a secret is neither copied nor bookmarked by accident. */
export function fragmentClear(): void {
  history.replaceState(null, '', location.pathname + location.search);
}

export function wakeLockOffered(): boolean {
  return 'wakeLock' in navigator;
}

/** Keeps the screen on until the returned function is called; takes the lock again whenever the page comes back. */
export function wakeLockHold(): () => void {
  let lock: WakeLockSentinel | undefined;
  let over = false;
  async function take(): Promise<void> {
    if (over || document.hidden || !wakeLockOffered()) return;
    try {
      lock = await navigator.wakeLock.request('screen');
      if (over) void lock.release();
    } catch {
      // Refused on low battery, for instance: the hint about auto-lock stays the way out.
    }
  }
  void take();
  document.addEventListener('visibilitychange', take);
  return () => {
    over = true;
    document.removeEventListener('visibilitychange', take);
    void lock?.release();
  };
}

// Storage may be switched off; then the page works until it is closed.
function read(storage: () => Storage, key: string): string | undefined {
  try {
    return storage().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

function write(storage: () => Storage, key: string, value: string | undefined): void {
  try {
    if (value === undefined) storage().removeItem(key);
    else storage().setItem(key, value);
  } catch {
    // As above.
  }
}
