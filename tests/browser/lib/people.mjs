// What several stories begin with: a trainer with a class, and people who join it on phones.
import { LAPTOP, PHONE } from './stage.mjs';

// Opens the set-up link; `stage` has been started.
export function openSetup(stage) {
  const link = new URL(stage.setupLink());
  return stage.open('trainer', LAPTOP, link.pathname + link.hash);
}

export async function setUp(trainer) {
  await trainer.getByLabel('Your name').fill('R. Gorse');
  await trainer.getByLabel('A password').fill('three or four words');
  await trainer.getByRole('button', { name: 'Set up Coolhead' }).click();
  await trainer.getByText('Your first class takes a minute').waitFor();
}

// The open form of a new class is sent; gives the class's code.
export async function makeClass(trainer) {
  await trainer.getByRole('button', { name: 'Make the class' }).click();
  await trainer.getByText('Nobody yet').waitFor();
  const text = await trainer.locator('body').innerText();
  return text.match(/\b([2-9A-HJKMNP-Z]{3}) ([2-9A-HJKMNP-Z]{3})\b/).slice(1).join('');
}

// Sends the join form of a new phone; what comes next is the caller's to wait for.
export async function joinForm(stage, name, code, recorded) {
  const page = await stage.open(name, PHONE, `/#code=${code}`);
  await fillJoin(page, name, recorded);
  return page;
}

export async function fillJoin(page, name, recorded) {
  await page.getByLabel('Your name or a nickname').fill(name);
  await page.getByText(recorded ? 'Record them' : 'Don’t record me').click();
  await page.getByRole('button', { name: 'Join the class' }).click();
}

export async function join(stage, name, code, { recorded = true } = {}) {
  const page = await joinForm(stage, name, code, recorded);
  await page.getByText('You’re in').waitFor();
  return page;
}
