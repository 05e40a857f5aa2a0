// The address as somebody would type it: no scheme, no path that the server adds by itself, no code.
export function addressFace(joinUrl: string): string {
  const { host, pathname } = new URL(joinUrl, location.href);
  return pathname === '/' ? host : host + pathname;
}

/** The link with which a new phone takes a seat over, at the address that phones can reach. */
export function takeLink(joinUrl: string, secret: string): string {
  const link = new URL(joinUrl, location.href);
  link.hash = `take=${secret}`;
  return link.href;
}
