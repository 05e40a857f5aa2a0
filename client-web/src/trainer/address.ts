// The address as somebody would type it: no scheme, no path that the server adds by itself, no code.
export function addressFace(joinUrl: string): string {
  const { host, pathname } = new URL(joinUrl, location.href);
  return pathname === '/' ? host : host + pathname;
}

/** The link of the QR: it opens the join page with the code filled in. */
export function joinLink(joinUrl: string, code: string): string {
  return linkTo(joinUrl, `code=${code}`);
}

/** The link with which a new phone takes a seat over, at the address that phones can reach. */
export function takeLink(joinUrl: string, secret: string): string {
  return linkTo(joinUrl, `take=${secret}`);
}

function linkTo(joinUrl: string, fragment: string): string {
  const link = new URL(joinUrl, location.href);
  link.hash = fragment;
  return link.href;
}
