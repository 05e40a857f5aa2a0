// Whether a trainee's page is wide enough for panels beside the conversation. Svelte's MediaQuery would do the same for any
// query, at twice the size.
import { createSubscriber } from 'svelte/reactivity';

const query = matchMedia('(min-width: 960px)');

const subscribe = createSubscriber((update) => {
  query.addEventListener('change', update);
  return () => query.removeEventListener('change', update);
});

export function wide(): boolean {
  subscribe();
  return query.matches;
}
