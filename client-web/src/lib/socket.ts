// One connection to the server that survives losing itself: it reconnects with jitter, presents its instance, follows each
// stream from its last position, and sends open commands again in order, so that each is decided exactly once.
//
// A command's number counts up within the instance that the server issued. It stays open until it is accepted or refused;
// after "not saved" and after every reconnect the open tail goes out again, same numbers, same order. Frames that arrive
// twice are dropped here; a gap asks for the stream again. The clock, the timers and the socket come in from outside, so
// that tests run without waiting.
//
// A page that is loaded again goes on as the same instance if it left commands open: what was sent before is sent again.
import type { ClassCommand, Join, Refusal, ServerMessage, SessionCommand, SheetCommand, TakeOver, Welcome } from './protocol.ts';

export type Command = { stream: number } & (SessionCommand | ClassCommand | SheetCommand);

/** retryS: busy; worth another try after so many seconds. */
export type Outcome = { ok: true } | { ok: false; code: Refusal | 'offline'; path: string; text: string; retryS?: number };

/** What the connection is doing. retryAt: on the world's clock. welcomed: whether this page ever had a connection. */
export type Link =
  | { state: 'connecting' }
  | { state: 'online' }
  | { state: 'reconnecting'; attempt: number; retryAt: number; welcomed: boolean }
  | { state: 'closed'; code: ClosedCode; text: string };

type ClosedCode = 'moved' | 'removed' | 'signed_out' | 'class_deleted' | 'left';

export interface Channel {
  send(text: string): void;
  close(): void;
}

export interface ChannelEvents {
  onOpen(): void;
  onText(text: string): void;
  onClose(): void;
}

export interface World {
  connect(events: ChannelEvents): Channel;
  now(): number;
  later(delayMs: number, call: () => void): () => void;
  random(): number;
}

/** What is not answered yet, so that the next load of this page can go on with it. id 0: never sent. */
export interface Kept {
  instance: number;
  counter: number;
  open: readonly { id: number; command: Command }[];
}

export interface SocketOptions {
  world: World;
  /** The trainee's own token; empty if none yet, or if a cookie says who this is. */
  token(): string;
  onMessage(message: ServerMessage, at: number): void;
  onLink(link: Link): void;
  /** From the load before this one; `settle` hears what became of each of its commands. */
  kept?: { state: Kept; settle(command: Command): (outcome: Outcome) => void };
}

export interface Socket {
  /** Resolves when the command is on disk or refused; never rejects. */
  send(command: Command): Promise<Outcome>;
  /** Resolves when the server has answered, also over reconnects; never rejects. */
  enter(message: Join | TakeOver): Promise<Outcome>;
  /** Follows a stream from after the last position seen; `again` starts over. */
  watch(stream: number, again?: boolean): void;
  unwatch(stream: number): void;
  /** Leaves the class for good. */
  quit(): void;
  /** Tries now instead of at the next retry. */
  hurry(): void;
  /** Starts over as a new device: takes the seat back after `moved`, or begins with another token. */
  reopen(): void;
  close(): void;
  /** What the next load needs; undefined: nothing is open. */
  kept(): Kept | undefined;
}

const VERSION = 1;
const OPEN_MAX = 16; // the server remembers as many
const QUEUE_MAX = 64; // behind the open ones; more would be a stuck page, not a person
const RETRY_FIRST_MS = 500;
const RETRY_MAX_MS = 8000; // two of these fit into the time after which a restart should be forgotten
const WELCOME_MS = 8000; // an answer to hello takes longer only on a dead network
const ANSWER_MS = 10000; // a command unanswered for this long: the connection is half open
const MOMENTARY = new Set(['typing', 'sleep', 'dial']); // tell how it is now, which a new load tells anew
const NOT_SAVED_MS = 700; // the store is probed each second; this asks again about as often

interface Open {
  id: number;
  command: Command;
  settle(outcome: Outcome): void;
}

export function socketOpen({ world, token, onMessage, onLink, kept }: SocketOptions): Socket {
  let channel: Channel | undefined;
  let life = 0; // counts connections, so that a dead one's late events are told apart
  let instance = kept?.state.instance ?? 0;
  let counter = kept?.state.counter ?? 0;
  let welcomed = false;
  let ready = false; // after welcome: commands may go out
  let attempt = 0;
  let closed = false;
  const before = (kept?.state.open ?? []).map((each) => ({ ...each, settle: kept!.settle(each.command) }));
  let open: Open[] = before.filter(({ id }) => id > 0);
  let queue: Open[] = before.filter(({ id }) => id === 0);
  let entering: { message: Join | TakeOver; settle(outcome: Outcome): void } | undefined;
  const positions = new Map<number, number>();
  let cancelRetry = () => {};
  let cancelWatchdog = () => {};
  let cancelResend: (() => void) | undefined;

  function connect(): void {
    cancelRetry();
    const mine = ++life;
    const current = () => mine === life;
    cancelWatchdog = world.later(WELCOME_MS, () => current() && lose());
    channel = world.connect({
      onOpen: () => current() && transmit({ type: 'hello', version: VERSION, token: token(), instance }),
      onText: (text) => current() && receive(text),
      onClose: () => current() && lose(),
    });
  }

  function transmit(message: object): void {
    channel?.send(JSON.stringify(message));
  }

  // The connection is gone, or as good as gone: try again after a jittered pause.
  function lose(): void {
    drop();
    if (closed) return;
    attempt += 1;
    const pause = Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** Math.min(attempt, 10)) * (0.5 + world.random() / 2);
    cancelRetry = world.later(pause, connect);
    onLink({ state: 'reconnecting', attempt, retryAt: world.now() + pause, welcomed });
  }

  function drop(): void {
    life += 1;
    ready = false;
    cancelRetry();
    cancelWatchdog();
    cancelResend?.();
    cancelResend = undefined;
    channel?.close();
    channel = undefined;
  }

  function receive(text: string): void {
    const at = world.now();
    for (const message of JSON.parse(text) as ServerMessage[]) {
      if (closed) return;
      take(message, at);
    }
    watchdogRestart();
  }

  function take(message: ServerMessage, at: number): void {
    switch (message.type) {
      case 'welcome':
        return onWelcome(message, at);
      case 'accepted':
        return settle(message.id, { ok: true });
      case 'refused':
        return message.code === 'not_saved' && message.id > 0 ? sendAgainSoon() : onRefused(message);
      case 'event':
        if (positionTake(message.stream, message.n)) onMessage(message, at);
        return;
      case 'notice':
        onMessage(message, at);
        if (message.code === 'moved' || message.code === 'removed' || message.code === 'signed_out' || message.code === 'class_deleted')
          end(message.code, message.text);
        return;
      default:
        onMessage(message, at);
    }
  }

  function onWelcome(message: Welcome, at: number): void {
    const carriedOn = message.instance === instance;
    attempt = 0;
    welcomed = true;
    instance = message.instance;
    ready = true;
    onMessage(message, at);
    onLink({ state: 'online' });
    if (message.who === 'nobody') {
      if (entering) transmit(entering.message);
      return;
    }
    entering?.settle({ ok: true });
    entering = undefined;
    if (!carriedOn) instanceBegin();
    for (const [stream, n] of positions) transmit({ type: 'watch', stream, n });
    sendAgain();
  }

  // A new instance knows nothing of older commands, and whether they were decided can't be told: say so, don't repeat them.
  function instanceBegin(): void {
    counter = 0;
    const lost = open;
    open = [];
    for (const each of lost)
      each.settle({
        ok: false,
        code: 'stale',
        path: '',
        text: 'The connection was away for too long to know whether this was saved. Check, and do it again if it is missing.',
      });
  }

  function onRefused(message: Extract<ServerMessage, { type: 'refused' }>): void {
    const outcome: Outcome = { ok: false, code: message.code, path: message.path, text: message.text, retryS: message.retry_s };
    if (message.id > 0) settle(message.id, outcome);
    else if (entering) {
      entering.settle(outcome);
      entering = undefined;
    } else onMessage(message, world.now());
    if (message.code === 'stale') {
      instance = 0;
      lose();
    }
  }

  function settle(id: number, outcome: Outcome): void {
    const done = open.find((each) => each.id === id);
    if (!done) return;
    open = open.filter((each) => each !== done);
    done.settle(outcome);
    advance();
  }

  // Moves commands from the queue to the wire while there is room.
  function advance(): void {
    if (!ready || cancelResend) return;
    while (queue.length > 0 && open.length < OPEN_MAX) {
      const next = queue.shift()!;
      next.id = ++counter;
      open.push(next);
      transmit({ ...next.command, id: next.id });
    }
    watchdogRestart();
  }

  function sendAgain(): void {
    cancelResend = undefined;
    for (const each of open) transmit({ ...each.command, id: each.id });
    advance();
  }

  function sendAgainSoon(): void {
    cancelResend ??= world.later(NOT_SAVED_MS, sendAgain);
  }

  // While something is open the server owes an answer; silence means a connection that only looks alive.
  function watchdogRestart(): void {
    cancelWatchdog();
    if (channel && ready && (open.length > 0 || entering)) cancelWatchdog = world.later(ANSWER_MS, lose);
  }

  function positionTake(stream: number, n: number): boolean {
    const before = positions.get(stream);
    if (before === undefined) return false;
    if (n === 1 || n === before + 1) {
      positions.set(stream, n);
      return true;
    }
    if (n > before + 1) transmit({ type: 'watch', stream, n: before });
    return false;
  }

  function end(code: ClosedCode, text: string): void {
    closed = true;
    drop();
    onLink({ state: 'closed', code, text });
  }

  onLink({ state: 'connecting' });
  connect();

  return {
    send(command) {
      return new Promise((resolve) => {
        if (queue.length >= QUEUE_MAX || closed)
          return resolve({ ok: false, code: 'offline', path: '', text: 'Not sent: there is no connection. Try again in a moment.' });
        queue.push({ id: 0, command, settle: resolve });
        advance();
      });
    },
    enter(message) {
      return new Promise((resolve) => {
        entering = { message, settle: resolve };
        if (ready) {
          transmit(message);
          watchdogRestart();
        }
      });
    },
    watch(stream, again = false) {
      if (positions.has(stream) && !again) return;
      positions.set(stream, 0);
      if (ready) transmit({ type: 'watch', stream, n: 0 });
    },
    unwatch(stream) {
      if (positions.delete(stream) && ready) transmit({ type: 'unwatch', stream });
    },
    quit() {
      transmit({ type: 'quit' });
      end('left', '');
    },
    hurry() {
      if (!channel && !closed) connect();
    },
    reopen() {
      closed = false;
      drop();
      instance = 0;
      attempt = 0;
      positions.clear();
      onLink({ state: 'connecting' });
      connect();
    },
    close() {
      closed = true;
      drop();
    },
    kept() {
      const all = [...open, ...queue].filter(({ command }) => !MOMENTARY.has(command.type));
      return all.length > 0 && !closed ? { instance, counter, open: all.map(({ id, command }) => ({ id, command })) } : undefined;
    },
  };
}

/** The browser's own clock, timers and WebSocket at this page's origin. */
export function browserWorld(): World {
  const url = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/ws`;
  return {
    connect({ onOpen, onText, onClose }) {
      const ws = new WebSocket(url, 'coolhead.v1');
      ws.onopen = onOpen;
      ws.onmessage = (event: MessageEvent<string>) => onText(event.data);
      ws.onclose = onClose;
      return {
        send: (text) => {
          if (ws.readyState === WebSocket.OPEN) ws.send(text);
        },
        close: () => ws.close(),
      };
    },
    now: () => performance.now(),
    later(delayMs, call) {
      const timer = setTimeout(call, delayMs);
      return () => clearTimeout(timer);
    },
    random: Math.random,
  };
}
