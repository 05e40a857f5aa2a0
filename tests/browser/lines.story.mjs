import assert from 'node:assert/strict';
import { join, makeClass, openSetup, setUp } from './lib/people.mjs';

export const title = 'A line is never lost without a word';

const shared = {};

// Between the page and the server: what is cut off is swallowed, as on a network that only looks alive.
async function gateOf(page) {
  const gate = { fromPage: true, fromServer: true };
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => gate.fromPage && server.send(message));
    server.onMessage((message) => gate.fromServer && socket.send(message));
  });
  return gate;
}

async function send(page, text) {
  await page.getByPlaceholder(/Write to/).fill(text);
  await page.getByRole('button', { name: 'Send' }).click();
}

async function seenOnce(text) {
  for (const page of [shared.csr, shared.customer]) {
    await page.getByText(text, { exact: true }).waitFor();
    assert.equal(await page.getByText(text, { exact: true }).count(), 1, text);
  }
}

export const chapters = {
  'two are in a call': async (stage) => {
    await stage.start();
    const trainer = await openSetup(stage);
    await setUp(trainer);
    await trainer.getByRole('button', { name: 'New class' }).first().click();
    await trainer.getByLabel('Name', { exact: true }).fill('Lines');
    const code = await makeClass(trainer);
    const pages = [await join(stage, 'Ana', code), await join(stage, 'Ben', code)];
    await trainer.getByRole('button', { name: 'Propose pairs for 2' }).click();
    await trainer.getByRole('button', { name: /Hand out briefs/ }).click();
    for (const page of pages) await page.getByRole('button', { name: 'Ready' }).click();
    await pages[0].getByPlaceholder(/Write to|Answer as/).waitFor();
    const first = await pages[0].getByPlaceholder(/Write to/).isVisible();
    [shared.csr, shared.customer] = first ? pages : pages.reverse();
    shared.gate = await gateOf(shared.csr);
    await shared.csr.reload(); // only a connection that is opened now goes through the gate
    await shared.csr.getByPlaceholder(/Write to/).waitFor();
  },

  'a line that never left a page is sent by its next load': async () => {
    shared.gate.fromPage = false;
    await send(shared.csr, 'Before the reload.');
    await shared.csr.getByText('Before the reload.', { exact: true }).waitFor();
    shared.gate.fromPage = true;
    await shared.csr.reload();
    await seenOnce('Before the reload.');
  },

  'a line that arrived, whose answer did not, is said once': async () => {
    shared.gate.fromServer = false;
    await send(shared.csr, 'Heard by one.');
    await shared.customer.getByText('Heard by one.', { exact: true }).waitFor();
    shared.gate.fromServer = true;
    await shared.csr.reload();
    await seenOnce('Heard by one.');
    await send(shared.csr, 'And on it goes.');
    await seenOnce('And on it goes.');
  },

  'a line for a partner who isn’t back waits in its field, and says why': async (stage) => {
    await stage.kill();
    await shared.csr.getByText(/connect/i).first().waitFor();
    await shared.customer.goto('about:blank');
    await send(shared.csr, 'Are you there?');
    await stage.start();
    await shared.csr.getByText(/Not sent; your line waits in its field\. Your partner is away/).first().waitFor();
    await stage.look(shared.csr, 'line-refused');
    await shared.customer.goto(stage.url);
    const field = shared.csr.getByPlaceholder(/Write to/);
    await field.waitFor();
    assert.equal(await field.inputValue(), 'Are you there?');
    await shared.csr.getByRole('button', { name: 'Send' }).click();
    await seenOnce('Are you there?');
  },
};
