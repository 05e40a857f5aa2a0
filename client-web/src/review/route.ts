// Where the review room stands, as its fragment says.
import { streamOf } from '../trainer/route.ts';

export type Route = { name: 'list'; class: number } | { name: 'recording'; session: number };

export function routeRead(fragment: string): Route {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const session = streamOf(parts.get('session'));
  return session ? { name: 'recording', session } : { name: 'list', class: streamOf(parts.get('class')) };
}

export function routeWrite(route: Route): string {
  return route.name === 'recording' ? `#session=${route.session}` : route.class ? `#class=${route.class}` : '#';
}
