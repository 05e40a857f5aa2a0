import assert from 'node:assert/strict';
import { join, joinForm, makeClass, openSetup, setUp } from './lib/people.mjs';
import { PHONE } from './lib/stage.mjs';

export const title = 'A class, from nothing to a published page';

const shared = {};

// Tries until it is so, for what several pages do together; the chapter's deadline ends it.
async function until(probe) {
  while (!(await probe())) await new Promise((done) => setTimeout(done, 50));
}

// Scores the focus criteria in order, and hands the sheet in.
async function score(page, values) {
  const criteria = page.getByRole('group');
  for (const [i, value] of values.entries()) await criteria.nth(i).getByRole('radio', { name: value, exact: true }).check({ force: true });
  await page.getByRole('button', { name: 'Done' }).click();
}

export const chapters = {
  'the first start: set up, and a class is made': async (stage) => {
    await stage.start();
    const trainer = await openSetup(stage);
    await stage.look(trainer, 'trainer-setup');
    await setUp(trainer);
    await stage.look(trainer, 'trainer-classes-empty');
    await trainer.getByRole('button', { name: 'New class' }).first().click();
    await trainer.getByLabel('Name', { exact: true }).fill('Tuesday induction');
    await trainer.getByText('facts first').first().click();
    await stage.look(trainer, 'trainer-class-new');
    shared.code = await makeClass(trainer);
    await stage.look(trainer, 'trainer-lobby-empty');
  },

  'a wrong code is refused beside its field, and people join by name': async (stage) => {
    const lost = await joinForm(stage, 'Lost', 'ABCDEF', true);
    await lost.getByText(/No open class|no class/i).waitFor();
    await stage.look(lost, 'join-wrong-code');
    await stage.close('Lost');
    shared.priya = await join(stage, 'Priya N.', shared.code);
    await stage.look(shared.priya, 'lobby');
    shared.tom = await join(stage, 'Priya A.', shared.code);
    shared.ada = await join(stage, 'Ada O.', shared.code);
    const trainer = stage.pages.get('trainer');
    await trainer.getByText('3 here').waitFor();
    await stage.look(trainer, 'trainer-lobby');
  },

  'pairs are proposed, changed by hand, and briefs go out': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await trainer.getByRole('button', { name: 'Propose pairs for 3' }).click();
    await trainer.getByRole('button', { name: /Hand out briefs/ }).waitFor();
    await stage.look(trainer, 'trainer-pairs');
    // Two taps swap two people.
    const places = trainer.locator('[aria-pressed]');
    const [csr, customer, watcher] = await places.allInnerTexts();
    await places.filter({ hasText: customer }).click();
    await places.filter({ hasText: watcher }).click();
    await until(async () => (await places.allInnerTexts()).join() === [csr, watcher, customer].join());
    await trainer.getByRole('button', { name: /Hand out briefs/ }).click();
    await trainer.getByText(/pairs? ready/).waitFor();
    await stage.look(trainer, 'trainer-briefs-out');
    for (const name of ['Priya N.', 'Priya A.', 'Ada O.']) {
      const page = stage.pages.get(name);
      await page.getByText(/^You represent|^You are Dana|^You observe/).first().waitFor();
      const text = await page.locator('body').innerText();
      const seat = /You represent/.test(text) ? 'csr' : /You are Dana/.test(text) ? 'customer' : 'observer';
      shared[seat] = page;
      shared[`${seat}Name`] = name;
      await stage.look(page, `brief-${seat}`);
    }
    assert.ok(shared.csr && shared.customer && shared.observer);
  },

  'the call begins when both are ready, and lines go to and fro': async (stage) => {
    const { csr, customer, observer } = shared;
    await csr.getByRole('button', { name: 'Ready' }).click();
    await customer.getByRole('button', { name: 'Ready' }).click();
    await csr.getByRole('button', { name: 'Ask a desk' }).waitFor();
    await customer.getByPlaceholder(/Answer as/).fill('Two days late. What are you people doing?');
    await csr.getByText(/is typing/).waitFor();
    await customer.getByRole('button', { name: 'Send' }).click();
    await csr.getByText('Two days late. What are you people doing?', { exact: true }).waitFor();
    await csr.getByPlaceholder(/Write to/).fill('Dana, I can help you with that.');
    await csr.getByRole('button', { name: 'Send' }).click();
    await customer.getByText('Dana, I can help you with that.', { exact: true }).waitFor();
    await observer.getByText('Dana, I can help you with that.', { exact: true }).waitFor();
    await stage.look(csr, 'call-csr');
    await stage.look(customer, 'call-customer');
    await stage.look(observer, 'call-observer');
    const trainer = stage.pages.get('trainer');
    await trainer.getByText('Dana, I can help you with that.').first().waitFor();
    await stage.look(trainer, 'trainer-wall');
  },

  'the projector shows address, code, QR and clock': async (stage) => {
    const trainer = stage.pages.get('trainer');
    const [projector] = await Promise.all([trainer.context().waitForEvent('page'), trainer.getByRole('link', { name: 'Projector' }).or(trainer.getByRole('button', { name: 'Projector' })).first().click()]);
    await projector.getByText(new RegExp(shared.code.slice(0, 3))).first().waitFor();
    await stage.look(projector, 'projector');
    await projector.close();
  },

  'the CSR has tools, each an event': async (stage) => {
    const { csr, customer } = shared;
    const trainer = stage.pages.get('trainer');
    await trainer.getByText('Dana, I can help you with that.').first().click();
    await trainer.getByText('Twists').first().waitFor();

    await csr.getByRole('button', { name: 'Ask a desk' }).click();
    await stage.look(csr, 'csr-desks');
    await csr.getByRole('dialog').getByRole('button', { name: /Production/ }).click();
    await trainer.getByText(/asks? Production/).first().waitFor();

    await csr.getByRole('button', { name: 'Offer' }).click();
    await stage.look(csr, 'csr-offer');
    await csr.getByRole('dialog').getByText('A first part on Friday').click();
    await csr.getByRole('button', { name: 'Put it on the table' }).click();
    await customer.getByText('A first part on Friday').first().waitFor();
    await stage.look(customer, 'customer-offer');
    await customer.getByRole('button', { name: /Decline|No/ }).first().click();

    await csr.getByRole('button', { name: 'Promise' }).click();
    await csr.getByLabel('What you promise Dana').fill('I ring you with what production can do');
    await csr.getByRole('button', { name: 'Today by 5 pm' }).click();
    await stage.look(csr, 'csr-promise');
    await csr.getByRole('button', { name: 'Promise it' }).click();
    await customer.getByText('I ring you with what production can do').first().waitFor();

    await csr.getByRole('button', { name: 'More…' }).click();
    await stage.look(csr, 'csr-more');
    await csr.getByRole('dialog').getByRole('button', { name: /^Hold/ }).click();
    await csr.getByRole('dialog').getByRole('textbox').first().fill('I look at the schedule');
    await stage.look(csr, 'csr-hold');
    await csr.getByRole('dialog').getByRole('button').last().click();
    await customer.getByText(/hold/i).first().waitFor();
    await stage.look(customer, 'customer-on-hold');
  },

  'the customer has the dial, fact cards and "I have said it all"': async (stage) => {
    const { csr, customer } = shared;
    const trainer = stage.pages.get('trainer');
    await customer.getByRole('slider').focus();
    await customer.keyboard.press('ArrowUp');
    await trainer.getByText('Dial').first().waitFor();
    await customer.getByRole('tab', { name: /Fact cards/ }).click();
    await stage.look(customer, 'customer-facts');
    await customer.getByRole('button', { name: 'Lay it on the table' }).first().click();
    await csr.getByText(/driver who brought the posters|tracking number/).first().waitFor();
    await customer.getByRole('tab', { name: 'Call' }).click();
    await customer.getByRole('button', { name: 'I have said it all' }).click();
    assert.ok(!stage.received(shared.csrName).includes('dial_set'));
  },

  'the trainer whispers, fires a twist, bookmarks, freezes and adds two minutes': async (stage) => {
    const { csr, customer } = shared;
    const trainer = stage.pages.get('trainer');
    await trainer.getByRole('button', { name: 'Ask first' }).click();
    await csr.getByText('Ask first').first().waitFor();
    assert.ok(!stage.received(shared.customerName).includes('Ask first'), 'a whisper is for one seat');
    await trainer.getByRole('button', { name: /Fire/ }).nth(1).click();
    await trainer.getByRole('dialog').waitFor();
    await stage.look(trainer, 'trainer-twist-preview');
    await trainer.getByRole('dialog').getByRole('button', { name: /Fire/ }).click();
    await customer.getByRole('heading', { name: 'New, only you see this' }).waitFor();
    await stage.look(customer, 'customer-twist');
    await stage.look(csr, 'call-csr-busy');
    await trainer.getByRole('button', { name: /Bookmark/ }).click();
    await stage.look(trainer, 'trainer-bookmark');
    await trainer.keyboard.press('Escape');
    await trainer.getByRole('button', { name: 'Freeze all' }).click();
    await csr.getByText('The trainer has paused the call').waitFor();
    await stage.look(csr, 'call-frozen');
    await trainer.getByRole('button', { name: 'Unfreeze all' }).click();
    await csr.getByPlaceholder(/Write to/).waitFor();
    await trainer.getByRole('button', { name: '+2 min for all pairs' }).click();
    await csr.getByText(/0[67]:\d\d left/).first().waitFor();
  },

  'help and out of role reach the trainer; the trainer lets the pair go on': async (stage) => {
    const { csr, customer } = shared;
    const trainer = stage.pages.get('trainer');
    await customer.getByRole('button', { name: 'Help' }).click();
    await customer.getByRole('dialog').waitFor();
    await stage.look(customer, 'help');
    await customer.getByRole('button', { name: 'Stop, I’m out of role' }).click();
    await trainer.getByText(/Out of role/).first().waitFor();
    await stage.look(trainer, 'trainer-out-of-role');
    await csr.getByText(/paused|out of role/i).first().waitFor();
    await stage.look(csr, 'call-out-of-role');
    await trainer.getByRole('button', { name: 'Let them go on' }).click();
    await csr.getByPlaceholder(/Write to/).waitFor();
  },

  'kill -9 in mid-call: everybody comes back, nothing is lost, nothing comes twice': async (stage) => {
    const { csr, customer } = shared;
    await csr.getByPlaceholder(/Write to/).fill('Before the crash.');
    await csr.getByRole('button', { name: 'Send' }).click();
    await customer.getByText('Before the crash.', { exact: true }).waitFor();
    await stage.kill();
    await csr.getByText(/connect/i).first().waitFor();
    await csr.getByPlaceholder(/Write to/).fill('While it was down.');
    await csr.getByRole('button', { name: 'Send' }).click();
    await stage.look(csr, 'call-reconnecting');
    await stage.start();
    // Nobody can speak before both are back: a line that came too early goes back into its field, and one
    // tap sends it.
    const said = customer.getByText('While it was down.', { exact: true });
    const field = csr.getByPlaceholder(/Write to/);
    await until(async () => {
      if (await said.isVisible()) return true;
      if ((await field.isVisible()) && (await field.inputValue()) !== '') await csr.getByRole('button', { name: 'Send' }).click();
      return false;
    });
    await stage.look(csr, 'call-resumed');
    await customer.getByPlaceholder(/Answer as/).fill('I am still here.');
    await customer.getByRole('button', { name: 'Send' }).click();
    await csr.getByText('I am still here.', { exact: true }).waitFor();
    for (const line of ['Before the crash.', 'While it was down.', 'I am still here.'])
      for (const page of [csr, customer]) assert.equal(await page.getByText(line, { exact: true }).count(), 1, line);
  },

  'the calls end: a minute back to yourself, then scores, blind': async (stage) => {
    const { csr, customer, observer } = shared;
    const trainer = stage.pages.get('trainer');
    await trainer.getByRole('button', { name: 'End calls' }).click();
    await stage.look(trainer, 'trainer-end-calls');
    await trainer.getByRole('button', { name: 'End the calls' }).click();
    await csr.getByRole('button', { name: 'I’m myself again' }).waitFor();
    await stage.look(csr, 'back-to-yourself');
    for (const page of [csr, customer]) await page.getByRole('button', { name: 'I’m myself again' }).click();
    for (const page of [csr, customer]) await page.getByRole('button', { name: 'Done' }).waitFor();
    await stage.look(csr, 'score-self');
    await stage.look(customer, 'score-partner');
    await score(csr, ['3', '4', '5']);
    await csr.getByText(/waiting|handed in|Others/i).first().waitFor();
    await stage.look(csr, 'score-waiting');
    assert.ok(!stage.received(shared.customerName).includes('"scores":["3","4","5"]'), 'scores are blind');
    await score(customer, ['2', 'N/A', '4']);
    await csr.getByText('The scores, side by side').waitFor();
    await stage.look(csr, 'talk-csr');
    await stage.look(customer, 'talk-customer');
    await stage.look(observer, 'talk-observer');
    await stage.look(trainer, 'trainer-debrief');
  },

  'the next round has other seats': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await trainer.getByRole('button', { name: 'End round' }).click();
    await trainer.getByRole('button', { name: 'End the round' }).click();
    await trainer.getByRole('button', { name: /Propose pairs/ }).waitFor();
    await shared.csr.getByText('You’re in').waitFor();
    await stage.look(shared.csr, 'lobby-between-rounds');
    await trainer.getByRole('button', { name: /Propose pairs/ }).click();
    await trainer.getByRole('button', { name: /Hand out briefs/ }).waitFor();
    await stage.look(trainer, 'trainer-round-2');
    await trainer.getByRole('button', { name: /Hand out briefs/ }).click();
    await shared.observer.getByText(/^You represent|^You are Dana/).first().waitFor();
    await trainer.getByRole('button', { name: /Cancel the round/ }).click();
    await trainer.getByRole('button', { name: 'Cancel the round', exact: true }).click();
    await trainer.getByRole('button', { name: /Propose pairs/ }).waitFor();
  },

  'review: the recording is scored with evidence and published': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await trainer.getByRole('link', { name: 'Recordings' }).click();
    await trainer.getByText('Two days late').first().waitFor();
    await stage.look(trainer, 'review-list');
    await trainer.getByRole('link', { name: /not scored yet/ }).last().click();
    await trainer.getByRole('heading', { name: 'Transcript' }).waitFor();
    await stage.look(trainer, 'review');
    // Evidence: a line is picked, then attached to what it shows.
    const criteria = trainer.getByRole('region', { name: /Calm under fire/ }).getByRole('group');
    const count = await criteria.count();
    assert.ok(count >= 9, `${count} criteria`);
    await trainer.getByRole('button', { name: /Dana, I can help you with that\./ }).click();
    await criteria.nth(0).getByRole('radio', { name: '5', exact: true }).check({ force: true });
    await trainer.getByRole('button', { name: 'Hand in this sheet' }).click();
    await trainer.getByText(/Not yet/).waitFor();
    await stage.look(trainer, 'review-not-yet');
    await criteria.nth(0).getByRole('button', { name: /^Attach/ }).click();
    for (let i = 1; i < count; i += 1) await criteria.nth(i).getByRole('radio', { name: i % 2 ? '4' : 'N/A', exact: true }).check({ force: true });
    await trainer.getByLabel('Strength 1').fill('You used her name first.');
    await trainer.getByLabel('One thing to try next time').fill('Ask what Friday means to her.');
    await trainer.getByLabel('One thing to try next time').blur();
    await trainer.getByRole('button', { name: 'Hand in this sheet' }).click();
    await trainer.getByRole('button', { name: /^Publish to/ }).waitFor();
    await stage.look(trainer, 'review-preview');
    await trainer.getByRole('button', { name: /^Publish to/ }).click();
    shared.link = await trainer.getByLabel('Link to the page').inputValue();
    await stage.look(trainer, 'review-published');
  },

  'the trainee reads the page with a link that needs no account': async (stage) => {
    await shared.csr.getByText(/feedback|page/i).first().waitFor();
    await stage.look(shared.csr, 'lobby-with-page');
    const link = new URL(shared.link);
    const reader = await stage.open('reader', PHONE, link.pathname + link.hash);
    await reader.getByText('You used her name first.').waitFor();
    await reader.getByText('Ask what Friday means to her.').waitFor();
    await stage.look(reader, 'page');
    await stage.close('reader');
  },

  'a lost phone: a new one takes its place': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await trainer.goto(`${stage.url}/trainer`);
    await trainer.getByText('Tuesday induction').first().click();
    await trainer.getByRole('button', { name: new RegExp(shared.csrName) }).first().click();
    await trainer.getByRole('dialog').waitFor();
    await stage.look(trainer, 'trainer-person');
    const answer = trainer.waitForResponse(/api\/handover/);
    await trainer.getByRole('button', { name: 'New phone: show a QR that takes over the seat' }).click();
    const { secret } = await (await answer).json();
    await trainer.getByLabel(/QR code with which a new phone/).waitFor();
    await stage.look(trainer, 'trainer-handover');
    const phone = await stage.open('new phone', PHONE, `/#take=${secret}`);
    await phone.getByText('You’re in').waitFor();
    await shared.csr.getByText(/another (device|phone|page)/i).first().waitFor();
    await stage.look(shared.csr, 'moved');
    await trainer.keyboard.press('Escape');
  },

  'the class is deleted with all it holds': async (stage) => {
    const trainer = stage.pages.get('trainer');
    await trainer.goto(`${stage.url}/trainer`);
    await trainer.getByRole('button', { name: /Delete/ }).first().click();
    await trainer.getByRole('dialog').waitFor();
    await trainer.getByRole('dialog').getByRole('textbox').fill('Tuesday induction');
    await stage.look(trainer, 'trainer-delete-class');
    await trainer.getByRole('button', { name: 'Delete it all' }).click();
    await trainer.getByText('Your first class takes a minute').waitFor();
    const link = new URL(shared.link);
    const reader = await stage.open('reader', PHONE, link.pathname + link.hash);
    await reader.getByText('There is no page behind this link').waitFor();
    await stage.look(reader, 'page-gone');
  },
};
