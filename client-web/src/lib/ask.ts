// Questions over HTTP: one function a question, each with the types of the contract. Nothing rejects: what went wrong is a
// problem with a sentence for the user, also when there is no network.
import type { Classes, ClassMade, ClassNewQuestion, Done, Erased, EraseTextQuestion, Handover, Library, Me, Problem, Recording, Recordings, SetupQuestion, SignInQuestion } from './api.ts';
import type { Page } from './protocol.ts';

export type Answer<T> = { ok: true; value: T } | { ok: false; status: number; problem: Problem };

/** No answer at all: the network, or a server that is restarting. */
export const NO_ANSWER = 0;
export const SIGN_IN_FIRST = 401;

export const askMe = () => get<Me>('me');
export const askSetup = (question: SetupQuestion) => post<Me>('setup', question);
export const askSignIn = (question: SignInQuestion) => post<Me>('sign_in', question);
export const askSignOut = () => post<Done>('sign_out', {});
export const askClasses = () => get<Classes>('classes');
export const askClassNew = (question: ClassNewQuestion) => post<ClassMade>('classes/new', question);
export const askClassDelete = (stream: number) => post<Done>('classes/delete', { class: stream });
export const askLibrary = () => get<Library>('library');
export const askRecordings = (stream: number, after = 0) => get<Recordings>('recordings', { class: stream, after });
export const askRecording = (session: number) => get<Recording>('recording', { session });
export const askHandover = (stream: number, person: number) => post<Handover>('handover', { class: stream, person });
export const askErasePerson = (stream: number, person: number) => post<Erased>('erase_person', { class: stream, person });
export const askEraseText = (question: EraseTextQuestion) => post<Erased>('erase_text', question);
export const askPage = (secret: string) => post<Page>('page', { secret });

function get<T>(path: string, query: Record<string, number> = {}): Promise<Answer<T>> {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  return ask<T>(`/api/${path}${search && `?${search}`}`, {});
}

function post<T>(path: string, body: object): Promise<Answer<T>> {
  return ask<T>(`/api/${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
}

async function ask<T>(address: string, init: RequestInit): Promise<Answer<T>> {
  try {
    const response = await fetch(address, { ...init, credentials: 'same-origin', cache: 'no-store' });
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, value: value as T };
    return { ok: false, status: response.status, problem: problemOf(value) };
  } catch {
    return { ok: false, status: NO_ANSWER, problem: { code: 'no_answer', path: '', text: 'The server doesn’t answer. Check the network, then try again.' } };
  }
}

function problemOf(value: unknown): Problem {
  const known = value as Partial<Problem> | null;
  return {
    code: known?.code ?? 'unknown',
    path: known?.path ?? '',
    text: known?.text || 'The server gave an answer that this page does not understand. Load the page again.',
  };
}
