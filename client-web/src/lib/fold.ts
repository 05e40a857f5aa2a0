// Frames → state, as plain data: no DOM, no clock, nothing mutated. The same fold serves the call, the wall's open pair
// and the review; a role simply never receives what it may not see, so a field may stay at its first value.
//
// `at` is the reader's clock (performance.now) when the frame came. Each live frame tells the session's play clock, and
// between frames the reader counts on by itself: playNow and upNow.
import type {
  CaughtUp,
  Event as EventFrame,
  Kit,
  Notice,
  Phase,
  Place,
  PauseKind,
  Role,
  Score,
  Seat,
  ServerMessage,
  SessionEvent,
  SheetEvent,
  SheetKind,
  Welcome,
  Why,
} from './protocol.ts';

export interface Clock {
  play: number;
  playAt: number;
  up: number;
  upAt: number;
}

export interface Moment {
  n: number;
  play: number;
  event: SessionEvent;
}

export interface Gone {
  left: boolean;
  /** When the grace ends, on the up clock. */
  until: number;
  mayChoose: boolean;
}

export interface Hold {
  kind: PauseKind;
  reason: string;
  seconds: number;
  until: number;
}

export interface Offer {
  number: number;
  offer: string;
  title: string;
  text: string;
  answered: boolean;
  accepted: boolean;
}

export interface PlayedCard {
  n: number;
  seat: Seat;
  title: string;
  text: string;
  line: string;
}

export interface Opened {
  self: readonly Score[];
  customer: readonly Score[];
  observer: readonly Score[];
  trainer: readonly Score[];
}

export interface Session {
  stream: number;
  n: number;
  live: boolean;
  role: Role | undefined;
  recorded: boolean;
  phase: Phase;
  /** On the play clock; 0: when somebody says so. */
  ends: number;
  why: Why;
  /** On the play clock; 0: not yet. */
  callBegan: number;
  callEnded: number;
  clock: Clock;
  frozen: boolean;
  steppedOut: readonly Role[];
  /** When the wait for the seats ends, on the up clock; undefined: not interrupted. */
  interrupted: number | undefined;
  ready: readonly Role[];
  asleep: readonly Role[];
  typing: readonly Role[];
  gone: Readonly<Partial<Record<Role, Gone>>>;
  kits: Readonly<Partial<Record<Seat, Kit>>>;
  moments: readonly Moment[];
  dial: number;
  /** [play, value] at each change, oldest first. */
  curve: readonly (readonly [number, number])[];
  storyFinished: boolean;
  asked: readonly { desk: string; name: string; due: number }[];
  supervisorDue: number | undefined;
  hold: Hold | undefined;
  offers: readonly Offer[];
  revealed: readonly string[];
  cards: readonly PlayedCard[];
  helpAsked: readonly Role[];
  sheetsIn: readonly SheetKind[];
  opened: Opened | undefined;
}

export interface Sheet {
  stream: number;
  n: number;
  live: boolean;
  kind: SheetKind | undefined;
  scores: Readonly<Record<number, Score>>;
  comments: Readonly<Record<number, string>>;
  evidence: Readonly<Record<number, readonly number[]>>;
  praise: Readonly<Record<number, { moment: number; text: string }>>;
  advice: string;
  submitted: boolean;
  published: boolean;
}

/** All that a trainee's page knows. */
export interface Model {
  welcome: Welcome | undefined;
  place: Place | undefined;
  session: Session | undefined;
  sheet: Sheet | undefined;
  notice: Notice | undefined;
}

export const nothing: Model = { welcome: undefined, place: undefined, session: undefined, sheet: undefined, notice: undefined };

export function fold(model: Model, message: ServerMessage, at: number): Model {
  switch (message.type) {
    case 'welcome':
      return { ...model, welcome: message, notice: undefined };
    case 'place':
      return { ...model, place: message, session: keepSession(model, message), sheet: keepSheet(model, message) };
    case 'notice':
      return { ...model, notice: message.code === 'store_well' ? undefined : message };
    case 'event':
      return foldEvent(model, message, at);
    case 'caught_up':
      return foldCaughtUp(model, message, at);
    default:
      return model;
  }
}

function keepSession({ session, place }: Model, next: Place): Session | undefined {
  return session?.stream === next.session && place?.seat === next.seat ? session : undefined;
}

function keepSheet({ sheet }: Model, next: Place): Sheet | undefined {
  return sheet?.stream === next.sheet ? sheet : undefined;
}

function foldEvent(model: Model, frame: EventFrame, at: number): Model {
  if (frame.stream === model.place?.session) return { ...model, session: sessionFold(model.session, frame, at) };
  if (frame.stream === model.place?.sheet) return { ...model, sheet: sheetFold(model.sheet, frame) };
  return model;
}

function foldCaughtUp(model: Model, frame: CaughtUp, at: number): Model {
  if (frame.stream === model.session?.stream) return { ...model, session: sessionCaughtUp(model.session, frame, at) };
  if (frame.stream === model.sheet?.stream) return { ...model, sheet: { ...model.sheet, live: true } };
  return model;
}

export function sessionNew(stream: number): Session {
  return {
    stream,
    n: 0,
    live: false,
    role: undefined,
    recorded: true,
    phase: 'brief',
    ends: 0,
    why: 'opened',
    callBegan: 0,
    callEnded: 0,
    clock: { play: 0, playAt: 0, up: 0, upAt: 0 },
    frozen: false,
    steppedOut: [],
    interrupted: undefined,
    ready: [],
    asleep: [],
    typing: [],
    gone: {},
    kits: {},
    moments: [],
    dial: 0,
    curve: [],
    storyFinished: false,
    asked: [],
    supervisorDue: undefined,
    hold: undefined,
    offers: [],
    revealed: [],
    cards: [],
    helpAsked: [],
    sheetsIn: [],
    opened: undefined,
  };
}

/** Position 1 begins anew: that is how the server starts a stream over, for another role or another view. */
export function sessionFold(before: Session | undefined, frame: EventFrame, at: number): Session {
  const known = before && frame.n > 1 ? before : sessionNew(frame.stream);
  const session = clockTell({ ...known, n: frame.n }, frame.play, at);
  const event = frame.event as SessionEvent;
  return sessionApply(session, event, { n: frame.n, play: frame.play, event });
}

export function sessionCaughtUp(session: Session, frame: CaughtUp, at: number): Session {
  const clock = { play: frame.play, playAt: at, up: frame.up, upAt: at };
  return { ...session, live: true, role: frame.role, clock };
}

function clockTell(session: Session, play: number, at: number): Session {
  return { ...session, clock: { ...session.clock, play, playAt: at } };
}

/** Whether the play clock runs: it stands while frozen, interrupted and after the end. */
export function sessionRuns(session: Session): boolean {
  return session.live && !session.frozen && session.interrupted === undefined && session.phase !== 'over';
}

export function playNow(session: Session, at: number): number {
  const { play, playAt } = session.clock;
  return sessionRuns(session) ? play + Math.max(0, at - playAt) : play;
}

export function upNow(session: Session, at: number): number {
  return session.clock.up + Math.max(0, at - session.clock.upAt);
}

function sessionApply(s: Session, event: SessionEvent, moment: Moment): Session {
  const shown = () => [...s.moments, moment];
  switch (event.type) {
    case 'opened':
      return { ...s, recorded: event.recorded, dial: event.dial ?? 0, curve: event.dial === undefined ? [] : [[0, event.dial]] };
    case 'kit_dealt':
      return { ...s, kits: { ...s.kits, [event.seat]: event.kit } };
    case 'phase_began':
      return phaseBegin(s, event.phase, event.ends, event.why, moment);
    case 'became_ready':
      return { ...s, ready: include(s.ready, event.by) };
    case 'said':
      return { ...s, moments: shown(), typing: exclude(s.typing, event.by) };
    case 'typing_changed':
      return { ...s, typing: event.on ? include(s.typing, event.by) : exclude(s.typing, event.by) };
    case 'dial_set':
      return { ...s, dial: event.value, curve: [...s.curve, [moment.play, event.value]] };
    case 'story_finished':
      return { ...s, storyFinished: true, moments: shown() };
    case 'fact_revealed':
      return { ...s, revealed: [...s.revealed, event.fact], moments: shown() };
    case 'desk_asked':
      return { ...s, asked: [...s.asked, { desk: event.desk, name: event.name, due: event.due }], moments: shown() };
    case 'desk_answered':
      return { ...s, asked: s.asked.filter((each) => each.desk !== event.desk), moments: shown() };
    case 'held':
      return { ...s, hold: { kind: event.kind, reason: event.reason, seconds: event.seconds, until: event.until }, moments: shown() };
    case 'hold_ended':
      return { ...s, hold: undefined, moments: shown() };
    case 'offered':
      return { ...s, offers: [...s.offers, offerPut(event)], moments: shown() };
    case 'offer_answered':
      return { ...s, offers: s.offers.map((offer) => offerAnswer(offer, event)), moments: shown() };
    case 'supervisor_asked':
      return { ...s, supervisorDue: event.due, moments: shown() };
    case 'supervisor_answered':
      return { ...s, supervisorDue: undefined, moments: shown() };
    case 'card_shown':
      return { ...s, cards: [...s.cards, { n: moment.n, ...event }], moments: shown() };
    case 'promised':
    case 'breathed':
    case 'whispered':
    case 'twist_fired':
    case 'marked':
      return { ...s, moments: shown() };
    case 'help_asked':
      return { ...s, helpAsked: include(s.helpAsked, event.by), moments: shown() };
    case 'help_answered':
      return { ...s, helpAsked: [], moments: shown() };
    case 'stepped_out':
      return { ...s, frozen: true, steppedOut: include(s.steppedOut, event.by), typing: [], moments: shown() };
    case 'frozen':
      return { ...s, frozen: true, typing: [], moments: shown() };
    case 'unfrozen':
      return { ...s, frozen: false, steppedOut: [], moments: shown() };
    case 'extended':
      return { ...s, ends: event.ends, moments: shown() };
    case 'dropped':
      return { ...s, typing: exclude(s.typing, event.by), gone: { ...s.gone, [event.by]: { left: false, until: event.until, mayChoose: false } } };
    case 'left':
      return { ...s, typing: exclude(s.typing, event.by), gone: { ...s.gone, [event.by]: { left: true, until: 0, mayChoose: true } }, moments: shown() };
    case 'returned':
      return { ...s, gone: without(s.gone, event.by) };
    case 'grace_ended':
      return { ...s, gone: { ...s.gone, [event.by]: { left: false, until: 0, ...s.gone[event.by], mayChoose: true } } };
    case 'chosen':
      return { ...s, gone: waitUntil(s.gone, event.until) };
    case 'seat_taken':
      return { ...seatClear(s, event.seat), moments: shown() };
    case 'slept':
      return { ...s, asleep: event.asleep ? include(s.asleep, event.by) : exclude(s.asleep, event.by) };
    case 'interrupted':
      return { ...s, interrupted: event.until, typing: [], gone: whoLeft(s.gone) };
    case 'resumed':
      return { ...s, interrupted: undefined, gone: whoLeft(s.gone) };
    case 'sheet_in':
      return { ...s, sheetsIn: include(s.sheetsIn, event.kind) };
    case 'sheets_opened':
      return { ...s, opened: sheetsOpened(event) };
    case 'ticked':
      return s;
  }
}

function phaseBegin(s: Session, phase: Phase, ends: number, why: Why, moment: Moment): Session {
  return {
    ...s,
    phase,
    ends,
    why,
    callBegan: phase === 'call' ? moment.play : s.callBegan,
    callEnded: s.phase === 'call' ? moment.play : s.callEnded,
    ready: [],
    typing: [],
    hold: undefined,
    asked: [],
    supervisorDue: undefined,
    moments: [...s.moments, moment],
  };
}

type SheetsOpened = Extract<SessionEvent, { type: 'sheets_opened' }>;

/** The pair never gets the trainer's scores here; they come with the published page. */
function sheetsOpened({ self, customer, observer, trainer }: Omit<SheetsOpened, 'trainer'> & Partial<SheetsOpened>): Opened {
  return { self, customer, observer, trainer: trainer ?? [] };
}

type Put = Extract<SessionEvent, { type: 'offered' }>;
type Answered = Extract<SessionEvent, { type: 'offer_answered' }>;

function offerPut({ number, offer, title, text }: Put): Offer {
  return { number, offer, title, text, answered: false, accepted: false };
}

function offerAnswer(offer: Offer, { number, accepted }: Answered): Offer {
  return offer.number === number ? { ...offer, answered: true, accepted } : offer;
}

/** The partner chose to wait: the next choice comes when the new grace has ended. */
function waitUntil(gone: Session['gone'], until: number): Session['gone'] {
  return Object.fromEntries(Object.entries(gone).map(([role, each]) => [role, { ...each, until, mayChoose: false }]));
}

/** Dropping is over with an interruption, leaving is not. */
function whoLeft(gone: Session['gone']): Session['gone'] {
  return Object.fromEntries(Object.entries(gone).filter(([, each]) => each.left));
}

/** Somebody new sits there: what the one before them had pressed is over. */
function seatClear(s: Session, seat: Seat): Session {
  return { ...s, gone: without(s.gone, seat), steppedOut: exclude(s.steppedOut, seat), helpAsked: exclude(s.helpAsked, seat), typing: exclude(s.typing, seat) };
}

export function sheetNew(stream: number): Sheet {
  return {
    stream,
    n: 0,
    live: false,
    kind: undefined,
    scores: {},
    comments: {},
    evidence: {},
    praise: {},
    advice: '',
    submitted: false,
    published: false,
  };
}

/** The sheet of a trainee: what `sheetActs` can do to it. */
export function sheetFold(before: Sheet | undefined, frame: EventFrame): Sheet {
  return sheetApply(sheetAt(before, frame), frame.event as SheetEvent);
}

/** The sheet of a trainer: what `markingActs` can do to it. */
export function markingFold(before: Sheet | undefined, frame: EventFrame): Sheet {
  return markingApply(sheetAt(before, frame), frame.event as SheetEvent);
}

// n 1 begins anew, unless the sheet was live before anybody had begun it.
function sheetAt(before: Sheet | undefined, { stream, n }: EventFrame): Sheet {
  return { ...(before && (n > 1 || before.n === 0) ? before : sheetNew(stream)), n };
}

function sheetApply(s: Sheet, event: SheetEvent): Sheet {
  switch (event.type) {
    case 'sheet_started':
      return { ...s, kind: event.kind };
    case 'scored':
      return { ...s, scores: { ...s.scores, [event.criterion]: event.value } };
    case 'advised':
      return { ...s, advice: event.text };
    case 'submitted':
      return { ...s, submitted: true };
    default:
      return s;
  }
}

function markingApply(s: Sheet, event: SheetEvent): Sheet {
  switch (event.type) {
    case 'commented':
      return { ...s, comments: { ...s.comments, [event.criterion]: event.text } };
    case 'evidence_attached':
      return { ...s, evidence: { ...s.evidence, [event.criterion]: include(s.evidence[event.criterion] ?? [], event.moment) } };
    case 'evidence_detached':
      return { ...s, evidence: { ...s.evidence, [event.criterion]: exclude(s.evidence[event.criterion] ?? [], event.moment) } };
    case 'praised':
      return { ...s, praise: { ...s.praise, [event.place]: { moment: event.moment, text: event.text } } };
    case 'published':
      return { ...s, published: true };
    case 'withdrawn':
      return { ...s, published: false };
    default:
      return sheetApply(s, event);
  }
}

function include<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list : [...list, item];
}

function exclude<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter((each) => each !== item) : list;
}

function without(gone: Session['gone'], role: Role): Session['gone'] {
  return Object.fromEntries(Object.entries(gone).filter(([each]) => each !== role));
}
