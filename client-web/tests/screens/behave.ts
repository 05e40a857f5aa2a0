// What a person does on the built pages, by keyboard and by tap, and what the server is told: each story in a browser of
// its own, against a server that only these lines play.
//
//   npm run build && node tests/screens/behave.ts [story]
import assert from 'node:assert/strict';
import type { Browser, Page as Tab, WebSocketRoute } from 'playwright-core';
import type { ServerMessage, SessionEvent } from '../../src/lib/protocol.ts';
import { place, SESSION, SHEET, Stage, welcome } from '../lib/stage.ts';
import { browserOpen } from './browser.ts';
import { serve } from './serve.ts';

interface Heard {
  type: string;
  id?: number;
  [field: string]: unknown;
}

/** One tab and the server it talks to. */
interface Play {
  tab: Tab;
  heard: Heard[];
  /** All that was heard of one type. */
  of(type: string): Heard[];
  say(...messages: ServerMessage[]): void;
  /** Says the stage's events that were not said yet. */
  tell(stage: Stage): void;
  /** Accepts commands at once, or leaves them open. */
  accepting: boolean;
  cut(): void;
}

async function play(browser: Browser, url: string, hello: ServerMessage[], stage?: Stage): Promise<Play> {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, reducedMotion: 'reduce' });
  const tab = await context.newPage();
  tab.setDefaultTimeout(4000);
  let socket: WebSocketRoute;
  let told = 0;
  const made: Play = {
    tab,
    heard: [],
    accepting: true,
    of: (type) => made.heard.filter((each) => each.type === type),
    say: (...messages) => socket.send(JSON.stringify(messages)),
    tell: (scene) => {
      made.say(...scene.session.slice(told));
      told = scene.session.length;
    },
    cut: () => void socket.close(),
  };
  await tab.routeWebSocket('**/ws', (route) => {
    socket = route;
    route.onMessage((text) => {
      const message = JSON.parse(String(text)) as Heard;
      made.heard.push(message);
      if (message.type === 'hello') made.say(...hello);
      else if (message.type === 'watch' && stage && message.stream === SESSION) {
        made.say(...stage.session.slice(Number(message.n)), stage.caughtUp(SESSION, true));
        told = stage.session.length;
      } else if (message.type === 'watch' && stage) made.say(...stage.sheet, stage.caughtUp(SHEET, true));
      else if (message.id && made.accepting) made.say({ type: 'accepted', id: message.id });
    });
  });
  await tab.goto(url);
  return made;
}

const button = (tab: Tab, name: string) => tab.getByRole('button', { name, exact: true });
const soon = (tab: Tab) => tab.waitForTimeout(120);
const csr = () => new Stage({ seat: 'csr' }).call().at(60).said('customer', 'Where is it?');
const customer = () => new Stage({ seat: 'customer' }).call().at(60);

type Story = (browser: Browser, url: string) => Promise<void>;

const stories: Record<string, Story> = {
  async 'joining tells code, name, choice and a token that the device keeps'(browser, url) {
    const { tab, of, say } = await play(browser, `${url}/#code=km7q4p`, [welcome({ who: 'nobody', instance: 0 })]);
    await tab.getByLabel('Your name or a nickname').fill('  Priya N. ');
    await tab.getByText('Don’t record me').click();
    await tab.keyboard.press('Enter');
    await soon(tab);
    const [join] = of('join');
    assert.equal(join?.code, 'KM7Q4P');
    assert.equal(join?.name, 'Priya N.');
    assert.equal(join?.recorded, false);
    assert.match(String(join?.token), /^[\w-]{43}$/);
    say(welcome({ recorded: false }), place({ recorded: false }));
    await tab.getByRole('heading', { name: 'You’re in' }).waitFor();
    await tab.reload();
    await soon(tab);
    assert.equal(of('hello').at(-1)?.token, join?.token);
  },

  async 'the code stands in two groups while it is typed, and the caret stays in its place'(browser, url) {
    const { tab } = await play(browser, url, [welcome({ who: 'nobody', instance: 0 })]);
    const code = tab.getByLabel('Class code');
    await code.pressSequentially('km7-q4p9');
    assert.equal(await code.inputValue(), 'KM7 Q4P');
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'Delete', 'x']) await code.press(key);
    assert.equal(await code.inputValue(), 'KMX Q4P');
    assert.equal(await code.evaluate((input: HTMLInputElement) => input.selectionStart), 3);
  },

  async 'a line is pending until it is saved, then it stands in the conversation once'(browser, url) {
    const stage = csr();
    const each = await play(browser, url, stage.hello, stage);
    each.accepting = false;
    const box = each.tab.getByRole('textbox', { name: 'Write to Dana' });
    await box.pressSequentially('May I ask?');
    await box.press('Enter');
    await each.tab.getByText('Sending…').waitFor();
    assert.deepEqual(each.heard.filter(({ type }) => type === 'typing' || type === 'say').map(({ type, on, text }) => [type, on ?? text]), [['typing', true], ['typing', false], ['say', 'May I ask?']]);
    stage.said('csr', 'May I ask?');
    each.tell(stage);
    for (const { id } of each.heard) if (id) each.say({ type: 'accepted', id });
    await each.tab.getByText('Sending…').waitFor({ state: 'detached' });
    assert.equal(await each.tab.getByText('May I ask?').count(), 1);
    assert.equal(await box.inputValue(), '');
  },

  async 'a refused line goes back to where it was written'(browser, url) {
    const stage = csr();
    const each = await play(browser, url, stage.hello, stage);
    each.accepting = false;
    const box = each.tab.getByRole('textbox', { name: 'Write to Dana' });
    await box.fill('Too fast');
    await box.press('Enter');
    await soon(each.tab);
    for (const { id } of each.heard) if (id) each.say({ type: 'refused', id, code: 'too_fast', path: '', text: '' });
    await each.tab.getByRole('button', { name: /very fast/ }).waitFor();
    assert.equal(await box.inputValue(), 'Too fast');
  },

  async 'a cut in mid-call sends the open line again, once'(browser, url) {
    const stage = csr();
    const each = await play(browser, url, stage.hello, stage);
    each.accepting = false;
    const box = each.tab.getByRole('textbox', { name: 'Write to Dana' });
    await box.fill('One moment');
    await box.press('Enter');
    await soon(each.tab);
    each.cut();
    await each.tab.getByText('What you write is kept.').waitFor();
    await button(each.tab, 'Try now').click();
    await soon(each.tab);
    const said = each.of('say');
    assert.equal(said.length, 2);
    assert.equal(said[0]?.id, said[1]?.id);
    assert.equal(each.of('hello').at(-1)?.instance, 7);
    assert.equal(each.of('watch').filter(({ stream }) => stream === SESSION).at(-1)?.n, stage.session.length);
  },

  async 'a draft survives tabs and a freeze'(browser, url) {
    const stage = csr();
    const each = await play(browser, url, stage.hello, stage);
    const box = each.tab.getByRole('textbox', { name: 'Write to Dana' });
    await box.fill('Half a sentence');
    await each.tab.getByRole('tab', { name: 'My brief' }).click();
    await button(each.tab, 'Hide').click();
    assert.equal(await box.inputValue(), 'Half a sentence');
    each.tell(stage.event({ type: 'frozen', by: 'trainer' }));
    await each.tab.getByText('The trainer has paused the call').waitFor();
    each.tell(stage.event({ type: 'unfrozen' }));
    assert.equal(await box.inputValue(), 'Half a sentence');
  },

  async 'the dial answers arrows, Home, End and the buttons, up to its ceiling'(browser, url) {
    const stage = customer();
    const { tab, of } = await play(browser, url, stage.hello, stage);
    const dial = tab.getByRole('slider');
    await dial.focus();
    for (const key of ['ArrowUp', 'Home', 'End']) {
      await tab.keyboard.press(key);
      await tab.waitForTimeout(600);
    }
    await button(tab, 'Calmer').click();
    await tab.waitForTimeout(600);
    assert.deepEqual(of('dial').map(({ value }) => value), [8, 0, 9, 8]);
    assert.equal(await dial.getAttribute('aria-valuetext'), '8, very angry');
  },

  async 'a line of the ladder and “I have said it all” go at a tap'(browser, url) {
    const stage = customer();
    const { tab, of } = await play(browser, url, stage.hello, stage);
    await button(tab, 'I have said it all').click();
    await button(tab, '“Ten years. Ten! And this is what I get.”').click();
    await soon(tab);
    assert.equal(of('finish_story').length, 1);
    assert.deepEqual(of('say').map(({ text }) => text), ['Ten years. Ten! And this is what I get.']);
  },

  async 'a screen reader hears only what is new and not its own'(browser, url) {
    const stage = csr();
    const each = await play(browser, url, stage.hello, stage);
    const region = each.tab.getByRole('log', { name: 'News' });
    await each.tab.getByText('Where is it?').waitFor();
    assert.doesNotMatch(String(await region.textContent()), /Where is it/);
    each.tell(stage.said('customer', 'Are you even listening?').said('csr', 'I am.'));
    await soon(each.tab);
    assert.match(String(await region.textContent()), /Dana: Are you even listening\?/);
    assert.doesNotMatch(String(await region.textContent()), /I am\./);
  },

  async 'tabs go by arrows; a sheet closes by Escape and gives the focus back'(browser, url) {
    const stage = csr();
    const { tab } = await play(browser, url, stage.hello, stage);
    await tab.getByRole('tab', { name: 'Call' }).focus();
    await tab.keyboard.press('ArrowRight');
    assert.equal(await tab.getByRole('tab', { selected: true }).textContent(), 'My brief');
    await tab.keyboard.press('ArrowLeft');
    await button(tab, 'Ask a desk').focus();
    await tab.keyboard.press('Enter');
    await tab.getByRole('dialog', { name: 'Ask a desk' }).waitFor();
    await tab.keyboard.press('Escape');
    await tab.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await tab.evaluate(() => document.activeElement?.textContent?.trim()), 'Ask a desk');
  },

  async 'the tools: desk, offer, promise, hold, restate, each one command'(browser, url) {
    const stage = csr();
    const { tab, heard } = await play(browser, url, stage.hello, stage);
    await button(tab, 'Ask a desk').click();
    await button(tab, 'Production').click();
    await button(tab, 'Offer').click();
    await tab.getByText('Two pallets by Thursday').click();
    await button(tab, 'Put it on the table').click();
    await button(tab, 'Promise').click();
    await tab.getByLabel('What you promise Dana').fill('two pallets');
    await button(tab, 'Thursday noon').click();
    await button(tab, 'Promise it').click();
    await button(tab, 'More…').click();
    await tab.getByRole('button', { name: /^Hold/ }).click();
    await button(tab, 'Put Dana on hold').click();
    await tab.getByText('Tell Dana why').waitFor();
    await tab.getByLabel('Why').fill('asking production');
    await button(tab, 'Put Dana on hold').click();
    await button(tab, 'More…').click();
    await tab.getByRole('button', { name: /^Restate/ }).click();
    await tab.getByRole('textbox', { name: /understood/ }).fill('You need two pallets?');
    await button(tab, 'Send to Dana').click();
    await soon(tab);
    const commands = heard.filter(({ id }) => id).map(({ id: _id, stream: _stream, ...command }) => command);
    assert.deepEqual(commands, [
      { type: 'ask_desk', desk: 'production' },
      { type: 'offer', offer: 'partial', text: '' },
      { type: 'promise', what: 'two pallets', due: 'Thursday noon' },
      { type: 'hold', kind: 'hold', reason: 'asking production', seconds: 60 },
      { type: 'say', act: 'restate', text: 'You need two pallets?' },
    ]);
  },

  async 'out of role and leave are two taps away, from either seat'(browser, url) {
    const stage = customer();
    const { tab, of, say } = await play(browser, url, stage.hello, stage);
    await button(tab, 'Help').click();
    await button(tab, 'Stop, I’m out of role').click();
    await button(tab, 'Help').click();
    await button(tab, 'Leave this call…').click();
    await button(tab, 'Leave the call').click();
    await soon(tab);
    assert.equal(of('step_out').length, 1);
    assert.equal(of('leave').length, 1);
    say(place({ round: 1 }));
    await tab.getByRole('heading', { name: /Back in the lobby/ }).waitFor();
    assert.equal(await button(tab, 'This round has been ended. You are back in the lobby.').count(), 0);
  },

  async 'a call that is taken away says so'(browser, url) {
    const stage = new Stage({ seat: 'csr', recorded: false }).call();
    const { tab, say } = await play(browser, url, stage.hello, stage);
    await tab.getByRole('textbox', { name: 'Write to Dana' }).waitFor();
    say(place({ round: 1, recorded: false }));
    await tab.getByRole('button', { name: /nothing of it is left/ }).waitFor();
  },

  async 'scores: each tap is saved by its place in the rubric, Done asks for what is missing'(browser, url) {
    const stage = csr().at(400).event({ type: 'phase_began', phase: 'score', ends: 600_000, why: 'ready' });
    const { tab, of, say } = await play(browser, url, stage.hello, stage);
    const pick = async (title: string, value: string) => tab.getByRole('group', { name: title }).getByRole('radio', { name: value }).check();
    await pick('I let the customer finish', '3');
    await pick('I got the facts', 'N/A');
    await soon(tab);
    assert.deepEqual(of('score').map(({ criterion, value, stream }) => [criterion, value, stream]), [[0, '3', SHEET], [4, 'na', SHEET]]);
    stage.startSheet().score({ type: 'scored', criterion: 0, value: '3' }).score({ type: 'scored', criterion: 4, value: 'na' });
    say(...stage.sheet);
    await button(tab, 'Done').click();
    await tab.getByText('Still open: I named the feeling').waitFor();
    assert.equal(of('submit').length, 0);
    stage.score({ type: 'scored', criterion: 1, value: '4' });
    say(...stage.sheet.slice(-1));
    await tab.getByLabel(/What would you try/).fill('Listen longer');
    await button(tab, 'Done').click();
    await soon(tab);
    assert.deepEqual([of('advise')[0]?.text, of('submit').length], ['Listen longer', 1]);
  },

  async 'moved to another device: nothing by itself, and back as a new one at a tap'(browser, url) {
    const stage = csr();
    const { tab, of, say } = await play(browser, url, stage.hello, stage);
    await tab.getByText('Where is it?').waitFor();
    say({ type: 'notice', code: 'moved', text: '' });
    await tab.getByRole('heading', { name: 'Your seat is on another device now' }).waitFor();
    assert.equal(of('hello').length, 1);
    await button(tab, 'Use this device instead').click();
    await tab.getByText('Where is it?').waitFor();
    assert.equal(of('hello').at(-1)?.instance, 0);
  },

  async 'an observer who steps in starts over in the new seat'(browser, url) {
    const watcher = new Stage({ seat: 'observer' }).call();
    const each = await play(browser, url, watcher.hello, watcher);
    await each.tab.getByRole('button', { name: 'Mark' }).waitFor();
    const seat = csr();
    each.say(...seat.hello.slice(1));
    await soon(each.tab);
    assert.deepEqual(each.of('watch').filter(({ stream }) => stream === SESSION).map(({ n }) => n), [0, 0]);
    each.say(...seat.session, seat.caughtUp(SESSION, true));
    await each.tab.getByRole('textbox', { name: 'Write to Dana' }).waitFor();
  },

  async 'a hand-over link takes the seat with a token of its own, and leaves the address bar'(browser, url) {
    const secret = 's'.repeat(43);
    const { tab, of } = await play(browser, `${url}/#take=${secret}`, [welcome({ who: 'nobody', instance: 0 })]);
    await soon(tab);
    const [take] = of('take_over');
    assert.equal(take?.secret, secret);
    assert.match(String(take?.token), /^[\w-]{43}$/);
    assert.equal(new URL(tab.url()).hash, '');
  },

  async 'what is typed stays text'(browser, url) {
    const stage = csr();
    const each = await play(browser, url, stage.hello, stage);
    each.tell(stage.said('customer', '<img src=x onerror=alert(1)><b>bold</b>').event({ type: 'whispered', text: '<script>alert(1)</script>' } as SessionEvent));
    await each.tab.getByText('<img src=x onerror=alert(1)><b>bold</b>').waitFor();
    assert.equal(await each.tab.locator('.chat img, .chat script, .text b').count(), 0);
  },
};

async function main(): Promise<void> {
  const { server, url } = await serve(process.env.DIST ?? new URL('../../dist', import.meta.url).pathname);
  const browser = await browserOpen();
  let failed = 0;
  const chosen = Object.entries(stories).filter(([name]) => name.includes(process.argv[2] ?? ''));
  for (const [name, story] of chosen) {
    try {
      await story(browser, url);
    } catch (error) {
      failed += 1;
      console.log(`✗ ${name}\n${String(error).slice(0, 1200)}`);
    }
    await Promise.all(browser.contexts().map((context) => context.close()));
  }
  await browser.close();
  server.close();
  console.log(`behave: ${chosen.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

await main();
