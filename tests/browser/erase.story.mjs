import assert from 'node:assert/strict';
import { join } from 'node:path';
import { PASSWORD } from '../wire/lib/people.mjs';
import { momentOf, publish, reviewed } from '../wire/lib/review.mjs';
import { Stage as Wire } from '../wire/lib/server.mjs';
import { LAPTOP } from './lib/stage.mjs';

export const title = 'A line and a person are erased';

const shared = {};

const linesOf = (page, seat) => page.locator(`.line.${seat} .text`).allInnerTexts();

async function until(probe) {
  while (!(await probe())) await new Promise((done) => setTimeout(done, 50));
}

export const chapters = {
  // Played over the wire: what a screen shows of a call is told by the other stories.
  'a call was played, and its page is published': async (stage) => {
    await stage.start();
    const wire = new Wire();
    wire.serve = () => ({ port: stage.port, data: join(stage.data, 'data') });
    const group = await reviewed(wire);
    const { events } = await group.trainer.ask('recording', `?session=${group.session}`);
    await publish(group, momentOf(events, 'Let me ask production.'));
    shared.session = group.session;
    for (const socket of wire.sockets) socket.destroy();
    const trainer = await stage.open('trainer', LAPTOP, '/trainer');
    await trainer.getByLabel('Your name').fill('Tina');
    await trainer.getByLabel('Password').fill(PASSWORD);
    await trainer.getByRole('button', { name: 'Sign in' }).click();
    await trainer.getByText('Tuesday').first().waitFor();
  },

  'a line is erased: other words stand in its place, and the page that quoted it is taken back': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await trainer.goto(`${stage.url}/review#session=${shared.session}`);
    await trainer.locator('.line.csr', { hasText: 'Let me ask production' }).click();
    await trainer.getByRole('button', { name: 'Erase…' }).click();
    await trainer.getByLabel('In its place').fill('(an address)');
    await stage.look(trainer, 'review-erase-line');
    await trainer.getByRole('button', { name: 'Erase for good' }).click();
    await trainer.getByText(/The line is erased: 2 texts\. 1 published page was taken back\./).first().waitFor();
    await until(async () => (await linesOf(trainer, 'csr')).some((text) => text.startsWith('(an address)')));
    assert.equal((await linesOf(trainer, 'csr')).filter((text) => text.includes('production')).length, 0);
    await trainer.getByRole('banner').getByRole('button', { name: /^Preview for/ }).waitFor();
  },

  'a person is erased, after reading what stays; the partner’s words stay': async (stage) => {
    const trainer = stage.pages.get('trainer');
    const partners = await linesOf(trainer, 'csr');
    await trainer.getByRole('button', { name: /^People/ }).click();
    await stage.look(trainer, 'review-people');
    await trainer.getByRole('dialog').getByRole('listitem').filter({ hasText: 'customer' }).getByRole('button').click();
    await trainer.getByText('What stays:').waitFor();
    await stage.look(trainer, 'review-erase-person');
    await trainer.getByRole('button', { name: 'Erase for good' }).click();
    await trainer.getByRole('heading', { name: /Erased \d/ }).waitFor();
    await until(async () => (await linesOf(trainer, 'customer')).every((text) => text.startsWith('This text was erased.')));
    assert.deepEqual(await linesOf(trainer, 'csr'), partners);
    await stage.look(trainer, 'review-erased');
  },
};
