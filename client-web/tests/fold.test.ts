// Frames → state: the call as one seat sees it, the clocks between frames, and that nothing is mutated.
import { describe, expect, test } from 'vitest';
import { fold, nothing, playNow, sessionRuns, upNow, type Model } from '../src/lib/fold.ts';
import type { ServerMessage, SessionEvent } from '../src/lib/protocol.ts';
import { place, SESSION, SHEET, Stage, welcome } from './lib/stage.ts';

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

function run(messages: readonly ServerMessage[], at = 0, from: Model = nothing): Model {
  return messages.reduce((model, message) => frozen(fold(model, message, at)), frozen(from));
}

function told(stage: Stage, at = 0): Model {
  return run([...stage.hello, ...stage.session, stage.caughtUp(SESSION, true), ...stage.sheet, stage.caughtUp(SHEET, true)], at);
}

const session = (stage: Stage, at = 0) => told(stage, at).session!;

test('the latest place counts, and another session forgets the last', () => {
  const model = run([welcome(), place(), place({ stage: 'session', session: SESSION, seat: 'csr' })]);
  expect(model.place?.seat).toBe('csr');
  const later = run([place({ round: 1 })], 0, told(new Stage({ seat: 'csr' }).call()));
  expect(later.session).toBeUndefined();
  expect(later.sheet).toBeUndefined();
});

test('another seat in the same session starts over', () => {
  const before = told(new Stage({ seat: 'observer' }).call());
  const after = run([place({ stage: 'session', session: SESSION, sheet: SHEET, seat: 'csr' })], 0, before);
  expect(after.session).toBeUndefined();
});

test('lines and notes keep their order and their moment', () => {
  const { moments } = session(new Stage({ seat: 'csr' }).call().at(61).said('customer', 'Ten years!').at(70).said('csr', 'Tell me.'));
  expect(moments.map(({ event }) => event.type)).toEqual(['phase_began', 'phase_began', 'said', 'said']);
  expect(moments.at(-1)).toMatchObject({ play: 70_000, n: 6 });
});

test('position 1 begins the session anew', () => {
  const stage = new Stage({ seat: 'csr' }).call().said('csr', 'Hello');
  const twice = run(stage.session, 0, told(stage));
  expect(twice.session?.moments).toHaveLength(3);
  expect(twice.session?.live).toBe(false);
});

test('a phase clears what belonged to the one before', () => {
  const stage = new Stage({ seat: 'csr' })
    .event({ type: 'became_ready', by: 'csr' })
    .call()
    .event({ type: 'typing_changed', by: 'customer', on: true })
    .event({ type: 'held', kind: 'hold', reason: 'asking', seconds: 60, until: 100_000 })
    .event({ type: 'desk_asked', desk: 'p', name: 'Production', due: 60_000 });
  expect(session(stage)).toMatchObject({ ready: [], typing: ['customer'], hold: { reason: 'asking' }, asked: [{ desk: 'p' }] });
  stage.at(300).event({ type: 'phase_began', phase: 'back', ends: 360_000, why: 'time' });
  expect(session(stage)).toMatchObject({ phase: 'back', why: 'time', typing: [], hold: undefined, asked: [], callBegan: 40_000, callEnded: 300_000 });
});

test('writing a line ends the typing sign', () => {
  const stage = new Stage({ seat: 'csr' }).call().event({ type: 'typing_changed', by: 'customer', on: true }).said('customer', 'Hello?');
  expect(session(stage).typing).toEqual([]);
});

test('desks: asked, then answered', () => {
  const stage = new Stage({ seat: 'csr' }).call().event({ type: 'desk_asked', desk: 'p', name: 'Production', due: 60_000 }).event({ type: 'desk_asked', desk: 's', name: 'Shipping', due: 70_000 });
  stage.event({ type: 'desk_answered', desk: 'p', name: 'Production', text: 'Saturday.' });
  expect(session(stage).asked).toEqual([{ desk: 's', name: 'Shipping', due: 70_000 }]);
});

test('offers: put, then answered by number', () => {
  const put = (number: number) => ({ type: 'offered', number, offer: 'a', title: 'A', text: '' }) as SessionEvent;
  const stage = new Stage({ seat: 'customer' }).call().event(put(1)).event(put(2)).event({ type: 'offer_answered', number: 2, accepted: true });
  expect(session(stage).offers.map(({ answered, accepted }) => [answered, accepted])).toEqual([[false, false], [true, true]]);
});

test('the dial keeps its curve', () => {
  const stage = new Stage({ seat: 'customer' }).call().at(50).event({ type: 'dial_set', value: 9 }).at(60).event({ type: 'dial_set', value: 4 });
  expect(session(stage)).toMatchObject({ dial: 4, curve: [[0, 7], [50_000, 9], [60_000, 4]] });
});

test('out of role stops the call until it is let go', () => {
  const stage = new Stage({ seat: 'csr' }).call().event({ type: 'stepped_out', by: 'customer' });
  expect(session(stage)).toMatchObject({ frozen: true, steppedOut: ['customer'] });
  stage.event({ type: 'unfrozen' });
  expect(session(stage)).toMatchObject({ frozen: false, steppedOut: [] });
});

test('a dropped partner: grace, the choice, the wait, the return', () => {
  const stage = new Stage({ seat: 'csr' }).call().event({ type: 'dropped', by: 'customer', person: 2, until: 90_000 });
  expect(session(stage).gone.customer).toEqual({ left: false, until: 90_000, mayChoose: false });
  stage.event({ type: 'grace_ended', by: 'customer' });
  expect(session(stage).gone.customer?.mayChoose).toBe(true);
  stage.event({ type: 'chosen', by: 'csr', choice: 'wait', until: 150_000 });
  expect(session(stage).gone.customer).toEqual({ left: false, until: 150_000, mayChoose: false });
  stage.event({ type: 'returned', by: 'customer', person: 2 });
  expect(session(stage).gone).toEqual({});
});

test('who leaves may be waited for without a grace', () => {
  expect(session(new Stage({ seat: 'csr' }).call().event({ type: 'left', by: 'customer', person: 2 })).gone.customer).toMatchObject({ left: true, mayChoose: true });
});

test('an interruption: everybody has to come back, who has left stays gone', () => {
  const stage = new Stage({ seat: 'csr' }).call().event({ type: 'dropped', by: 'customer', person: 2, until: 90_000 }).event({ type: 'interrupted', until: 120_000 });
  expect(session(stage)).toMatchObject({ interrupted: 120_000, gone: {} });
  stage.event({ type: 'grace_ended', by: 'customer' });
  expect(session(stage).gone.customer?.mayChoose).toBe(true);
  stage.event({ type: 'left', by: 'customer', person: 2 }).event({ type: 'resumed' });
  expect(session(stage)).toMatchObject({ interrupted: undefined, gone: { customer: { left: true } } });
});

test('who takes a seat begins without what the one before them had pressed', () => {
  const stage = new Stage({ seat: 'csr' }).call().event({ type: 'stepped_out', by: 'customer' }).event({ type: 'left', by: 'customer', person: 2 });
  stage.event({ type: 'seat_taken', seat: 'customer', person: 3, before: 2 });
  expect(session(stage)).toMatchObject({ steppedOut: [], gone: {} });
});

test('scores: the sheet keeps the last value, the session opens them together', () => {
  const stage = new Stage({ seat: 'csr' }).call().startSheet().score({ type: 'scored', criterion: 0, value: '2' }).score({ type: 'scored', criterion: 0, value: 'na' }).score({ type: 'submitted' });
  stage.event({ type: 'sheets_opened', self: ['na'], customer: ['4'], observer: [] } as unknown as SessionEvent); // as a seat sees it
  const model = told(stage);
  expect(model.sheet).toMatchObject({ kind: 'self', scores: { 0: 'na' }, submitted: true });
  expect(model.session?.opened).toEqual({ self: ['na'], customer: ['4'], observer: [], trainer: [] });
});

test('a notice stays until the store is well again', () => {
  const notice = (code: 'store_unwell' | 'store_well') => ({ type: 'notice', code, text: '' }) as const;
  expect(run([notice('store_unwell')]).notice?.code).toBe('store_unwell');
  expect(run([notice('store_unwell'), notice('store_well')]).notice).toBeUndefined();
});

describe('clocks', () => {
  const at = 5000; // the reader's clock when everything above was told

  test('stand while the past is told, run once it is caught up', () => {
    const stage = new Stage({ seat: 'csr' }).call().at(50).said('csr', 'Hello');
    const past = run([...stage.hello, ...stage.session], at).session!;
    expect(playNow(past, at + 3000)).toBe(50_000);
    expect(playNow(session(stage, at), at + 3000)).toBe(53_000);
  });

  test('play stops while frozen and interrupted, and after the end; up runs on', () => {
    const stops: SessionEvent[] = [
      { type: 'frozen', by: 'trainer' },
      { type: 'interrupted', until: 0 },
      { type: 'phase_began', phase: 'over', ends: 0, why: 'round_ended' },
    ];
    for (const stop of stops) {
      const stopped = session(new Stage({ seat: 'csr' }).call().at(50).event(stop), at);
      expect(sessionRuns(stopped)).toBe(false);
      expect(playNow(stopped, at + 3000)).toBe(50_000);
      expect(upNow(stopped, at + 3000)).toBe(53_000);
    }
  });

  test('each live frame sets the play clock right', () => {
    const stage = new Stage({ seat: 'csr' }).call().at(50);
    const before = told(stage, at);
    stage.at(58).said('customer', 'Hello?');
    const after = run(stage.session.slice(-1), at + 7900, before);
    expect(playNow(after.session!, at + 7900)).toBe(58_000);
  });
});
