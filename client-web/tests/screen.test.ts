// No combination of what is known ends on a blank page, and what blocks a call is the gravest reason.
import { expect, test } from 'vitest';
import { fold, nothing, type Model } from '../src/lib/fold.ts';
import type { Place, SessionEvent } from '../src/lib/protocol.ts';
import { blockWord } from '../src/lib/messages/block.ts';
import { castOf } from '../src/lib/messages/moment.ts';
import { blockOf } from '../src/trainee/block.ts';
import { screenOf, screenTitle } from '../src/trainee/screen.ts';
import type { Link } from '../src/lib/socket.ts';
import { place, SESSION, Stage, welcome } from './lib/stage.ts';

const online: Link = { state: 'online' };
const model = (more: Partial<Model>): Model => ({ ...nothing, ...more });

function told(stage: Stage): Model {
  return [...stage.hello, ...stage.session, stage.caughtUp(SESSION, true)].reduce((seen, message) => fold(seen, message, 0), nothing);
}

test('first the link, then who one is, then where', () => {
  expect(screenOf(nothing, { state: 'connecting' }, false).name).toBe('connecting');
  expect(screenOf(model({ welcome: welcome({ who: 'nobody' }) }), online, false).name).toBe('join');
  expect(screenOf(model({ welcome: welcome() }), online, false).name).toBe('connecting');
  expect(screenOf(model({ welcome: welcome(), place: place() }), online, true).name).toBe('elsewhere');
  expect(screenOf(model({ welcome: welcome(), place: place() }), { state: 'closed', code: 'moved', text: '' }, false)).toEqual({ name: 'closed', code: 'moved' });
});

test('each stage has its screen', () => {
  const at = (stage: Place['stage']) => screenOf(model({ welcome: welcome(), place: place({ stage }) }), online, false).name;
  expect((['lobby', 'proposed', 'closed', 'removed'] as const).map(at)).toEqual(['lobby', 'lobby', 'bye', 'closed']);
});

test('a reconnect in mid-call stays on the call', () => {
  const link: Link = { state: 'reconnecting', attempt: 3, retryAt: 0, welcomed: true };
  expect(screenOf(told(new Stage({ seat: 'csr' }).call()), link, false).name).toBe('seat');
});

test('a session not yet told is fetched, an ended one is the lobby', () => {
  const told0 = model({ welcome: welcome(), place: place({ stage: 'session', session: SESSION, seat: 'csr' }) });
  expect(screenOf(told0, online, false).name).toBe('connecting');
  const over = told(new Stage({ seat: 'csr' }).call().event({ type: 'phase_began', phase: 'over', ends: 0, why: 'round_ended' }));
  expect(screenOf(over, online, false)).toMatchObject({ name: 'lobby', afterCall: true });
});

test('every phase has a title of its own', () => {
  const titles = (['brief', 'call', 'back', 'score', 'talk'] as const).map((phase) =>
    screenTitle(screenOf(told(new Stage({ seat: 'csr' }).event({ type: 'phase_began', phase, ends: 0, why: 'ready' })), online, false)),
  );
  expect(new Set(titles).size).toBe(5);
});

test('the gravest reason blocks the call, and each says what it waits for', () => {
  const stage = new Stage({ seat: 'csr' }).call();
  const kind = () => blockOf(told(stage).session!, 'csr')?.kind;
  const reasons: [SessionEvent, string][] = [
    [{ type: 'dropped', by: 'customer', person: 2, until: 30_000 }, 'gone'],
    [{ type: 'frozen', by: 'trainer' }, 'frozen'],
    [{ type: 'stepped_out', by: 'customer' }, 'out'],
    [{ type: 'interrupted', until: 30_000 }, 'interrupted'],
  ];
  expect(kind()).toBeUndefined();
  for (const [event, expected] of reasons) {
    stage.event(event);
    expect(kind()).toBe(expected);
    const seen = told(stage);
    const word = blockWord(blockOf(seen.session!, 'csr')!, castOf(seen.place!, seen.session!), 0);
    expect(word.title).not.toBe('');
    expect(word.text).not.toBe('');
  }
});

test('one’s own drop never blocks oneself, an observer sees either', () => {
  const dropped = told(new Stage({ seat: 'csr' }).call().event({ type: 'dropped', by: 'csr', person: 1, until: 1 })).session!;
  expect(blockOf(dropped, 'csr')).toBeUndefined();
  expect(blockOf(dropped, 'observer')).toMatchObject({ kind: 'gone', who: 'csr', mayChoose: false });
});
