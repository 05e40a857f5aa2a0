// Sees whether anything that was typed runs: a call of pwned(), a dialog, a request for /pwned or for another server, a report of
// the content security policy, an error, and, since most handlers wait for somebody to move, any element or attribute
// in the page that the product never makes.

// In the page, before anything else of it.
function stand() {
  window.pwned = (n) => window.__witness(`ran ${n}`);
  document.addEventListener('securitypolicyviolation', (event) =>
    window.__witness(`report ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`),
  );
}

// What the product never puts into a page: its scripts and styles are files, its images are paths and QR codes.
function strangers() {
  const NEVER = ['iframe', 'frameset', 'object', 'embed', 'base', 'style', 'marquee', 'math', 'template', 'img', 'image', 'video', 'audio', 'use', 'x'];
  const found = [];
  for (const element of document.querySelectorAll('*')) {
    const tag = element.localName;
    const source = element.getAttribute('src') ?? element.getAttribute('href') ?? element.getAttribute('xlink:href') ?? '';
    const { origin, pathname } = new URL(source, location.href);
    const isOwn = origin === location.origin && /^\/assets\/[\w-]+\.(js|css|svg)$/.test(pathname);
    if (NEVER.includes(tag)) found.push(`<${tag}>`);
    if ((tag === 'script' || tag === 'link') && !isOwn) found.push(`<${tag} ${source}>`);
    if (tag === 'meta' && element.httpEquiv) found.push(`<meta ${element.httpEquiv}>`);
    if (/^\s*(javascript|data|vbscript):/i.test(source)) found.push(`<${tag} ${source}>`);
    for (const { name, value } of element.attributes) {
      const isHandler = /^on|^(ping|background|srcdoc|action|poster)$/.test(name);
      if (isHandler || (name === 'style' && value.includes('url'))) found.push(`<${tag} ${name}>`);
    }
  }
  return found;
}

// All that a person could read, and all that stands in fields and attributes.
function haystack() {
  const parts = [document.title, document.body.textContent];
  for (const element of document.querySelectorAll('*')) {
    for (const { value } of element.attributes) parts.push(value);
    if ('value' in element) parts.push(String(element.value));
  }
  return parts.join('\n');
}

export class Watcher {
  constructor() {
    this.seen = []; // "page: what", of anything that ran
    this.shown = new Set(); // "n page": payloads that stood in a page as text
  }

  /** A page that is watched from its first byte; `host` is the only server that it may ask. */
  async open(context, name, host) {
    const page = await context.newPage();
    const witness = (what) => this.seen.push(`${name}: ${what}`);
    await page.exposeBinding('__witness', (_, what) => witness(what));
    await page.addInitScript(stand);
    page.setDefaultTimeout(20_000);
    page.on('dialog', (dialog) => (witness(`dialog ${dialog.message()}`), dialog.dismiss()));
    page.on('pageerror', (error) => witness(`error ${error.message}`));
    page.on('console', (message) => message.type() === 'error' && witness(`console ${message.text()}`));
    page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol !== 'data:' && (url.host !== host || url.pathname.includes('pwned'))) witness(`request ${request.url()}`);
    });
    return page;
  }

  /** Looks at a page that shows payloads: what became markup is seen; gives how many stand there as text. */
  async look(page, name, made) {
    const text = await page.evaluate(haystack);
    const standing = made.filter(({ text: payload }) => text.includes(payload));
    for (const { n } of standing) this.shown.add(`${n} ${name}`);
    for (const stranger of await page.evaluate(strangers)) this.seen.push(`${name}: element ${stranger}`);
    return standing.length;
  }
}
