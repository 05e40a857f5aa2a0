// A browser that tells what its pages cost, and a page whose work is always the same: machines differ, ratios less so.
import { chromium } from 'playwright-core';
import { FLAGS } from '../lib/stage.mjs';

export const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
export const DESK = { viewport: { width: 1440, height: 900 } };

export const launch = () => chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });

function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** A page in a context of its own, `slow` times slower than this machine. */
export async function pageOpen(browser, options, slow = 1) {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  if (slow > 1) await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slow });
  return page;
}

// In the page: the time at which `wanted` stands there and the main thread has had a turn, since the page began or was clicked.
function stopwatch(wanted) {
  let began = 0;
  addEventListener('click', () => (began = performance.now()), { capture: true });
  window.usable = new Promise((done) => {
    const look = () => {
      if (!document.querySelector(wanted)) return;
      watching.disconnect();
      requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
    };
    const watching = new MutationObserver(look);
    watching.observe(document, { childList: true, subtree: true });
  });
}

/** From now on each page of this kind can say when `wanted` (a selector) was usable. */
export const watchFor = (page, wanted) => page.addInitScript(stopwatch, wanted);

/** Milliseconds from navigation, or from the last click, until it was. */
export const usableAfter = (page) => page.evaluate(() => window.usable);

// Makes and lays out rows and reads them again: what a page mostly does.
function work() {
  const began = performance.now();
  const list = document.body.appendChild(document.createElement('ol'));
  for (let i = 0; i < 4000; i += 1) {
    const row = list.appendChild(document.createElement('li'));
    row.textContent = JSON.stringify({ row: i, words: 'a line that somebody might have written '.repeat(1 + (i % 3)) });
    if (i % 40 === 0) void list.offsetHeight;
  }
  for (const row of list.children) JSON.parse(row.textContent);
  return performance.now() - began;
}

/** Milliseconds of the fixed work in this browser, now: the unit of the guard. */
export async function unitOf(browser, slow = 1) {
  const page = await pageOpen(browser, DESK, slow);
  const times = [];
  for (let i = 0; i < 3; i += 1) {
    await page.goto('about:blank');
    times.push(await page.evaluate(work));
  }
  await page.context().close();
  return median(times);
}

/** Medians over rounds of what `play` costs and of its share of the fixed work, which is done right before it each time: a machine
 *  may be slower a minute later. */
export async function besideUnit(browser, { rounds, slow = 1 }, play) {
  const played = [];
  for (let i = 0; i < rounds; i += 1) {
    const unit = await unitOf(browser, slow);
    const cost = await play(i);
    played.push({ cost, share: cost / unit });
  }
  return { cost: median(played.map(({ cost }) => cost)), share: median(played.map(({ share }) => share)) };
}

/** What all renderer processes have used so far, in milliseconds of processor. */
export async function rendererMs(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.filter(({ type }) => type === 'renderer').reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
}
