// Opens every state of the built trainer's pages in Chromium, on a desk and on a phone, light and dark: the content
// security policy must stay silent, axe must find nothing, nothing may scroll sideways; a screenshot of each is written.
//
//   npm run build && node tests/screens/trainer.ts [name-prefix] [look-prefix]      screenshots in /tmp/coolhead-screens, or $SCREENS
import { AxeBuilder } from '@axe-core/playwright';
import { mkdirSync } from 'node:fs';
import { chromium, type Browser, type Page as Tab } from 'playwright-core';
import type { ServerMessage } from '../../src/lib/protocol.ts';
import { deskStates, hello, type DeskState } from './desk.ts';
import { serve } from './serve.ts';

const DIST = process.env.DIST ?? new URL('../../dist', import.meta.url).pathname;
const OUT = process.env.SCREENS ?? '/tmp/coolhead-screens';
const PREFIX = process.argv[2] ?? '';
const LOOK = process.argv[3] ?? '';
const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

const LOOKS = [
  { name: 'desk-light', viewport: { width: 1440, height: 900 }, colorScheme: 'light', hasTouch: false },
  { name: 'desk-dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark', hasTouch: false },
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light', hasTouch: true },
] as const;
type Look = (typeof LOOKS)[number];

const problems: string[] = [];

async function main(): Promise<void> {
  mkdirSync(OUT, { recursive: true });
  const { server, url } = await serve(DIST);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
  const chosen = deskStates.filter((state) => state.name.startsWith(PREFIX));
  const looks = LOOKS.filter((look) => look.name.startsWith(LOOK));
  for (const look of looks) for (const state of chosen) await see(browser, url, state, look);
  await browser.close();
  server.close();
  for (const problem of problems) console.log(problem);
  const failed = new Set(problems.map((problem) => problem.split(':')[0])).size;
  console.log(`trainer screens: ${chosen.length * looks.length - failed} passed, ${failed} failed; pictures in ${OUT}`);
  if (problems.length > 0) process.exitCode = 1;
}

async function see(browser: Browser, url: string, state: DeskState, look: Look): Promise<void> {
  const where = `${state.name} ${look.name}`;
  const { viewport, colorScheme, hasTouch } = look;
  const context = await browser.newContext({ viewport, colorScheme, hasTouch, isMobile: hasTouch, reducedMotion: 'reduce' });
  const tab = await context.newPage();
  tab.setDefaultTimeout(5000);
  tab.on('pageerror', (error) => problems.push(`${where}: ${error.message}`));
  tab.on('console', (line) => {
    if (line.type() === 'error' && !line.text().includes('Failed to load resource')) problems.push(`${where}: ${line.text()}`);
  });
  try {
    await answer(tab, state);
    await tab.goto(url + state.url);
    await tab.waitForTimeout(450);
    await state.act?.(tab);
    await tab.waitForTimeout(200);
    await tab.screenshot({ path: `${OUT}/${state.name}.${look.name}.png` });
    await judge(tab, where);
  } catch (error) {
    problems.push(`${where}: ${String(error).split('\n')[0]}`);
  }
  await context.close();
}

async function answer(tab: Tab, { api, streams, network }: DeskState): Promise<void> {
  await tab.route('**/api/**', (route) => {
    const path = new URL(route.request().url()).pathname.slice('/api/'.length);
    const told = path === 'handover' ? { secret: 'A'.repeat(43), expires: Date.now() + 600_000 } : api[path];
    if (told === undefined) return route.abort();
    if (typeof told === 'number') return route.fulfill({ status: told, json: { code: 'no', path: '', text: told === 404 ? 'There is no such recording. It may have been deleted.' : 'This name and password do not go together.' } });
    return route.fulfill({ json: told });
  });
  await tab.routeWebSocket('**/ws', (socket) => {
    const say = (messages: readonly ServerMessage[]) => socket.send(JSON.stringify(messages));
    socket.onMessage((text) => {
      const message = JSON.parse(String(text)) as { type: string; stream?: number; id?: number };
      if (message.type === 'hello') say(hello.map((each) => ({ ...each, now: Date.now() })));
      else if (message.type === 'watch') say(streams?.[message.stream!] ?? [{ type: 'refused', id: 0, code: 'unknown_stream', path: '/stream', text: '' }]);
      else if (message.id) say([{ type: 'accepted', id: message.id }]);
      if (network === 'cut' && message.type === 'watch') setTimeout(() => void socket.close(), 100);
    });
  });
}

async function judge(tab: Tab, where: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page: tab }).setLegacyMode(true).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  for (const each of violations) problems.push(`${where}: axe ${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(' | ').slice(0, 300)}`);
  const sideways = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (sideways > 0) problems.push(`${where}: scrolls sideways by ${sideways} px`);
}

await main();
