// What is measured, each as people meet it: the real server, real pages, and as many people as it takes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { classOf, callsOf, pairsOf, say, trainerOf } from '../../wire/lib/class.mjs';
import { Trainer } from '../../wire/lib/people.mjs';
import { besideUnit, DESK, pageOpen, PHONE, rendererMs, usableAfter, watchFor } from './chrome.mjs';

const OPEN_MAX = 16; // commands under way at a time, as a page sends them
const FAST = { burst: 100_000, per_minute: 1_000_000 };
const wait = (ms) => new Promise((done) => setTimeout(done, ms));

async function cookieTo(page, { cookie }, url) {
  const [name, value] = cookie.split('=');
  await page.context().addCookies([{ name, value, url }]);
}

// Each gives what besideUnit does.

/** Milliseconds from opening the link until the join form can be typed into: a phone `slow` times slower, nothing cached. */
export async function joinForm(stage, browser, { rounds, slow }) {
  const server = await stage.serve();
  return besideUnit(browser, { rounds, slow }, async () => {
    const page = await pageOpen(browser, PHONE, slow);
    await watchFor(page, 'input[data-part="name"]');
    await page.goto(`http://localhost:${server.port}/#code=KM7Q4P`);
    const cost = await usableAfter(page);
    await page.getByLabel('Your name or a nickname').fill('Ana');
    await page.context().close();
    return cost;
  });
}

/** Processor milliseconds that a wall of live pairs takes in a second; prints how much was said meanwhile. */
export async function wall(stage, browser, { pairs, seconds }) {
  const server = stage.run('coolhead', ['serve', '--port', '0', '--demo', String(pairs), '--scenarios', stage.source('scenarios')]);
  server.port = Number((await server.logged(/listening port=(\d+)/))[1]);
  const invited = /#class=(\d+)\nand sign in as (\w+) with the password (\S+)/;
  while (!invited.test(server.output)) await wait(50);
  const [, stream, name, password] = invited.exec(server.output);
  const trainer = new Trainer(stage, server.port);
  await trainer.signIn(name, password);
  const page = await pageOpen(browser, DESK);
  await cookieTo(page, trainer, `http://localhost:${server.port}`);
  await page.goto(`http://localhost:${server.port}/trainer#class=${stream}`);
  await trainer.attend();
  trainer.watch(Number(stream));
  const calls = () => Object.values(trainer.tiles).filter(({ phase }) => phase === 'call');
  const lines = () => calls().reduce((sum, { said }) => sum + said, 0);
  while (calls().length < pairs || lines() < pairs) await wait(100); // they read their briefs first
  const spent = await besideUnit(browser, { rounds: 1 }, async () => {
    const [usedBefore, saidBefore] = [await rendererMs(browser), lines()];
    await wait(seconds * 1000);
    const used = (await rendererMs(browser)) - usedBefore;
    console.log(`     ${lines() - saidBefore} lines came in ${seconds} s`);
    return used / seconds;
  });
  if (process.env.COOLHEAD_SCREENS) await page.screenshot({ path: join(process.env.COOLHEAD_SCREENS, `wall-${pairs}.png`) });
  await page.context().close();
  return spent;
}

// A call in which `count` lines are said, as fast as they are saved.
async function longCall(stage, count) {
  const config = join(stage.folder(), 'config.json');
  const data = stage.folder();
  writeFileSync(config, JSON.stringify({ port: 0, scenarios: stage.source('scenarios'), chat: FAST, typing: FAST, other: FAST }));
  const server = stage.run('coolhead', ['serve', '--data', data, '--config', config]);
  server.data = data;
  server.port = Number((await server.logged(/listening port=(\d+)/))[1]);
  const group = await callsOf(await classOf(stage, await trainerOf(stage, server), 2), { call_s: 3600 });
  const { trainer, trainees, stream } = group;
  const [{ session, csr, customer }] = pairsOf(trainees);
  for (let said = 0; said < count; ) {
    const one = said % 64 < 32 ? csr : customer;
    const ids = [];
    for (; ids.length < OPEN_MAX && said < count; said += 1) ids.push(one.give(session, say(`Line ${said + 1}: what we can do by Friday, and what we can't.`)));
    await one.until(() => ids.every((id) => one.accepted.has(id)), 'lines that are saved');
  }
  await trainer.command(stream, { type: 'end_calls' });
  await trainer.command(stream, { type: 'end_round' });
  return { server, trainer, stream };
}

/** Milliseconds from the click on a recording of `lines` lines until its transcript can be used. */
export async function reviewOpens(stage, browser, { lines, rounds }) {
  const { server, trainer, stream } = await longCall(stage, lines);
  const url = `http://localhost:${server.port}`;
  return besideUnit(browser, { rounds }, async (i) => {
    const page = await pageOpen(browser, DESK);
    await cookieTo(page, trainer, url);
    await watchFor(page, '[data-n]');
    await page.goto(`${url}/review#class=${stream}`);
    await page.getByRole('link', { name: /not scored yet/ }).click();
    const cost = await usableAfter(page);
    await page.locator('[data-n]').nth(3).click();
    await page.getByRole('region', { name: 'The picked moment' }).waitFor();
    if (process.env.COOLHEAD_SCREENS && i === 0) await page.screenshot({ path: join(process.env.COOLHEAD_SCREENS, `review-${lines}.png`) });
    await page.context().close();
    return cost;
  });
}
