// The recording that is open for review: what was asked over HTTP once, and the trainer's own sheet live over the socket.
// A click shows at once and is taken back if the server refuses it.
import { markingActs, type MarkingActs } from '../lib/act.ts';
import { askRecording, SIGN_IN_FIRST } from '../lib/ask.ts';
import type { Problem, Recording } from '../lib/api.ts';
import { markingFold, type Sheet } from '../lib/fold.ts';
import type { Notice, Score, ServerMessage } from '../lib/protocol.ts';
import { browserWorld, socketOpen, type Link, type Outcome, type Socket } from '../lib/socket.ts';
import { toast } from '../lib/toast.svelte.ts';
import { accountLost } from '../trainer/account.svelte.ts';
import { sheetFrom } from './marking.ts';

const OWNER = 481; // the person number of a class's owner: their sheet of a session is its stream + 481

const world = browserWorld();

let session = 0;
let socket: Socket | undefined;
let link = $state.raw<Link>({ state: 'connecting' });
let notice = $state.raw<Notice>();
let recording = $state.raw<Recording>();
let problem = $state.raw<Problem>();
let told = $state.raw<Sheet>(); // the sheet as the stream tells it
let clicked = $state.raw<Readonly<Record<number, Score>>>({}); // scores on their way
let joinUrl = $state('');

export const review = {
  get link() {
    return link;
  },
  get notice() {
    return notice;
  },
  get recording() {
    return recording;
  },
  get problem() {
    return problem;
  },
  /** The trainer's sheet as it stands, with the clicks that are not yet on disk. */
  get sheet(): Sheet {
    const known = told?.live ? told : sheetFrom(recording?.sheets.find(({ kind }) => kind === 'trainer'), session + OWNER);
    return { ...known, scores: { ...known.scores, ...clicked } };
  },
  /** The link of the published page at the address that phones can reach; empty unless published. */
  get pageLink(): string {
    const secret = recording?.sheets.find(({ kind }) => kind === 'trainer')?.secret;
    return secret ? new URL(`/page#${secret}`, joinUrl || location.href).href : '';
  },
};

export function reviewOpen(wanted: number): void {
  reviewClose();
  session = wanted;
  socket = socketOpen({ world, token: () => '', onMessage, onLink: (next) => (link = next) });
  socket.watch(session + OWNER);
  void reviewFetch();
}

export function reviewClose(): void {
  socket?.close();
  socket = undefined;
  session = 0;
  recording = undefined;
  problem = undefined;
  told = undefined;
  notice = undefined;
  clicked = {};
  joinUrl = '';
}

export function reviewRetry(): void {
  socket?.hurry();
}

export async function reviewFetch(): Promise<void> {
  const asked = session;
  const answer = await askRecording(asked);
  if (asked !== session) return;
  problem = answer.ok ? undefined : answer.problem;
  if (answer.ok) {
    recording = answer.value;
    socket?.watch(answer.value.class);
  } else if (answer.status === SIGN_IN_FIRST) accountLost();
}

export async function score(criterion: number, value: Score): Promise<void> {
  clicked = { ...clicked, [criterion]: value };
  await act((acts) => acts.score(criterion, value));
  clicked = Object.fromEntries(Object.entries(clicked).filter(([place]) => Number(place) !== criterion));
}

/** Does something to the sheet, and says what the server refused; true if all went well. */
export async function act(does: (acts: MarkingActs) => Promise<Outcome>): Promise<boolean> {
  if (!socket) return false;
  const stream = session + OWNER;
  const outcome = await does(markingActs(socket, stream));
  if (!outcome.ok) toast(outcome.text, 'bad');
  return outcome.ok;
}

function onMessage(message: ServerMessage): void {
  switch (message.type) {
    case 'welcome':
      notice = undefined;
      if (message.who !== 'trainer') accountLost();
      return;
    case 'event':
      if (message.stream === session + OWNER) told = markingFold(told, message);
      return;
    case 'caught_up':
      // A sheet that nobody has begun is an empty stream: caught up at once, live from then on.
      if (message.stream === session + OWNER) told = { ...(told ?? sheetFrom(undefined, message.stream)), live: true };
      return;
    case 'room':
      joinUrl = message.join_url;
      return;
    case 'notice':
      notice = message.code === 'store_well' ? undefined : message;
      if (message.code === 'signed_out') accountLost();
      return;
    default:
      return;
  }
}
