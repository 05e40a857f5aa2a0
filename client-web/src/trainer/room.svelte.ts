// The class that is open on this page: one connection, the room, a cell for each pair, and the pair that is looked at.
// Components read `desk` and call the functions below; nothing else talks to the socket.
import { classActs, coachActs, markingActs, type ClassActs, type CoachActs, type MarkingActs } from '../lib/act.ts';
import { sessionCaughtUp, sessionFold, markingFold, type Session, type Sheet } from '../lib/fold.ts';
import type { Event as EventFrame, Notice, Room, ServerMessage, Tile } from '../lib/protocol.ts';
import { browserWorld, socketOpen, type Link, type Outcome, type Socket } from '../lib/socket.ts';
import { toast } from '../lib/toast.svelte.ts';
import { accountLost } from './account.svelte.ts';
import { cellNew, type Cell } from './cell.svelte.ts';

const OWNER = 481; // the person number of a class's owner: their sheet of a session is its stream + 481

const world = browserWorld();

let stream = 0;
let socket: Socket | undefined;
let acts: ClassActs | undefined;
let link = $state.raw<Link>({ state: 'connecting' });
let told = $state.raw<Room>();
let names: ReadonlyMap<number, string> = new Map();
let cells = $state.raw<ReadonlyMap<number, Cell>>(new Map());
let notice = $state.raw<Notice>();
let missing = $state(false);
let skew = 0; // the server's wall clock minus this device's

let open = 0;
let call = $state.raw<Session>();
let events = $state.raw<readonly EventFrame[]>([]);
let sheet = $state.raw<Sheet>();

export const desk = {
  get link() {
    return link;
  },
  get now() {
    return told;
  },
  /** By pair, those of the present round only. */
  get cells() {
    return [...cells.values()].sort((a, b) => a.tile.pair - b.tile.pair);
  },
  get notice() {
    return notice;
  },
  /** The server knows no such class, or it is somebody else's. */
  get missing() {
    return missing;
  },
  /** The open pair's call, all of its events, and this trainer's sheet for it. */
  get call() {
    return call;
  },
  get events() {
    return events;
  },
  get sheet() {
    return sheet;
  },
  /** The server's wall clock. */
  wallNow(): number {
    return Date.now() + skew;
  },
};

export function roomOpen(wanted: number): void {
  if (wanted === stream) return;
  roomClose();
  stream = wanted;
  socket = socketOpen({ world, token: () => '', onMessage, onLink: (next) => (link = next) });
  acts = classActs(socket, stream);
  socket.watch(stream);
}

export function roomClose(): void {
  pairClose();
  socket?.close();
  socket = undefined;
  stream = 0;
  told = undefined;
  names = new Map();
  cells = new Map();
  notice = undefined;
  missing = false;
}

export function roomRetry(): void {
  socket?.hurry();
}

export function classAct(): ClassActs {
  if (!acts) throw new Error('no class is open');
  return acts;
}

export function coach(session: number): CoachActs {
  if (!socket) throw new Error('no class is open');
  return coachActs(socket, session);
}

/** A person's name; empty for somebody who is gone. Reads the room, so that a component follows it. */
export function nameOf(person: number): string {
  return told ? (names.get(person) ?? '') : '';
}

export function pairOpen(session: number): void {
  if (session === open) return;
  pairClose();
  if (!session) return;
  open = session;
  socket?.watch(session);
  socket?.watch(session + OWNER);
}

function pairClose(): void {
  if (!open) return;
  socket?.unwatch(open);
  socket?.unwatch(open + OWNER);
  open = 0;
  call = undefined;
  events = [];
  sheet = undefined;
}

/** A sheet begins with its first click; until then there is no stream to follow. */
export async function score(session: number, act: (acts: MarkingActs) => Promise<Outcome>): Promise<boolean> {
  if (!socket) return false;
  const done = await tell(act(markingActs(socket, session + OWNER)));
  if (done && open === session && !sheet) socket.watch(session + OWNER, true);
  return done;
}

/** Says what the server refused, if it did; true if all went well. */
export async function tell(doing: Promise<Outcome>): Promise<boolean> {
  const outcome = await doing;
  if (!outcome.ok) toast(outcome.text, 'bad');
  return outcome.ok;
}

function onMessage(message: ServerMessage, at: number): void {
  switch (message.type) {
    case 'welcome':
      skew = message.now - Date.now();
      notice = undefined;
      if (message.who !== 'trainer') accountLost();
      return;
    case 'room':
      return roomTake(message);
    case 'tiles':
      return message.tiles.forEach((tile) => tileTake(tile, at));
    case 'event':
      return eventTake(message, at);
    case 'caught_up':
      if (message.stream === call?.stream) call = sessionCaughtUp(call, message, at);
      return;
    case 'notice':
      notice = message.code === 'store_well' ? undefined : message;
      if (message.code === 'signed_out') accountLost();
      return;
    case 'refused':
      if (message.code === 'unknown_stream' && !told) missing = true;
      return;
    default:
      return;
  }
}

function roomTake(message: Room): void {
  if (message.stream !== stream) return;
  names = new Map(message.people.map(({ person, name }) => [person, name]));
  told = message;
  const sessions = new Set(message.pairs.map(({ session }) => session));
  if ([...cells.keys()].some((session) => !sessions.has(session))) cells = new Map([...cells].filter(([session]) => sessions.has(session)));
}

function tileTake(tile: Tile, at: number): void {
  const cell = cells.get(tile.session);
  if (cell) cell.tell(tile, at);
  else cells = new Map([...cells, [tile.session, cellNew(tile, at)]]);
}

function eventTake(frame: EventFrame, at: number): void {
  if (frame.stream === open + OWNER) sheet = markingFold(sheet, frame);
  if (frame.stream !== open) return;
  call = sessionFold(call, frame, at);
  events = frame.n === 1 ? [frame] : [...events, frame];
}
