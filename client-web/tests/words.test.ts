// Sentences: what is said to whom, and what is not.
import { expect, test } from 'vitest';
import { fold, nothing, sessionNew } from '../src/lib/fold.ts';
import { codeClean, codeFace } from '../src/lib/code.ts';
import { ladderNow } from '../src/lib/ladder.ts';
import { releaseWord } from '../src/lib/messages/fact.ts';
import { apartWord, openedColumns, talkMoments } from '../src/lib/messages/debrief.ts';
import { readyWait } from '../src/lib/messages/brief.ts';
import { castOf, momentSpoken } from '../src/lib/messages/moment.ts';
import { otherScores } from '../src/lib/messages/page.ts';
import { joinWord } from '../src/lib/messages/refusal.ts';
import { clockFace, lengthWord, playMark } from '../src/lib/messages/time.ts';
import { customerKit } from './lib/kits.ts';
import { SESSION, Stage } from './lib/stage.ts';

function told(stage: Stage) {
  const model = [...stage.hello, ...stage.session, stage.caughtUp(SESSION, true)].reduce((seen, message) => fold(seen, message, 0), nothing);
  return { place: model.place!, session: model.session! };
}

test('a code is typed in any way and shown in two groups', () => {
  expect(codeClean(' km7-q4p x')).toBe('KM7Q4P');
  expect(codeFace('KM7Q4P')).toBe('KM7 Q4P');
  expect(codeFace('KM')).toBe('KM');
});

test('times', () => {
  expect(clockFace(222)).toBe('03:42');
  expect(playMark(138_000)).toBe('2:18');
  expect([1, 45, 60, 90, 120].map(lengthWord)).toEqual(['1 second', '45 seconds', '1 minute', '1 minute 30 seconds', '2 minutes']);
});

test('read out: what the other says and what is new to me, never my own line', () => {
  const { place, session } = told(new Stage({ seat: 'csr' }).call());
  const said = (by: 'csr' | 'customer') => momentSpoken({ type: 'said', by, act: 'plain', text: 'Hello', classes: 0, words: 1, interrupts: false, backchannel: true }, place, session);
  expect(said('customer')).toBe('Dana: Hello');
  expect(said('csr')).toBeUndefined();
  expect(momentSpoken({ type: 'typing_changed', by: 'customer', on: true }, place, session)).toBeUndefined();
});

test('a published page says who else scored, and is silent where nobody did', () => {
  expect(otherScores({ self: '4', customer: 'na' }, 'Dana')).toBe('You gave yourself 4 · your partner, as Dana, gave N/A');
  expect(otherScores({ self: '', customer: '3' }, 'Dana')).toBe('Your partner, as Dana, gave 3');
  expect(otherScores({ self: '', customer: '' }, 'Dana')).toBeUndefined();
});

test('refusals on the join page stand in the words of the field', () => {
  const refused = (code: 'bad_message' | 'unknown_class', path: string) => joinWord({ ok: false, code, path, text: 'x' });
  expect(refused('bad_message', '/name')).toContain('name');
  expect(refused('unknown_class', '/code')).toContain('big screen');
});

test('the ladder: a twist’s line first, then what fits the dial, what was said last', () => {
  const stage = new Stage({ seat: 'customer' }).call().event({ type: 'dial_set', value: 8 });
  stage.event({ type: 'card_shown', seat: 'customer', twist: 'boss', title: 'Boss', text: 'Show it.', line: 'My boss is here.' });
  const said = 'Then tell me what you’re going to DO about it.';
  stage.said('customer', said);
  const rungs = ladderNow(customerKit, told(stage).session);
  expect(rungs[0]).toEqual({ line: 'My boss is here.', fresh: true, said: false });
  expect(rungs.at(-1)).toEqual({ line: said, fresh: false, said: true });
});

test('a fact below a dial value says whether now is the time', () => {
  const fact = customerKit.facts![1]!;
  expect(releaseWord(fact, 8)).toContain('below 5');
  expect(releaseWord(fact, 4)).toContain('now you would say it');
});

test('scores side by side: only sheets that came, and how far apart they are', () => {
  const columns = openedColumns({ self: ['3'], customer: ['5'], observer: [], trainer: [] }, 'You', 'Tom');
  expect(columns.map(({ title }) => title)).toEqual(['You', 'Tom']);
  expect(apartWord(['3', '5'])).toBe('2 apart');
  expect(apartWord(['3', '4', undefined])).toBeUndefined();
  expect(apartWord(['1', 'na'])).toBeUndefined();
});

test('the guide is filled with this call’s own moments, in order', () => {
  const stage = new Stage({ seat: 'customer' }).call().at(50).event({ type: 'dial_set', value: 9 }).at(60).said('csr', 'If I understand you right', 'restate').at(70).event({ type: 'dial_set', value: 4 });
  const { place, session } = told(stage);
  expect(talkMoments(session, castOf(place, session)).map(({ play, text }) => [play / 1000, text])).toEqual([
    [50, 'The dial was highest: 9'],
    [60, 'Said back: “If I understand you right”'],
    [70, 'Here it fell most, by 5'],
    [70, 'From here on it stayed at 4'],
  ]);
});

test('both are ready and the call stands: it is the trainer who starts it', () => {
  const cast = { me: 'csr', customer: 'Dana', csr: 'Priya' } as const;
  const waits = (...ready: ('csr' | 'customer')[]) => readyWait({ ...sessionNew(SESSION), ready }, cast);
  expect(waits()).toContain('Press Ready');
  expect(waits('csr')).toContain('Waiting for your partner');
  expect(waits('customer')).toContain('waits for you');
  expect(waits('csr', 'customer')).toContain('Your trainer starts the calls');
});
