// Intents → commands. What a person does becomes one command each, except two things that come in bursts: typing is
// reported as start and stop (a stop is never lost), and the dial at most twice a second, its last value always.
import type { Act, Choice, ClassCommand, PauseKind, Score, Seat, SessionCommand, SheetCommand } from './protocol.ts';
import type { Outcome, Socket, World } from './socket.ts';

const TYPING_IDLE_MS = 3000; // a pause this long is thinking, not typing
const DIAL_MS = 500; // as coalesced by the server

export type Send = (command: SessionCommand) => Promise<Outcome>;

export function sessionActs(socket: Socket, stream: number, world: Pick<World, 'now' | 'later'>) {
  const send: Send = (command) => socket.send({ ...command, stream });
  const typing = typingReporter(send, world);
  return {
    ready: () => send({ type: 'ready' }),
    say(text: string, act: Act = 'plain') {
      typing.stop();
      return send({ type: 'say', act, text });
    },
    typing,
    dial: dialReporter(send, world),
    finishStory: () => send({ type: 'finish_story' }),
    reveal: (fact: string) => send({ type: 'reveal', fact }),
    askDesk: (desk: string) => send({ type: 'ask_desk', desk }),
    hold: (kind: PauseKind, reason: string, seconds: number) => send({ type: 'hold', kind, reason, seconds }),
    endHold: () => send({ type: 'end_hold' }),
    offer: (offer: string, text: string) => send({ type: 'offer', offer, text }),
    answerOffer: (number: number, accept: boolean) => send({ type: 'answer_offer', number, accept }),
    promise: (what: string, due: string) => send({ type: 'promise', what, due }),
    askSupervisor: (reason: string) => send({ type: 'ask_supervisor', reason }),
    breathe: () => send({ type: 'breathe' }),
    askHelp: (text: string) => send({ type: 'ask_help', text }),
    stepOut: () => send({ type: 'step_out' }),
    leave: () => send({ type: 'leave' }),
    choose: (choice: Choice) => send({ type: 'choose', choice }),
    sleep: (asleep: boolean) => send({ type: 'sleep', asleep }),
    mark: (note: string) => send({ type: 'mark', note }),
  };
}

export type SessionActs = ReturnType<typeof sessionActs>;

/** What anybody does who scores. */
export function sheetActs(socket: Socket, stream: number) {
  const send = (command: SheetCommand) => socket.send({ ...command, stream });
  return {
    score: (criterion: number, value: Score) => send({ type: 'score', criterion, value }),
    advise: (text: string) => send({ type: 'advise', text }),
    submit: () => send({ type: 'submit' }),
  };
}

export type SheetActs = ReturnType<typeof sheetActs>;

/** What a trainer does besides; a trainee's page needn't load it. */
export function markingActs(socket: Socket, stream: number) {
  const send = (command: SheetCommand) => socket.send({ ...command, stream });
  return {
    ...sheetActs(socket, stream),
    comment: (criterion: number, text: string) => send({ type: 'comment', criterion, text }),
    attach: (criterion: number, moment: number) => send({ type: 'attach', criterion, moment }),
    detach: (criterion: number, moment: number) => send({ type: 'detach', criterion, moment }),
    praise: (place: number, moment: number, text: string) => send({ type: 'praise', place, moment, text }),
    publish: () => send({ type: 'publish' }),
    withdraw: () => send({ type: 'withdraw' }),
  };
}

export type MarkingActs = ReturnType<typeof markingActs>;

export function typingReporter(send: Send, world: Pick<World, 'later'>) {
  let on = false;
  let cancel = () => {};
  function stop(): void {
    cancel();
    if (!on) return;
    on = false;
    void send({ type: 'typing', on: false });
  }
  return {
    key(): void {
      cancel();
      cancel = world.later(TYPING_IDLE_MS, stop);
      if (on) return;
      on = true;
      void send({ type: 'typing', on: true });
    },
    stop,
  };
}

export function dialReporter(send: Send, world: Pick<World, 'now' | 'later'>) {
  let last = -DIAL_MS;
  let wanted: number | undefined;
  async function flush(): Promise<void> {
    if (wanted === undefined) return;
    last = world.now();
    const value = wanted;
    wanted = undefined;
    const outcome = await send({ type: 'dial', value });
    if (!outcome.ok && outcome.code === 'too_fast' && wanted === undefined) turn(value); // the network bunched two up
  }
  function turn(value: number): void {
    const waiting = wanted !== undefined;
    wanted = value;
    if (waiting) return;
    const rest = last + DIAL_MS - world.now();
    if (rest <= 0) void flush();
    else world.later(rest, () => void flush());
  }
  return turn;
}

/** What a trainer does to a class; the round's settings are those of the command propose. */
export function classActs(socket: Socket, stream: number) {
  const send = (command: ClassCommand) => socket.send({ ...command, stream });
  return {
    remove: (person: number) => send({ type: 'remove', person }),
    lock: (on: boolean) => send({ type: 'lock', on }),
    propose: (setup: Setup, reshuffle: boolean) => send({ type: 'propose', ...setup, reshuffle }),
    swap: (a: number, b: number) => send({ type: 'swap', a, b }),
    move: (person: number, pair: number, seat: Seat) => send({ type: 'move', person, pair, seat }),
    cancel: () => send({ type: 'cancel' }),
    handOut: () => send({ type: 'hand_out' }),
    begin: () => send({ type: 'begin' }),
    freezeAll: () => send({ type: 'freeze_all' }),
    unfreezeAll: () => send({ type: 'unfreeze_all' }),
    extendAll: (seconds: number) => send({ type: 'extend_all', seconds }),
    fireTwistAll: (twist: string) => send({ type: 'fire_twist_all', twist }),
    endCalls: () => send({ type: 'end_calls' }),
    endRound: () => send({ type: 'end_round' }),
    substitute: (pair: number, seat: Seat, person: number) => send({ type: 'substitute', pair, seat, person }),
    close: () => send({ type: 'close' }),
  };
}

export type ClassActs = ReturnType<typeof classActs>;

export type Setup = Omit<Extract<ClassCommand, { type: 'propose' }>, 'type' | 'reshuffle'>;

/** What a trainer does to one pair. */
export function coachActs(socket: Socket, stream: number) {
  const send: Send = (command) => socket.send({ ...command, stream });
  return {
    start: () => send({ type: 'start' }),
    freeze: () => send({ type: 'freeze' }),
    unfreeze: () => send({ type: 'unfreeze' }),
    extend: (seconds: number) => send({ type: 'extend', seconds }),
    fireTwist: (twist: string) => send({ type: 'fire_twist', twist }),
    whisper: (toCsr: boolean, toCustomer: boolean, text: string) => send({ type: 'whisper', to_csr: toCsr, to_customer: toCustomer, text }),
    mark: (note: string) => send({ type: 'mark', note }),
    answerHelp: () => send({ type: 'answer_help' }),
    endCall: () => send({ type: 'end_call' }),
  };
}

export type CoachActs = ReturnType<typeof coachActs>;
