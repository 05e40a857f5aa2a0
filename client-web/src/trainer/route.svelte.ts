// The page's place, as something components depend on.
import { routeRead, routeWrite, type Route } from './route.ts';

let route = $state.raw<Route>(routeRead(location.hash));

addEventListener('popstate', () => (route = routeRead(location.hash))); // also when only the fragment changed by hand

export function routeNow(): Route {
  return route;
}

/** replace: the place changes without a step for Back. */
export function routeGo(next: Route, replace = false): void {
  route = next;
  if (replace) history.replaceState(null, '', routeWrite(next));
  else history.pushState(null, '', routeWrite(next));
}
