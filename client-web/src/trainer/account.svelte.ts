// Who is signed in on this device. The cookie itself is out of reach for scripts; the server tells whose it is.
import { askMe, askSetup, askSignIn, askSignOut, type Answer } from '../lib/ask.ts';
import type { Me, Problem } from '../lib/api.ts';

export type Account = { state: 'asking' } | { state: 'unknown'; problem: Problem } | { state: 'setup' } | { state: 'out' } | { state: 'in'; name: string };

let account = $state.raw<Account>({ state: 'asking' });

export function accountNow(): Account {
  return account;
}

export async function accountAsk(): Promise<void> {
  account = { state: 'asking' };
  take(await askMe());
}

export async function accountSetup(token: string, name: string, password: string): Promise<Problem | undefined> {
  return enter(await askSetup({ token, name, password }));
}

export async function accountSignIn(name: string, password: string): Promise<Problem | undefined> {
  return enter(await askSignIn({ name, password }));
}

/** The server ends this trainer's sockets too; whatever the answer, this page is signed out. */
export async function accountSignOut(): Promise<void> {
  await askSignOut();
  account = { state: 'out' };
}

/** The server no longer knows this trainer: ask for the password again. */
export function accountLost(): void {
  account = { state: 'out' };
}

function enter(answer: Answer<Me>): Problem | undefined {
  if (!answer.ok) return answer.problem;
  take(answer);
  return undefined;
}

function take(answer: Answer<Me>): void {
  if (!answer.ok) account = answer.status === 401 ? { state: 'out' } : { state: 'unknown', problem: answer.problem };
  else if (answer.value.needs_setup) account = { state: 'setup' };
  else account = answer.value.trainer ? { state: 'in', name: answer.value.name } : { state: 'out' };
}
