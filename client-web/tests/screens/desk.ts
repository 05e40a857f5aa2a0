// Every state of the trainer's pages, told as the server would tell it: answers by path, and what the socket says.
import type { Page as Tab } from 'playwright-core';
import type { ServerMessage } from '../../src/lib/protocol.ts';
import { CLASS, library, LONG_NAME, pairsFor, people, recording, recordings, room, sessionOf, sheet, tile, WALL, wholeCall } from '../lib/desk.ts';
import { welcome } from '../lib/stage.ts';

export interface DeskState {
  name: string;
  url: string;
  /** Answers by the path below /api/; a number is a status with a problem. */
  api: Readonly<Record<string, unknown>>;
  /** What the socket says when a stream is watched. */
  streams?: Readonly<Record<number, readonly ServerMessage[]>>;
  act?: (tab: Tab) => Promise<unknown>;
  network?: 'cut';
}

const me = { me: { needs_setup: false, trainer: 1, name: 'R. Gorse' }, library: library() };
const none = { me: { needs_setup: false, trainer: 0, name: '' } };
const classes = [
  { class: CLASS, name: 'Tuesday induction', code: 'KM7Q4P', doctrine: 'facts_first', retention_days: 30, made: WALL, closed: false, people: 19, recordings: 9 },
  { class: CLASS + 1, name: 'A class with a very long name that somebody pasted from the seminar plan of 2026', code: 'AB3D5F', doctrine: 'care_first', retention_days: 365, made: WALL - 9e8, closed: false, people: 1, recordings: 0 },
  { class: CLASS + 2, name: 'Last week', code: '', doctrine: 'facts_first', retention_days: 14, made: WALL - 6e8, closed: true, people: 12, recordings: 18 },
];
const at = (open = 0) => `/trainer#class=${CLASS}${open ? `&open=${open}` : ''}`;
const button = (label: string | RegExp) => async (tab: Tab) => tab.getByRole('button', { name: label }).first().click();

function lobby(name: string, told: ServerMessage, act?: DeskState['act']): DeskState {
  return { name, url: at(), api: me, streams: { [CLASS]: [told] }, act };
}

function wall(name: string, told: ServerMessage, tiles: ReturnType<typeof tile>[], more: Partial<DeskState> = {}): DeskState {
  const session = sessionOf(1);
  const call = wholeCall(session).frames.filter(({ play }) => play <= 178_000);
  const caught: ServerMessage = { type: 'caught_up', stream: session, n: call.length, role: 'trainer', play: 178_000, up: 178_000, running: true };
  const typing: ServerMessage = { type: 'event', stream: session, n: call.length + 1, play: 178_000, wall: WALL, event: { type: 'typing_changed', by: 'customer', on: true } };
  return { name, url: at(), api: me, streams: { [CLASS]: [told, { type: 'tiles', stream: CLASS, tiles }], [session]: [...call, caught, typing] }, ...more };
}

const running = (count: number, more = {}) => room({ round: 2, phase: 'running', people: people(count), pairs: pairsFor(count, true), rounds: 1, ...more });
const needy = (count: number) =>
  Array.from({ length: count }, (_, i) => {
    if (i === 0) return tile(1, { dial: 9, dial_since: 138_000, flags: [{ flag: 'supervisor', by: 'csr', since: 160_000 }] });
    if (i === 1) return tile(2, { running: false, frozen: true, flags: [{ flag: 'stepped_out', by: 'csr', since: 173_000 }] });
    if (i === 2) return tile(3, { quiet_since: 116_000 });
    if (i === 6) return tile(7, { flags: [{ flag: 'asleep', by: 'customer', since: 150_000 }] });
    return tile(i + 1, i === 8 ? { ends: 520_000, recorded: false } : {});
  });

const trainerSheet = sheet({
  scores: [
    { criterion: 0, value: '3', evidence: [11], comment: '' },
    { criterion: 1, value: '4', evidence: [], comment: 'In your own words, and about her evening.' },
    { criterion: 2, value: '2', evidence: [], comment: '' },
  ],
  praise: [{ place: 1, moment: 19, text: 'You said it back before you solved it.' }],
});
const done = sheet({
  state: 'published',
  secret: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG',
  scores: recording().rubric.criteria.map((_, criterion) => ({ criterion, value: criterion < 8 ? ('4' as const) : ('na' as const), evidence: [], comment: '' })),
  praise: [{ place: 1, moment: 19, text: 'You said it back before you solved it.' }],
  advice: 'Hold the apology until you know whose fault it was.',
});
const one = recording();
const review = (more = {}) => ({ ...me, recording: recording(more), recordings: recordings() });

export const deskStates: readonly DeskState[] = [
  { name: 'setup', url: '/trainer#setup=abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', api: { me: { needs_setup: true, trainer: 0, name: '' } }, act: button('Set up Coolhead') },
  { name: 'setup-without-link', url: '/trainer', api: { me: { needs_setup: true, trainer: 0, name: '' } } },
  {
    name: 'sign-in',
    url: '/trainer',
    api: { ...none, sign_in: 403 },
    act: async (tab) => {
      await tab.getByLabel('Your name').fill('R. Gorse');
      await tab.getByLabel('Password').fill('wrong');
      await button('Sign in')(tab);
    },
  },
  { name: 'server-away', url: '/trainer', api: {} },
  { name: 'classes', url: '/trainer', api: { ...me, classes: { classes, more: false } } },
  { name: 'classes-none', url: '/trainer', api: { ...me, classes: { classes: [], more: false } } },
  { name: 'classes-new', url: '/trainer', api: { ...me, classes: { classes, more: false } }, act: button('New class') },
  { name: 'classes-delete', url: '/trainer', api: { ...me, classes: { classes, more: false } }, act: button('Delete Tuesday induction') },
  lobby('lobby-empty', room()),
  lobby('lobby-one', room({ people: people(1) })),
  lobby('lobby', room({ people: people(19, (person) => (person === 14 ? { here: false, since: Date.now() } : person === 6 ? { asleep: true } : person === 9 ? { recorded: false } : {})) })),
  lobby('lobby-person', room({ people: people(4) }), async (tab) => {
    await tab.getByRole('button', { name: 'Priya N.' }).click();
    await tab.getByRole('button', { name: /New phone/ }).click();
  }),
  lobby('lobby-person-menu', room({ people: people(4) }), button('Priya N.')),
  lobby('lobby-person-erase', room({ people: people(4) }), async (tab) => {
    await tab.getByRole('button', { name: 'Priya N.' }).click();
    await tab.getByRole('button', { name: /^Erase all/ }).click();
  }),
  lobby('lobby-proposed', room({ round: 2, rounds: 1, phase: 'proposed', people: people(19), pairs: pairsFor(19, false).map((pair) => ({ ...pair, met: pair.pair === 3 ? 1 : 0 })) })),
  lobby('lobby-picked', room({ phase: 'proposed', round: 1, people: people(8), pairs: pairsFor(6, false) }), (tab) => tab.getByLabel('Pairs').getByRole('button', { name: 'Zoë R.' }).click()),
  lobby('lobby-focus', room({ people: people(4) }), button('Change')),
  lobby('lobby-40-long', room({ phase: 'proposed', round: 1, people: people(40, (person) => (person < 4 ? { name: LONG_NAME } : {})), pairs: pairsFor(40, false) })),
  lobby('lobby-closed', room({ closed: true, people: people(4) })),
  wall('wall-briefing', room({ round: 1, phase: 'briefing', people: people(8), pairs: pairsFor(8, true) }), [1, 2, 3, 4].map((pair) => tile(pair, { phase: 'brief', play: 40_000, ends: 120_000, lines: [], twists: 0, twist_last: '', curve: [0, 7], dial: 7, ready: pair < 3 ? ['csr', 'customer'] : pair === 3 ? ['csr'] : [] }))),
  wall('wall', running(38), needy(19)),
  wall('wall-open', running(38), needy(19), { url: at(sessionOf(1)) }),
  wall('wall-twist', running(38), needy(19), { url: at(sessionOf(1)), act: button(/^Fire:/) }),
  wall('wall-one-pair', running(2), [tile(1)]),
  wall('wall-40-long', running(40, { people: people(40, (person) => (person < 7 ? { name: LONG_NAME } : {})) }), needy(20), { url: at(sessionOf(1)) }),
  wall('wall-score', running(8), [1, 2, 3, 4].map((pair) => tile(pair, { phase: 'score', play: 480_000, ends: 650_000, ready: pair === 1 ? ['csr', 'customer'] : pair === 2 ? ['customer'] : [] })), { url: at(sessionOf(2)) }),
  wall('wall-dropped', running(5), [tile(1, { flags: [{ flag: 'dropped', by: 'customer', since: 160_000 }, { flag: 'help', by: 'csr', since: 150_000 }] }), tile(2)], { url: at(sessionOf(1)), act: button(/Put somebody/) }),
  wall('wall-reconnecting', running(8), needy(4), { network: 'cut' }),
  { name: 'class-missing', url: at(), api: me, streams: { [CLASS]: [{ type: 'refused', id: 0, code: 'unknown_stream', path: '/stream', text: 'There is no such stream.' }] } },
  { name: 'projector', url: `/projector#class=${CLASS}`, api: me, streams: { [CLASS]: [room({ people: people(12) })] } },
  { name: 'projector-running', url: `/projector#class=${CLASS}`, api: me, streams: { [CLASS]: [running(8), { type: 'tiles', stream: CLASS, tiles: needy(4) }] } },
  { name: 'review-list', url: `/review#class=${CLASS}`, api: { ...me, recordings: recordings(), classes: { classes, more: false } } },
  { name: 'review-list-empty', url: `/review#class=${CLASS}`, api: { ...me, recordings: { ...recordings(), recordings: [] }, classes: { classes, more: false } } },
  { name: 'review', url: `/review#session=${sessionOf(1)}`, api: review({ sheets: [...one.sheets, trainerSheet] }) },
  { name: 'review-fresh', url: `/review#session=${sessionOf(1)}`, api: review() },
  { name: 'review-published', url: `/review#session=${sessionOf(1)}`, api: review({ sheets: [...one.sheets, done] }) },
  { name: 'review-preview', url: `/review#session=${sessionOf(1)}`, api: review({ sheets: [...one.sheets, done] }), act: button(/Published to/) },
  { name: 'review-people', url: `/review#session=${sessionOf(1)}`, api: review(), act: button(/^People/) },
  {
    name: 'review-erase-person',
    url: `/review#session=${sessionOf(1)}`,
    api: review(),
    act: async (tab) => {
      await tab.getByRole('button', { name: /^People/ }).click();
      await tab.getByRole('button', { name: /^Erase/ }).first().click();
    },
  },
  {
    name: 'review-erase-line',
    url: `/review#session=${sessionOf(1)}`,
    api: review(),
    act: async (tab) => {
      await tab.locator('.line.customer').first().click();
      await tab.getByRole('button', { name: 'Erase…' }).click();
    },
  },
  { name: 'review-missing', url: `/review#session=${sessionOf(1)}`, api: { ...me, recording: 404 } },
];

export const hello = [welcome({ who: 'trainer', class: 0, person: 0, name: 'R. Gorse' })];
