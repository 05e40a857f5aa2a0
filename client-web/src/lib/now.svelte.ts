// The reader's clock as something components can depend on: four beats a second while anybody looks, none otherwise.
import { createSubscriber } from 'svelte/reactivity';

const BEAT_MS = 250; // a countdown in whole seconds is never more than this behind

const subscribe = createSubscriber((update) => {
  const timer = setInterval(update, BEAT_MS);
  return () => clearInterval(timer);
});

export function now(): number {
  subscribe();
  return performance.now();
}
