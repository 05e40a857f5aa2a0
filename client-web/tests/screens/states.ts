// Every state that a trainee can see, told as the server would tell it.
import type { Page as Tab } from 'playwright-core';
import type { SessionEvent, ServerMessage } from '../../src/lib/protocol.ts';
import { page } from '../lib/page.ts';
import { place, SESSION, SHEET, Stage, welcome } from '../lib/stage.ts';

export interface State {
  name: string;
  /** What the server says after hello; a function may answer what the client sends. */
  hello: ServerMessage[];
  stage?: Stage;
  running?: boolean;
  up?: number;
  /** After all has been said: live events, then what the person does. */
  live?: ServerMessage[];
  act?: (tab: Tab) => Promise<void>;
  url?: string;
  /** The server never answers: 'silent'; or ends the connection: 'cut'. */
  network?: 'silent' | 'refuse' | 'cut';
  /** What POST /api/page answers. */
  api?: { status: number; body: object };
  refuse?: { code: string; path: string; text: string };
}

function csrCall(): Stage {
  return new Stage({ seat: 'csr' })
    .call()
    .at(61)
    .said('customer', 'Ten years. Ten! And someone just told me my programmes for Friday ship two days late?')
    .at(82)
    .said('csr', 'Dana, I can help you with that. With an event on Friday I’d be upset too.')
    .at(100)
    .said('customer', 'Then tell me what you’re going to DO about it.')
    .at(110)
    .event({ type: 'whispered', to_csr: true, text: 'Ask before you explain' } as SessionEvent)
    .at(130)
    .said('csr', 'May I ask two quick questions first, so I get it right?');
}

function customerCall(recorded = true): Stage {
  return new Stage({ seat: 'customer', recorded })
    .call()
    .at(61)
    .said('customer', 'Then tell me what you’re going to DO about it.')
    .at(80)
    .event({ type: 'dial_set', value: 8 })
    .at(90)
    .said('csr', 'May I ask two quick questions first, so I get it right?')
    .at(170)
    .event({
      type: 'card_shown',
      seat: 'customer',
      twist: 'boss',
      title: 'Your boss walks in',
      text: 'Your own boss just walked in and is listening. Show it.',
      line: 'And now my boss is standing here.',
    })
    .at(178);
}

function scored(seat: 'csr' | 'customer' | 'observer'): Stage {
  const stage = seat === 'customer' ? customerCall() : seat === 'csr' ? csrCall() : observed();
  return stage.at(400).event({ type: 'phase_began', phase: 'back', ends: 460_000, why: 'time' }).at(440).event({ type: 'phase_began', phase: 'score', ends: 620_000, why: 'ready' }).at(490).startSheet();
}

function observed(): Stage {
  return new Stage({ seat: 'observer' })
    .call()
    .at(61)
    .said('customer', 'Ten years. Ten! And someone just told me my programmes for Friday ship two days late?')
    .at(70)
    .event({ type: 'dial_set', value: 8 })
    .at(82)
    .said('csr', 'Dana, I can help you with that. With an event on Friday I’d be upset too.')
    .at(95)
    .event({ type: 'marked', by: 'observer', person: 3, note: 'named the feeling' })
    .at(100)
    .said('customer', 'Then tell me what you’re going to DO about it.')
    .event({ type: 'typing_changed', by: 'csr', on: true });
}

const pages = [{ round: 1, scenario: 'Two days late', secret: 'abc' }];
const session = (stage: Stage, more: Partial<State> = {}) => ({ hello: stage.hello, stage, ...more });
const open = (label: string) => async (tab: Tab) => tab.getByRole('button', { name: label, exact: true }).click();
const more = (label: string) => async (tab: Tab) => {
  await open('More…')(tab);
  await tab.getByRole('button', { name: label }).click();
};

export const states: readonly State[] = [
  { name: 'join', hello: [welcome({ who: 'nobody' })], url: '/#code=KM7Q4P' },
  {
    name: 'join-errors',
    hello: [welcome({ who: 'nobody' })],
    act: (tab) => tab.getByRole('button', { name: 'Join the class' }).click(),
  },
  {
    name: 'join-refused',
    hello: [welcome({ who: 'nobody' })],
    url: '/#code=KM7Q4X',
    refuse: { code: 'unknown_class', path: '/code', text: 'No open class has this code. Check it against the big screen.' },
    act: async (tab) => {
      await tab.getByLabel('Your name or a nickname').fill('Priya N.');
      await tab.getByText('Record them').click();
      await tab.getByRole('button', { name: 'Join the class' }).click();
    },
  },
  { name: 'join-what-is-kept', hello: [welcome({ who: 'nobody' })], act: open('What is kept, in one page') },
  { name: 'connecting', hello: [], network: 'silent' },
  { name: 'no-connection', hello: [], network: 'refuse' },
  { name: 'lobby', hello: [welcome(), place()] },
  { name: 'lobby-unrecorded', hello: [welcome({ recorded: false }), place({ recorded: false })] },
  { name: 'lobby-between', hello: [welcome(), place({ round: 1, pages })] },
  { name: 'lobby-proposed', hello: [welcome(), place({ stage: 'proposed' })] },
  { name: 'lobby-leave', hello: [welcome(), place()], act: open('Leave the class') },
  { name: 'elsewhere', hello: [welcome(), place()], url: '/#code=AAAAAA' },
  { name: 'brief-csr', ...session(new Stage({ seat: 'csr' }).at(20)) },
  { name: 'brief-customer-unrecorded', ...session(new Stage({ seat: 'customer', recorded: false }).at(20).event({ type: 'became_ready', by: 'csr' })) },
  { name: 'brief-ready', ...session(new Stage({ seat: 'csr' }).at(30).event({ type: 'became_ready', by: 'csr' })) },
  { name: 'call-csr', ...session(csrCall().at(178).event({ type: 'typing_changed', by: 'customer', on: true })) },
  { name: 'call-csr-brief', ...session(csrCall()), act: (tab) => tab.getByRole('tab', { name: 'My brief' }).click() },
  { name: 'call-csr-authority', ...session(csrCall()), act: (tab) => tab.getByRole('tab', { name: 'What I may give' }).click() },
  { name: 'call-csr-desk', ...session(csrCall()), act: open('Ask a desk') },
  {
    name: 'call-csr-asked',
    ...session(
      csrCall()
        .at(140)
        .event({ type: 'desk_asked', desk: 'production', name: 'Production', due: 150_000 })
        .at(150)
        .event({ type: 'desk_answered', desk: 'production', name: 'Production', text: 'Press 2 was down. Everything leaves on Saturday, not before.' })
        .event({ type: 'desk_asked', desk: 'shipping', name: 'Shipping', due: 189_000 })
        .at(165)
        .event({ type: 'offered', number: 1, offer: 'partial', title: 'Two pallets by Thursday', text: 'So that the press evening is safe.' } as SessionEvent)
        .at(175)
        .event({ type: 'offer_answered', number: 1, accepted: true })
        .event({ type: 'promised', number: 1, what: 'two pallets at the venue', due: 'Thursday noon' })
        .at(178),
    ),
  },
  { name: 'call-csr-offer', ...session(csrCall()), act: open('Offer') },
  { name: 'call-csr-promise', ...session(csrCall()), act: open('Promise') },
  { name: 'call-csr-more', ...session(csrCall()), act: open('More…') },
  { name: 'call-csr-hold', ...session(csrCall()), act: more('Hold') },
  { name: 'call-csr-restate', ...session(csrCall()), act: more('Restate') },
  { name: 'call-csr-supervisor', ...session(csrCall()), act: more('Supervisor') },
  { name: 'call-csr-breathe', ...session(csrCall()), act: more('Breathe') },
  {
    name: 'call-csr-holding',
    ...session(csrCall().at(140).event({ type: 'held', kind: 'hold', reason: 'asking production', seconds: 60, until: 200_000 }).at(178)),
  },
  { name: 'call-csr-60s', ...session(csrCall().at(345)) },
  { name: 'call-csr-15s', ...session(csrCall().at(388)) },
  { name: 'call-customer', ...session(customerCall()) },
  { name: 'call-customer-facts', ...session(customerCall()), act: (tab) => tab.getByRole('tab', { name: 'Fact cards' }).click() },
  { name: 'call-customer-brief', ...session(customerCall()), act: (tab) => tab.getByRole('tab', { name: 'My brief' }).click() },
  {
    name: 'call-customer-offer',
    ...session(
      customerCall(false)
        .event({ type: 'story_finished' })
        .event({ type: 'held', kind: 'hold', reason: 'asking production', seconds: 60, until: 210_000 })
        .event({ type: 'offered', number: 1, offer: 'partial', title: 'Two pallets by Thursday', text: 'So that the press evening is safe.' } as SessionEvent),
    ),
  },
  { name: 'call-frozen', ...session(csrCall().at(150).event({ type: 'frozen', by: 'trainer' })), running: false },
  { name: 'call-out-mine', ...session(customerCall().event({ type: 'stepped_out', by: 'customer' })), running: false },
  { name: 'call-out-theirs', ...session(csrCall().event({ type: 'stepped_out', by: 'customer' })), running: false },
  { name: 'call-dropped', ...session(csrCall().at(150).event({ type: 'dropped', by: 'customer', person: 2, until: 179_000 })), up: 156_000 },
  {
    name: 'call-choose',
    ...session(csrCall().at(150).event({ type: 'dropped', by: 'customer', person: 2, until: 180_000 }).at(181).event({ type: 'grace_ended', by: 'customer' })),
  },
  { name: 'call-left', ...session(customerCall().event({ type: 'left', by: 'csr', person: 2 })) },
  { name: 'call-interrupted', ...session(csrCall().at(150).event({ type: 'interrupted', until: 180_000 })), running: false, up: 158_000 },
  { name: 'call-reconnecting', ...session(csrCall()), network: 'cut' },
  { name: 'call-help', ...session(csrCall()), act: open('Help') },
  {
    name: 'call-leave',
    ...session(customerCall()),
    act: async (tab) => {
      await open('Help')(tab);
      await open('Leave this call…')(tab);
    },
  },
  { name: 'moved', hello: [welcome(), place()], live: [{ type: 'notice', code: 'moved', text: '' }] },
  { name: 'store-unwell', ...session(csrCall()), live: [{ type: 'notice', code: 'store_unwell', text: '' }] },
  { name: 'back', ...session(csrCall().at(400).event({ type: 'phase_began', phase: 'back', ends: 460_000, why: 'time' }).at(410)) },
  {
    name: 'score-csr',
    ...session(scored('csr').score({ type: 'scored', criterion: 0, value: '3' }).score({ type: 'scored', criterion: 1, value: '4' })),
  },
  { name: 'score-customer-missing', ...session(scored('customer')), act: open('Done') },
  {
    name: 'score-submitted',
    ...session(
      scored('csr')
        .score({ type: 'scored', criterion: 0, value: '3' })
        .score({ type: 'scored', criterion: 1, value: '4' })
        .score({ type: 'scored', criterion: 4, value: 'na' })
        .score({ type: 'submitted' })
        .event({ type: 'sheet_in', kind: 'self' } as SessionEvent),
    ),
  },
  {
    name: 'talk',
    ...session(
      scored('customer')
        .at(600)
        .event({ type: 'sheets_opened', self: ['3', '4', 'na'], customer: ['3', '2', '4'], observer: [] } as unknown as SessionEvent)
        .event({ type: 'phase_began', phase: 'talk', ends: 780_000, why: 'sheets' })
        .at(620),
    ),
  },
  { name: 'observer', ...session(observed().startSheet()) },
  { name: 'observer-focus', ...session(observed().startSheet().score({ type: 'scored', criterion: 0, value: '2' })), act: (tab) => tab.getByRole('tab', { name: 'Focus' }).click() },
  { name: 'over', ...session(scored('csr').at(800).event({ type: 'phase_began', phase: 'over', ends: 0, why: 'round_ended' })) },
  { name: 'bye', hello: [welcome(), place({ stage: 'closed', round: 3, pages })] },
  { name: 'removed', hello: [welcome(), place({ stage: 'removed' })] },
  { name: 'brief-frozen', ...session(new Stage({ seat: 'csr' }).at(30).event({ type: 'frozen', by: 'trainer' })), running: false },
  { name: 'score-frozen', ...session(scored('csr').event({ type: 'frozen', by: 'trainer' })), running: false },
  { name: 'page', hello: [], url: '/page#abc', api: { status: 200, body: page } },
  { name: 'page-gone', hello: [], url: '/page#abc', api: { status: 404, body: { code: 'unknown_item', path: '', text: '' } } },
  { name: 'page-no-answer', hello: [], url: '/page#abc' },
];

export const STREAMS = { SESSION, SHEET };
