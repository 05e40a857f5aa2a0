// The trainee page's one state and its one connection. Components read `trainee` and call the functions below; nothing
// else talks to the socket.
import { announce } from '../lib/announce.svelte.ts';
import { sessionActs, sheetActs, type SessionActs, type SheetActs } from '../lib/act.ts';
import { fragment, fragmentClear, openSave, openTake, tokenForget, tokenLoad, tokenMake, tokenSave } from '../lib/device.ts';
import { fold, nothing, type Model } from '../lib/fold.ts';
import { lineBackWord, refusalWord } from '../lib/messages/refusal.ts';
import { goneWord } from '../lib/messages/lobby.ts';
import { momentSpoken } from '../lib/messages/moment.ts';
import type { Act, Place, ServerMessage } from '../lib/protocol.ts';
import { browserWorld, socketOpen, type Command, type Link, type Outcome, type Socket } from '../lib/socket.ts';
import { toast } from '../lib/toast.svelte.ts';

/** A line on its way: written, not yet on disk. */
export interface Pending {
  key: number;
  text: string;
  act: Act;
}

const world = browserWorld();
const linkCode = fragment('code').toUpperCase();

let model = $state.raw<Model>(nothing);
let link = $state.raw<Link>({ state: 'connecting' });
let pending = $state.raw<readonly Pending[]>([]);
let draft = $state('');
let wantsOther = $state(linkCode !== '');
let token = tokenLoad();
let count = 0;
let leaving = false; // by choice: then nobody needs to be told
let socket: Socket;

let session: { stream: number; acts: SessionActs } | undefined;
let sheet: { stream: number; acts: SheetActs } | undefined;

export const trainee = {
  get model() {
    return model;
  },
  get link() {
    return link;
  },
  get pending() {
    return pending;
  },
  /** What is written but not sent: it survives tabs, freezes and reconnects. */
  get draft() {
    return draft;
  },
  set draft(text: string) {
    draft = text;
  },
  /** The code that the link carried, if any. */
  linkCode,
  /** Whether the link is for another class than the one this device is in. */
  get elsewhere() {
    return wantsOther && model.place !== undefined && model.place.code !== linkCode;
  },
};

export function traineeStart(): void {
  const secret = fragment('take');
  if (secret) {
    token = tokenMake();
    fragmentClear();
  }
  // A token from the first hello on: it says that this page is a trainee's, also in the browser of a trainer who is signed in.
  const state = secret ? undefined : openTake();
  const kept = state && { state, settle: settleKept };
  socket = socketOpen({ world, token: () => (token ||= tokenMake()), onMessage, onLink: (next) => (link = next), kept });
  // A hidden page may end without another word.
  addEventListener('pagehide', () => openSave(socket.kept()));
  document.addEventListener('visibilitychange', () => {
    openSave(document.hidden ? socket.kept() : undefined);
    if (!document.hidden) socket.hurry();
    if (link.state === 'online' && model.session?.live) void session?.acts.sleep(document.hidden);
  });
  addEventListener('online', () => socket.hurry());
  if (secret) void takeOver(secret);
}

export function acts(): SessionActs {
  if (!session) throw new Error('no session to act in');
  return session.acts;
}

export function sheets(): SheetActs {
  if (!sheet) throw new Error('no sheet to score on');
  return sheet.acts;
}

export async function join(code: string, name: string, recorded: boolean): Promise<Outcome> {
  tokenSave(token);
  return socket.enter({ type: 'join', code, name, recorded, token });
}

async function takeOver(secret: string): Promise<void> {
  const outcome = await socket.enter({ type: 'take_over', secret, token });
  if (outcome.ok) tokenSave(token);
  else toast(refusalWord(outcome), 'bad');
}

/** Says what the server refused, if it did; true if all went well. */
export async function tell(doing: Promise<Outcome>): Promise<boolean> {
  const outcome = await doing;
  if (!outcome.ok) toast(refusalWord(outcome), 'bad');
  return outcome.ok;
}

/** Shows the line as pending until it is saved; a refused one goes back to where it was written. */
export async function say(text: string, act: Act = 'plain'): Promise<void> {
  const settle = linePend(text, act);
  settle(await acts().say(text, act));
}

function linePend(text: string, act: Act): (outcome: Outcome) => void {
  count += 1;
  const line = { key: count, text, act };
  pending = [...pending, line];
  return (outcome) => {
    pending = pending.filter((each) => each !== line);
    if (outcome.ok) return;
    toast(lineBackWord(outcome), 'bad');
    draft = draft === '' ? text : `${text}\n${draft}`;
  };
}

// A command of the load before this one.
function settleKept(command: Command): (outcome: Outcome) => void {
  return command.type === 'say' ? linePend(command.text, command.act) : (outcome) => void tell(Promise.resolve(outcome));
}

/** Leaves the call, not the class. */
export async function leaveCall(): Promise<void> {
  leaving = true;
  if (!(await tell(acts().leave()))) leaving = false;
}

export function useThisDevice(): void {
  model = nothing;
  socket.reopen();
}

export function retryNow(): void {
  socket.hurry();
}

export function stayHere(): void {
  wantsOther = false;
}

/** Forgets who this device was, and begins at the join screen. */
export function startOver(): void {
  token = '';
  tokenForget();
  model = nothing;
  wantsOther = false;
  socket.reopen();
}

export function quitClass(): void {
  tokenForget();
  socket.quit();
}

function onMessage(message: ServerMessage, at: number): void {
  const { place: before, session: seen } = model;
  model = fold(model, message, at);
  if (message.type === 'welcome' && message.who === 'trainee') tokenSave(token);
  if (message.type === 'place') {
    follow(message, before);
    if (seen?.live && seen.phase !== 'over' && message.stage === 'lobby' && !leaving) toast(goneWord(seen.recorded));
  }
  if (message.type === 'event' && model.session?.live) announceNews(message);
}

// Watches what this person's place names, from the start again if they changed seats.
function follow(place: Place, before: Place | undefined): void {
  if (session && session.stream !== place.session) {
    socket.unwatch(session.stream);
    session = undefined;
    draft = '';
  }
  if (sheet && sheet.stream !== place.sheet) {
    socket.unwatch(sheet.stream);
    sheet = undefined;
  }
  if (place.session) {
    leaving = leaving && session !== undefined;
    const changedSeat = session !== undefined && before?.seat !== place.seat;
    session ??= { stream: place.session, acts: sessionActs(socket, place.session, world) };
    socket.watch(place.session, changedSeat);
  }
  if (place.sheet) {
    sheet ??= { stream: place.sheet, acts: sheetActs(socket, place.sheet) };
    socket.watch(place.sheet);
  }
}

function announceNews(message: Extract<ServerMessage, { type: 'event' }>): void {
  const { place, session: seen } = model;
  if (!seen || !place || message.stream !== seen.stream) return;
  const line = momentSpoken(message.event, place, seen);
  if (line) announce(line);
}
