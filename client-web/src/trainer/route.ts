// Where the trainer's page stands, as its fragment says: so that Back works, and a reload opens the same pair.
export type Route = { name: 'classes' } | { name: 'class'; stream: number; open: number };

export function routeRead(fragment: string): Route {
  const parts = new URLSearchParams(fragment.replace(/^#/, ''));
  const stream = streamOf(parts.get('class'));
  return stream ? { name: 'class', stream, open: streamOf(parts.get('open')) } : { name: 'classes' };
}

export function routeWrite(route: Route): string {
  if (route.name === 'classes') return '#';
  return route.open ? `#class=${route.stream}&open=${route.open}` : `#class=${route.stream}`;
}

/** 0: not the number of a stream. */
export function streamOf(text: string | null): number {
  const number = Number(text);
  return text && Number.isSafeInteger(number) && number > 0 ? number : 0;
}
