// Opens every state of the built pages in Chromium, narrow and wide, light and dark, zoomed to 320 px: the content security policy must
// stay silent, axe must find nothing, nothing may scroll sideways; a screenshot of each is written for human eyes.
//
//   npm run build && npm run screens [-- state look]      screenshots in /tmp/coolhead-screens or $SCREENS; pages from dist or $DIST
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import type { Browser, BrowserContext, WebSocketRoute } from 'playwright-core';
import type { ServerMessage } from '../../src/lib/protocol.ts';
import { browserOpen } from './browser.ts';
import { serve } from './serve.ts';
import { states, STREAMS, type State } from './states.ts';

const OUT = process.env.SCREENS ?? '/tmp/coolhead-screens';
const PREFIX = process.argv[2] ?? '';
const LOOK = process.argv[3] ?? '';

const LOOKS = [
  { name: 'phone-light', viewport: { width: 360, height: 740 }, colorScheme: 'light', deviceScaleFactor: 2 },
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark', deviceScaleFactor: 1 },
  { name: 'wide-light', viewport: { width: 1440, height: 900 }, colorScheme: 'light', deviceScaleFactor: 1 },
  { name: 'zoom-light', viewport: { width: 320, height: 568 }, colorScheme: 'light', deviceScaleFactor: 1 },
] as const;
type Look = (typeof LOOKS)[number];

const AT_ONCE = 4; // most of a state's time is waiting; more would make two cores the bottleneck

const problems: string[] = [];

async function main(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const { server, url } = await serve(process.env.DIST ?? new URL('../../dist', import.meta.url).pathname);
  const browser = await browserOpen();
  const chosen = states.filter((state) => state.name.startsWith(PREFIX));
  const looks = LOOKS.filter((look) => look.name.startsWith(LOOK));
  const work = looks.flatMap((look) => chosen.map((state) => () => see(browser, url, state, look)));
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let next = work.shift(); next; next = work.shift()) await next();
  }));
  await browser.close();
  server.close();
  for (const problem of problems) console.log(problem);
  const count = chosen.length * looks.length;
  console.log(`screens: ${count - new Set(problems.map((problem) => problem.split(':')[0])).size} passed, ${problems.length} problems; pictures in ${OUT}`);
  if (problems.length > 0) process.exitCode = 1;
}

async function see(browser: Browser, url: string, state: State, look: Look): Promise<void> {
  const where = `${state.name} ${look.name}`;
  const context = await browser.newContext({ viewport: look.viewport, colorScheme: look.colorScheme, deviceScaleFactor: look.deviceScaleFactor, reducedMotion: 'reduce' });
  try {
    await open(context, url, state, look, where);
  } catch (error) {
    problems.push(`${where}: ${String(error).split('\n')[0]}`);
  }
  await context.close();
}

async function open(context: BrowserContext, url: string, state: State, look: Look, where: string): Promise<void> {
  const tab = await context.newPage();
  tab.setDefaultTimeout(5000);
  tab.on('pageerror', (error) => problems.push(`${where}: ${error.message}`));
  tab.on('console', (line) => {
    if (line.type() === 'error' && state.network !== 'refuse' && !line.text().startsWith('Failed to load resource')) problems.push(`${where}: ${line.text()}`);
  });
  if (state.network !== 'refuse') await tab.routeWebSocket('**/ws', (socket) => answer(socket, state));
  await tab.route('**/api/page', (route) => (state.api ? route.fulfill({ status: state.api.status, json: state.api.body }) : route.abort()));
  await tab.goto(url + (state.url ?? '/'));
  await tab.waitForTimeout(state.network === 'refuse' ? 2500 : 350);
  if (look.viewport.width >= 960 && state.act && (await tab.getByRole('tab').count()) === 0 && state.act.toString().includes("'tab'")) return;
  await state.act?.(tab);
  await tab.waitForTimeout(150);
  await tab.screenshot({ path: `${OUT}/${state.name}.${look.name}.png` });
  await judge(tab, where);
}

function answer(socket: WebSocketRoute, state: State): void {
  let connected = 0;
  const say = (messages: ServerMessage[]) => messages.length > 0 && socket.send(JSON.stringify(messages));
  socket.onMessage((text) => {
    const message = JSON.parse(String(text)) as { type: string; stream?: number; id?: number };
    const { stage } = state;
    if (message.type === 'hello') say(state.hello);
    else if (message.type === 'join' && state.refuse) say([{ type: 'refused', id: 0, ...state.refuse } as ServerMessage]);
    else if (message.type === 'watch' && stage) {
      const running = state.running ?? true;
      const sheet = message.stream === STREAMS.SHEET;
      say([...(sheet ? stage.sheet : stage.session), stage.caughtUp(message.stream!, running, state.up)]);
      if (!sheet && ++connected === 1 && state.network === 'cut') setTimeout(() => void socket.close(), 100);
    } else if (message.id) say([{ type: 'accepted', id: message.id }]);
    if ((message.type === 'hello' && !stage) || (message.type === 'watch' && message.stream === STREAMS.SESSION)) say(state.live ?? []);
  });
}

async function judge(tab: Awaited<ReturnType<BrowserContext['newPage']>>, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: tab }).setLegacyMode(true).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  for (const each of violations) problems.push(`${where}: axe ${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ').slice(0, 300)}`);
  const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (sideways > 0) problems.push(`${where}: scrolls sideways by ${sideways} px`);
  const small = await tab.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, input, textarea, [role=tab], [role=slider]')]
      .filter((each) => each.checkVisibility({ opacityProperty: false }) && !each.closest('.link, label'))
      .map((each) => ({ name: each.textContent?.trim() || each.ariaLabel || each.tagName, box: each.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height < 39.5)
      .map(({ name, box }) => `${name} ${Math.round(box.height)} px`),
  );
  for (const each of small) problems.push(`${where}: too small to tap: ${each}`);
}

await main();
