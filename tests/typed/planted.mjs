// The test of the test: a page that puts what was typed into innerHTML. Without a policy the payloads run; under the policy of
// the product they are reported; either way the watcher must see it, and by far not only once.
import { request } from '../wire/lib/http.mjs';
import { bankOpen, kinds } from './payloads.mjs';
import { Watcher } from './watcher.mjs';

const PAGE = '<!doctype html><title>planted</title><body><script src="/assets/planted.js"></script>';

const script = (texts) => `for (const text of ${JSON.stringify(texts)}) {
  const place = document.body.appendChild(document.createElement('div'));
  try { place.innerHTML = text } catch {}
}`;

async function plant({ browser }, texts, csp) {
  const watcher = new Watcher();
  const context = await browser.newContext();
  await context.route('**/*', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', headers: csp ? { 'content-security-policy': csp } : {}, body: PAGE });
    if (pathname === '/assets/planted.js') return route.fulfill({ contentType: 'text/javascript', body: script(texts) });
    return route.abort();
  });
  const page = await watcher.open(context, 'planted', 'planted.test');
  await page.goto('http://planted.test/');
  await page.waitForLoadState('networkidle');
  await watcher.look(page, 'planted', []);
  await context.close();
  return watcher.seen;
}

/** Empty, or what was missed. */
export async function planted(scene) {
  const bank = bankOpen();
  const texts = Array.from({ length: kinds }, () => bank.text('planted', 2000, true));
  const server = await scene.stage.serve();
  const { headers } = await request(server.port);
  const naked = await plant(scene, texts, '');
  const ran = new Set(naked.flatMap((what) => /ran (\d+)|pwned?-(\d+)/.exec(what)?.slice(1).filter(Boolean) ?? []));
  const reports = (await plant(scene, texts, headers['content-security-policy'])).filter((what) => what.includes('report'));
  console.log(`     planted: ${ran.size} of ${kinds} kinds ran without a policy; ${reports.length} reports with the product's`);
  if (ran.size < 60) return `only ${ran.size} payloads ran in a page that uses innerHTML`;
  return reports.length < 60 ? `only ${reports.length} reports of the policy` : '';
}
