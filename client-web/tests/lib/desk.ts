// A server's side of a trainer's day: library from the real files, a room, tiles and a recording, made from few words.
import { readFileSync } from 'node:fs';
import type { Library, Recording, Recordings, RubricCard, ScenarioCard, Sheet, TwistCard } from '../../src/lib/api.ts';
import type { Event as EventFrame, Room, SessionEvent, Tile } from '../../src/lib/protocol.ts';

export const CLASS = 67108864;
export const WALL = Date.UTC(2026, 8, 22, 9, 30);

export const sessionOf = (pair: number, round = 1) => CLASS + round * 262144 + pair * 512;

const NAMES = ['Priya N.', 'Tom A.', 'Zoë R.', 'Ali M.', 'Jon K.', 'Ada O.', 'Uma G.', 'Leo V.', 'Sam T.', 'Lena F.', 'Omar B.', 'Kit W.', 'Ines P.', 'Bo H.', 'Max D.', 'Fay C.', 'Mei L.', 'Ravi S.', 'Ida J.', 'Noor H.', 'Pit E.', 'Eva S.', 'Lou B.', 'Jan Z.', 'Kai O.', 'Amy T.', 'Tia Q.', 'Sol X.', 'Gus I.', 'Bea Y.', 'Vic U.', 'Rae P.', 'Ned W.', 'Zia L.', 'Ola M.', 'Dee F.', 'Hal R.', 'Joy N.', 'Wim K.', 'Ana C.'];
export const LONG_NAME = 'Maximiliane-Theodora von und zu Hohenfels';

interface File {
  [key: string]: unknown;
}

function file(path: string): File {
  return JSON.parse(readFileSync(new URL(`../../../scenarios/${path}.json`, import.meta.url), 'utf8')) as File;
}

export function rubric(): RubricCard {
  const from = file('rubrics/calm_under_fire') as unknown as { id: string; title: string; version: number; focus: string[]; criteria: RubricCard['criteria'] };
  return { id: from.id, title: from.title, version: from.version, focus: from.focus.map((id) => from.criteria.findIndex((each) => each.id === id)), criteria: from.criteria };
}

const NO_FACE = { title: '', text: '', line: '' };

function twist(from: { id: string; title: string; trigger: { type: TwistCard['trigger']; play_s?: number; match?: string; conditions?: TwistCard['conditions'] }; csr?: object; customer?: object }): TwistCard {
  const { trigger } = from;
  const conditions = (trigger.conditions ?? []).map((each) => ({ signal: each.signal, value: each.value ?? 0, for_s: each.for_s ?? 0 }));
  return { id: from.id, title: from.title, trigger: trigger.type, at_s: trigger.play_s ?? 0, all: trigger.match !== 'any', conditions, csr: { ...NO_FACE, ...from.csr }, customer: { ...NO_FACE, ...from.customer } };
}

export function scenario(): ScenarioCard {
  const from = file('two_days_late/scenario') as unknown as Omit<ScenarioCard, 'customer' | 'twists'> & { customer: { name: string }; twists: Parameters<typeof twist>[0][] };
  return { ...from, customer: from.customer.name, techniques: ['Lets the customer vent', 'Names the feeling', 'Facts before apology', 'Promises what can be kept'], twists: from.twists.map(twist) };
}

const MORE: readonly [string, string, string, number][] = [
  ['Charged three times', 'Phone company', 'Own it, ask permission, be specific.', 2],
  ['The wedding cake', 'Bakery · nothing can be fixed in time', 'When you can’t fix it, what then?', 4],
  ['Personal now', 'Software support · abusive language', 'Set a boundary, escalate well.', 5],
];

export function library(): Library {
  const first = scenario();
  const others = MORE.map(([title, industry, blurb, difficulty], i) => ({ ...first, id: `other_${i}`, title, industry, blurb, difficulty }));
  const doctrines = ['facts_first', 'care_first', 'story_first'].map((name) => file(`doctrines/${name}`) as unknown as Library['doctrines'][number]);
  return { scenarios: [first, ...others], rubrics: [rubric()], doctrines };
}

export function people(count: number, more: (person: number) => Partial<Room['people'][number]> = () => ({})): Room['people'] {
  return Array.from({ length: count }, (_, i) => ({ person: i + 1, name: NAMES[i] ?? `Person ${i + 1}`, recorded: true, here: true, asleep: false, since: WALL, ...more(i + 1) }));
}

export function pairsFor(count: number, open: boolean): Room['pairs'] {
  return Array.from({ length: Math.floor(count / 2) }, (_, i) => ({
    pair: i + 1,
    session: open ? sessionOf(i + 1) : 0,
    csr: 2 * i + 1,
    customer: 2 * i + 2,
    observers: count % 2 === 1 && i === 0 ? [count] : [],
    variant: i % 2,
    met: 0,
  }));
}

export function room(more: Partial<Room> = {}): Room {
  const { id, rubric: rubricId, times } = scenario();
  const setup = { scenario: id, rubric: rubricId, doctrine: 'facts_first', ...times, ready_starts: true, focus: [0, 1, 2] };
  return {
    type: 'room',
    stream: CLASS,
    name: 'Tuesday induction',
    code: 'KM7Q4P',
    join_url: 'http://192.168.178.20:8080/#code=KM7Q4P',
    doctrine: 'facts_first',
    retention_days: 30,
    locked: false,
    full: false,
    closed: false,
    round: 0,
    phase: 'none',
    all_frozen: false,
    setup,
    people: [],
    pairs: [],
    rounds: 0,
    ...more,
  };
}

const LINES: readonly [by: 'csr' | 'customer', text: string, curve: readonly number[]][] = [
  ['customer', 'So it’s MY fault? Put somebody on who can actually help.', [0, 6, 30, 7, 70, 8, 130, 9]],
  ['customer', 'That is the dumbest thing I have heard all day.', [0, 8, 40, 9, 120, 10, 160, 9]],
  ['csr', 'Let me see what I can find out.', [0, 7]],
  ['csr', 'What would you like me to do?', [0, 7, 60, 6]],
  ['csr', 'I can help you with that. May I ask two questions first?', [0, 6, 40, 7, 90, 5]],
  ['csr', 'I’d be just as upset. Let me call production for you.', [0, 7, 40, 8, 80, 9, 120, 6, 150, 5]],
  ['csr', 'We will confirm this in writing today.', [0, 5, 50, 6, 140, 4]],
  ['customer', 'That would do it, thank you.', [0, 6, 90, 5, 130, 3, 160, 2]],
  ['csr', 'If I understand you right, the two pallets for Thursday matter most — is that it?', [0, 8, 90, 7, 120, 5, 150, 3]],
  ['customer', 'And who exactly are YOU?', [0, 7, 40, 8, 90, 6]],
];

export function tile(pair: number, more: Partial<Tile> = {}): Tile {
  const [by, text, curve] = LINES[(pair - 1) % LINES.length]!;
  return {
    session: sessionOf(pair),
    pair,
    csr: 2 * pair - 1,
    customer: 2 * pair,
    phase: 'call',
    play: 178_000,
    ends: 400_000,
    running: true,
    frozen: false,
    interrupted: false,
    recorded: true,
    dial: curve[curve.length - 1]!,
    dial_since: 170_000,
    curve,
    lines: [{ by, text }],
    said: 9,
    quiet_since: 175_000,
    ready: [],
    flags: [],
    twists: 1,
    twist_last: 'Dana’s boss walks in',
    hold_until: 0,
    csr_here: true,
    customer_here: true,
    typing: [],
    ...more,
  };
}

/** Events of one session as a watcher of role trainer gets them. */
export class Tape {
  readonly frames: EventFrame[] = [];
  private play = 0;
  readonly session: number;

  constructor(session: number) {
    this.session = session;
    this.event({ type: 'opened', csr: 1, customer: 2, observers: [3], recorded: true, scenario: '', rubric: '', lexicon: '', variant: 'b', doctrine: 'facts_first', ready_starts: true, brief_s: 120, call_s: 360, back_s: 60, score_s: 180, talk_s: 300, dial: 8, focus: [0, 1, 2] });
    this.event({ type: 'phase_began', phase: 'brief', ends: 120_000, why: 'opened' });
  }

  at(seconds: number): this {
    this.play = seconds * 1000;
    return this;
  }

  event(event: SessionEvent): this {
    this.frames.push({ type: 'event', stream: this.session, n: this.frames.length + 1, play: this.play, wall: WALL + this.play, event });
    return this;
  }

  said(by: 'csr' | 'customer', text: string, more: { classes?: number; interrupts?: boolean; act?: 'plain' | 'restate' | 'boundary' } = {}): this {
    return this.event({ type: 'said', by, act: 'plain', text, classes: 0, words: 9, interrupts: false, backchannel: false, ...more });
  }

  /** Typing for some seconds, then the line. */
  typed(from: number, to: number, by: 'csr' | 'customer', text: string, more: Parameters<Tape['said']>[2] = {}): this {
    return this.at(from).event({ type: 'typing_changed', by, on: true }).at(to).said(by, text, more);
  }

  dial(value: number): this {
    return this.event({ type: 'dial_set', value });
  }
}

const bit = (id: string) => 1 << (file('lexicons/en').classes as { id: string }[]).findIndex((each) => each.id === id);

/** A whole call of six minutes, with a turn in the middle. */
export function wholeCall(session = sessionOf(1)): Tape {
  return new Tape(session)
    .at(50)
    .event({ type: 'phase_began', phase: 'call', ends: 410_000, why: 'ready' })
    .typed(55, 72, 'customer', 'Ten years with you people and this is what I get.')
    .dial(9)
    .at(76)
    .event({ type: 'twist_fired', twist: 'boss_walks_in', title: 'Dana’s boss walks in', cause: 'condition', signal: 'dial_at_least', value: 9, for_s: 30 })
    .event({ type: 'card_shown', seat: 'customer', twist: 'boss_walks_in', title: 'Your boss walks in', text: 'Your own boss just walked in and is listening. Show it.', line: 'And now my boss is standing here.' })
    .at(78)
    .event({ type: 'typing_changed', by: 'customer', on: true })
    .typed(76, 80, 'csr', 'Sorry, it’s our production’s fault, they always', { classes: bit('company_apology') | bit('blame'), interrupts: true })
    .at(101)
    .said('customer', 'I don’t care whose fault it is!')
    .dial(10)
    .typed(104, 118, 'csr', 'I understand why you’re upset. With the event on Friday I’d feel the same.', { classes: bit('validation') | bit('feeling_named') })
    .dial(8)
    .at(124)
    .event({ type: 'whispered', to_csr: true, to_customer: false, person: 481, text: 'Say it back' })
    .typed(126, 138, 'csr', 'If I understand you right, the two pallets for Thursday matter most — is that it?', { classes: bit('restatement'), act: 'restate' })
    .typed(141, 151, 'customer', '…Yes. The rest can wait till Saturday.')
    .dial(5)
    .at(154)
    .event({ type: 'marked', by: 'trainer', person: 481, note: 'This is the turn. Play this one in class.' })
    .typed(156, 170, 'csr', 'Let me find out what production can do — may I put you on hold for a minute?', { classes: bit('permission') })
    .event({ type: 'held', kind: 'hold', reason: 'asking production', seconds: 60, until: 230_000 })
    .at(172)
    .event({ type: 'desk_asked', desk: 'production', name: 'Production', due: 190_000 })
    .at(190)
    .event({ type: 'desk_answered', desk: 'production', name: 'Production', text: 'Press 2 was down. Two pallets by Thursday noon, the rest on Saturday.' })
    .at(196)
    .event({ type: 'hold_ended', over_s: 0 })
    .event({ type: 'offered', number: 1, offer: 'partial', title: 'Two pallets by Thursday', text: 'So that the press evening is safe.', authority: 'own' })
    .at(215)
    .event({ type: 'offer_answered', number: 1, accepted: true })
    .dial(4)
    .at(230)
    .event({ type: 'twist_fired', twist: 'competitor_overnight', title: 'A competitor offers to print it overnight', cause: 'hand', signal: 'none', value: 0, for_s: 0 })
    .typed(232, 244, 'customer', 'Somebody just offered to print all of it by tomorrow. Why should I stay?')
    .dial(7)
    .typed(250, 268, 'csr', 'I would ask the same. May I tell you what I can put in writing today?', { classes: bit('permission') | bit('validation') })
    .dial(4)
    .at(300)
    .event({ type: 'promised', number: 1, what: 'two pallets at the venue', due: 'Thursday noon' })
    .typed(320, 333, 'customer', 'Fine. But put it in writing, and tell me who you are.')
    .dial(3)
    .typed(340, 362, 'csr', 'Priya Nair, extension 12. You have my confirmation in an hour.', { classes: bit('ownership') | bit('promise') });
}

export function recorded(): Tape {
  return wholeCall()
    .at(410)
    .event({ type: 'phase_began', phase: 'back', ends: 470_000, why: 'time' })
    .at(470)
    .event({ type: 'phase_began', phase: 'score', ends: 650_000, why: 'time' })
    .at(520)
    .event({ type: 'sheet_in', person: 1, kind: 'self', scores: [] })
    .at(540)
    .event({ type: 'sheet_in', person: 2, kind: 'customer', scores: [] })
    .event({ type: 'sheets_opened', self: ['4', '4', '4'], customer: ['3', '5', '3'], observer: [], trainer: [] })
    .event({ type: 'phase_began', phase: 'talk', ends: 840_000, why: 'sheets' })
    .at(700)
    .event({ type: 'phase_began', phase: 'over', ends: 0, why: 'round_ended' });
}

export function sheet(more: Partial<Sheet>): Sheet {
  return { scorer: 481, name: 'R. Gorse', kind: 'trainer', state: 'started', scores: [], praise: [], advice: '', secret: '', ...more };
}

const scored = (values: readonly string[]) => values.map((value, criterion) => ({ criterion, value: value as '3', evidence: [], comment: '' }));

export function recording(more: Partial<Recording> = {}): Recording {
  const phrases = (file('lexicons/en').classes as { id: string; title: string }[]).map(({ id, title }) => ({ id, title, tone: /apology|blame|excuse|argument|vague|abuse|negative/.test(id) ? ('watch' as const) : ('good' as const) }));
  return {
    session: sessionOf(1),
    class: CLASS,
    class_name: 'Tuesday induction',
    round: 1,
    pair: 1,
    csr: { person: 1, name: 'Priya N.' },
    customer: { person: 2, name: 'Tom A.' },
    observers: [{ person: 3, name: 'Zoë R.' }],
    scenario: 'Two days late',
    customer_name: 'Dana Whitlock',
    variant: scenario().variants[0]!.title,
    doctrine: library().doctrines[0]!,
    rubric: rubric(),
    phrases,
    focus: [0, 1, 2],
    played: WALL,
    seconds: 700,
    live: false,
    events: recorded().frames,
    sheets: [
      sheet({ scorer: 1, name: 'Priya N.', kind: 'self', state: 'submitted', scores: scored(['4', '4', '4']), advice: 'Ask before I explain.' }),
      sheet({ scorer: 2, name: 'Tom A.', kind: 'customer', state: 'submitted', scores: scored(['3', '5', '3']) }),
      sheet({ scorer: 3, name: 'Zoë R.', kind: 'observer', state: 'submitted', scores: scored(['3', '4', '2']) }),
    ],
    ...more,
  };
}

export function recordings(count = 6): Recordings {
  const states = ['published', 'submitted', 'started'] as const;
  return {
    class: CLASS,
    name: 'Tuesday induction',
    retention_days: 30,
    more: false,
    recordings: Array.from({ length: count }, (_, i) => ({
      session: sessionOf((i % 4) + 1, Math.floor(i / 4) + 1),
      round: Math.floor(i / 4) + 1,
      pair: (i % 4) + 1,
      scenario: 'Two days late',
      csr: { person: 2 * i + 1, name: NAMES[2 * i] ?? '' },
      customer: { person: 2 * i + 2, name: NAMES[2 * i + 1] ?? '' },
      played: WALL + i * 60_000,
      seconds: 340 + 17 * i,
      live: i === count - 1,
      sheets: i < 3 ? [{ scorer: 481, kind: 'trainer' as const, state: states[i]! }, { scorer: 1, kind: 'self' as const, state: 'submitted' as const }] : [],
    })),
  };
}
