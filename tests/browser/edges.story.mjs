import assert from 'node:assert/strict';
import { fillJoin, join, joinForm, makeClass, openSetup, setUp } from './lib/people.mjs';
import { LAPTOP, PHONE } from './lib/stage.mjs';

export const title = 'Who is not recorded, comes late, watches, or leaves';

const LONG = 'Wilhelmina-Charlotte von Hohenlohe-Langen'.slice(0, 40);
const shared = {};

// A server that says once that it has too much to do.
async function busyOnce(page, seconds) {
  let asked = 0;
  await page.routeWebSocket(/\/ws$/, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((text) => {
      const message = JSON.parse(text);
      if (message.type !== 'join' || asked++ > 0) return server.send(text);
      socket.send(JSON.stringify([{ type: 'refused', id: message.id, code: 'busy', path: '', text: 'The server has too much to do.', retry_s: seconds }]));
    });
  });
}

export const chapters = {
  'one person is too few, and the trainer reads what to do': async (stage) => {
    await stage.start();
    const trainer = await openSetup(stage);
    await setUp(trainer);
    await trainer.getByRole('button', { name: 'New class' }).first().click();
    await trainer.getByLabel('Name', { exact: true }).fill('Edges');
    shared.code = await makeClass(trainer);
    shared.long = await join(stage, LONG, shared.code);
    await trainer.getByText('1 here').waitFor();
    assert.equal(await trainer.getByRole('button', { name: /Hand out briefs/ }).count(), 0);
    await stage.look(trainer, 'edges-one-person');
  },

  'who comes while the server has too much to do reads when it is tried again, and then it is': async (stage) => {
    const page = await stage.open('Busy Bo', PHONE, `/#code=${shared.code}`);
    await busyOnce(page, 3);
    await page.reload(); // only a connection that is opened now goes through it
    await fillJoin(page, 'Busy Bo', true);
    await page.getByRole('button', { name: /Trying again in [123] s/ }).waitFor();
    await page.getByText(/this page tries again by itself/).first().waitFor();
    assert.match(await page.evaluate(() => document.activeElement.innerText), /tries again by itself/, 'it is read out, and in sight');
    await stage.look(page, 'edges-busy');
    await page.getByText('You’re in').waitFor();
    await page.close();
  },

  'a call with somebody who is not recorded is not recorded, and nobody is told by whom': async (stage) => {
    const trainer = stage.pages.get('trainer');
    shared.guest = await join(stage, 'Quiet Guest', shared.code, { recorded: false });
    await stage.look(shared.guest, 'edges-lobby-unrecorded');
    await trainer.getByRole('button', { name: 'Propose pairs for 2' }).click();
    await trainer.getByRole('button', { name: /Hand out briefs/ }).click();
    for (const page of [shared.long, shared.guest]) {
      await page.getByText('This call isn’t recorded', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Ready' }).click();
    }
    for (const page of [shared.long, shared.guest]) await page.getByText('this call isn’t recorded', { exact: true }).first().waitFor();
    await stage.look(shared.long, 'edges-call-unrecorded');
  },

  'a latecomer watches; recorded or not, they cannot write to the pair': async (stage) => {
    const late = await joinForm(stage, 'Late Lou', shared.code, false);
    shared.late = late;
    await late.getByText(/You watch|You can’t write to the pair|You observe/).first().waitFor();
    assert.equal(await late.getByRole('button', { name: 'Send' }).count(), 0);
    await stage.look(late, 'edges-latecomer');
    await late.getByRole('button', { name: 'Mark' }).click();
  },

  'who leaves goes without penalty, and the partner chooses': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await shared.guest.getByRole('button', { name: 'Help' }).click();
    await shared.guest.getByRole('button', { name: 'Leave this call…' }).click();
    await stage.look(shared.guest, 'edges-leave');
    await shared.guest.getByRole('button', { name: 'Leave the call' }).click();
    await shared.guest.getByText('You’re in').waitFor();
    await shared.long.getByText(/has left the call/).first().waitFor();
    await stage.look(shared.long, 'edges-partner-left');
    await trainer.getByText(/left/i).first().waitFor();
    await stage.look(trainer, 'edges-wall-left');
    await shared.long.getByRole('button', { name: 'End the call' }).click();
    await shared.long.getByRole('button', { name: 'I’m myself again' }).waitFor();
  },

  'nothing of that call is in the list of recordings': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await trainer.getByRole('button', { name: 'End round' }).click();
    await trainer.getByRole('button', { name: 'End the round' }).click();
    await trainer.getByRole('link', { name: 'Recordings' }).click();
    await trainer.getByText('No recordings yet').waitFor();
    assert.equal(await trainer.getByText('Two days late').count(), 0);
    await stage.look(trainer, 'edges-no-recordings');
  },

  'another class is another list on the same page: the choice keeps the focus': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await trainer.goto(`${stage.url}/trainer`);
    await trainer.getByRole('button', { name: 'New class' }).first().click();
    await trainer.getByLabel('Name', { exact: true }).fill('Afternoon');
    await makeClass(trainer);
    await trainer.goto(`${stage.url}/review`);
    const choice = await trainer.getByRole('combobox', { name: /^Class/ }).elementHandle();
    for (const [key, name] of [['End', 'Edges'], ['Home', 'Afternoon'], ['End', 'Edges']]) {
      await choice.press(key);
      await trainer.getByRole('heading', { level: 1, name }).waitFor();
      await trainer.getByText('No recordings yet').waitFor();
      assert.ok(await choice.evaluate((element) => element === document.activeElement), `the focus is lost at ${name}`);
    }
    await stage.look(trainer, 'edges-recordings-of-classes');
    await trainer.goBack();
    await trainer.getByRole('heading', { level: 1, name: 'Afternoon' }).waitFor();
    assert.equal(await choice.evaluate((element) => element.selectedOptions[0].text), 'Afternoon');
  },

  'the same screens stand in the dark, and on the trainer’s phone': async (stage) => {
    const trainer = stage.pages.get('trainer');
    const cookies = await trainer.context().cookies();
    for (const [name, size] of [['dark', LAPTOP], ['phone', { width: 390, height: 844 }]]) {
      const page = await stage.open(name, size, '/', { colorScheme: 'dark' });
      await page.context().addCookies(cookies);
      await page.goto(`${stage.url}/trainer`);
      await page.getByText('Edges').first().click();
      await page.getByText(shared.code.slice(0, 3)).first().waitFor();
      await stage.look(page, `edges-lobby-${name}`);
    }
  },
};
