// A server on a data folder of its own, a browser, and the pages that a story opens.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

export const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
];
export const PHONE = { width: 360, height: 740 };
export const LAPTOP = { width: 1440, height: 900 };

export class Stage {
  constructor(buildFolder, screens) {
    this.program = join(buildFolder, 'coolhead');
    this.screens = screens;
    this.data = mkdtempSync(join(tmpdir(), 'coolhead-browser-'));
    this.pages = new Map();
    this.complaints = []; // of pages: errors that nobody caught
    this.findings = []; // on screens: by axe, or by their width
    this.bytes = new Map(); // what each page was ever sent, for the search for secrets
  }

  // ── the server ──

  async start() {
    const config = join(this.data, 'config.json');
    // Wrong codes are tried on purpose, and the axe runs make many requests at once.
    writeFileSync(config, JSON.stringify({ port: this.port ?? 0, scenarios: 'scenarios' }));
    this.server = spawn(this.program, ['serve', '--data', join(this.data, 'data'), '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.output = '';
    this.exited = new Promise((done) => this.server.on('exit', (code, signal) => done({ code, signal })));
    const listening = new Promise((done) => {
      const look = (bytes) => {
        this.output += bytes;
        const match = /listening port=(\d+)/.exec(this.output);
        if (match) done(Number(match[1]));
      };
      this.server.stdout.on('data', look);
      this.server.stderr.on('data', look);
    });
    const gone = this.exited.then(({ code }) => Promise.reject(new Error(`the server ended with ${code}: ${this.output}`)));
    gone.catch(() => {});
    this.port = await Promise.race([listening, gone]);
    this.url = `http://localhost:${this.port}`;
  }

  setupLink() {
    const link = new URL(readFileSync(join(this.data, 'data', 'setup-link'), 'utf8').trim());
    return this.url + link.pathname + link.hash;
  }

  async kill() {
    this.server.kill('SIGKILL');
    await this.exited;
  }

  // ── pages ──

  // A browser of its own for each person: no cookie or storage is shared.
  async open(name, size, path = '/', options = {}) {
    this.browser ??= await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
    const phone = size.width < 500;
    const context = await this.browser.newContext({ viewport: size, isMobile: phone, hasTouch: phone, reducedMotion: 'reduce', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('pageerror', (error) => this.complaints.push(`${name}: ${error.message}`));
    page.on('console', (message) => {
      // A server that is killed on purpose makes its pages say that the connection was refused.
      if (message.type() === 'error' && !/ERR_CONNECTION|WebSocket|status of 4/.test(message.text())) this.complaints.push(`${name}: ${message.text()}`);
    });
    this.bytes.set(name, []);
    page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => this.bytes.get(name).push(String(payload))));
    this.pages.set(name, page);
    await page.goto(this.url + path);
    return page;
  }

  received(name) {
    return this.bytes.get(name).join('\n');
  }

  async close(name) {
    await this.pages.get(name).context().close();
    this.pages.delete(name);
  }

  // Every screen is looked at: by axe, for anything wider than the screen, and on a picture. What is
  // found fails the story at its end, so that one run shows all of it. Axe's legacy mode finds the same in a page without
  // frames, and opens no second page for it: a quarter of the time.
  async look(page, name) {
    await page.screenshot({ path: join(this.screens, `${name}.png`) });
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    if (wide > 0) this.findings.push(`${name} is ${wide} px wider than its screen`);
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    for (const { id, help, nodes } of violations)
      this.findings.push(`${name}: ${id}: ${help}\n      ${nodes.slice(0, 3).map((node) => node.html).join('\n      ')}`);
  }

  complain() {
    if (this.complaints.length) throw new Error(`pages complained:\n  ${this.complaints.join('\n  ')}`);
  }

  // What the pages show and the server has said when a story broke; a picture of each page is kept.
  async wreck(story) {
    const lines = [];
    for (const [name, page] of this.pages) {
      const file = `failed-${story.replace('.story.mjs', '')}-${name}`.replace(/[^\w-]/g, '_');
      await page.screenshot({ path: join(this.screens, `${file}.png`) }).catch(() => {});
      const text = await page.locator('body').innerText().catch(() => '(gone)');
      lines.push(`    ${name}: ${text.replace(/\n+/g, ' | ').slice(0, 600)}`);
    }
    return [...lines, this.output.slice(-2000)].join('\n');
  }

  async clear() {
    await this.browser?.close();
    if (this.server && this.server.exitCode === null && this.server.signalCode === null) {
      this.server.kill('SIGTERM');
      await this.exited;
    }
    rmSync(this.data, { recursive: true, force: true });
  }
}
