import { describe, expect, test } from 'vitest';
import { figuresWords, gapsWord } from '../../src/lib/messages/review.ts';
import { transcript } from '../../src/lib/transcript.ts';
import { byRound, listFilter, neighbours, reviewState } from '../../src/review/listing.ts';
import { besideOf, needsEvidence, scoredCount, sheetFrom, sheetGaps, sheetMean } from '../../src/review/marking.ts';
import { advance, silences } from '../../src/review/playback.ts';
import { pagePreview, quoteOf } from '../../src/review/preview.ts';
import { signsOf } from '../../src/review/signs.ts';
import { dialAt, timelineOf } from '../../src/review/timeline.ts';
import { sheetNew } from '../../src/lib/fold.ts';
import { recorded, recording, recordings, rubric, sessionOf, sheet, Tape } from '../lib/desk.ts';

const watch = { csr: 'Priya N.', customer: 'Tom A.', scene: 'Dana Whitlock' };

describe('a timeline', () => {
  const timeline = timelineOf(recorded().frames);
  test('begins with the call and ends with it', () => {
    expect(timeline).toMatchObject({ began: 50_000, length: 360_000 });
  });
  test('has the dial as steps, the one before the call at its beginning', () => {
    expect(timeline.dial.slice(0, 3)).toEqual([[0, 8], [22_000, 9], [51_000, 10]]);
    expect(dialAt(timeline, 30_000)).toBe(9);
    expect(dialAt(timeline, 1e9)).toBe(3);
  });
  test('has a bar from the first key to the line, and one for a line that was tapped', () => {
    const { floor } = timelineOf(new Tape(sessionOf(1)).at(10).event({ type: 'phase_began', phase: 'call', ends: 0, why: 'ready' }).typed(20, 30, 'customer', 'Ten years!').at(50).said('csr', 'I see.').frames);
    expect(floor).toEqual([
      { by: 'customer', from: 10_000, to: 20_000 },
      { by: 'csr', from: 38_500, to: 40_000 },
    ]);
  });
  test('joins turns with hardly a break, and keeps typing that led to nothing', () => {
    const tape = new Tape(sessionOf(1)).at(10).event({ type: 'phase_began', phase: 'call', ends: 0, why: 'ready' }).typed(20, 30, 'csr', 'One').typed(31, 40, 'csr', 'two').at(50).event({ type: 'typing_changed', by: 'csr', on: true }).at(55).event({ type: 'typing_changed', by: 'csr', on: false });
    expect(timelineOf(tape.frames).floor).toEqual([
      { by: 'csr', from: 10_000, to: 30_000 },
      { by: 'csr', from: 40_000, to: 45_000 },
    ]);
  });
  test('counts what it shows', () => {
    expect(timeline.figures).toMatchObject({ peak: 10, end: 3, interruptions: 1 });
    expect(figuresWords(timeline.figures)[0]).toBe('peak 10 → end 3');
    expect(figuresWords(timelineOf([]).figures)).toEqual(['peak 0 → end 0', '0 possible interruptions']);
  });
  test('of a call that never began is empty and still drawable', () => {
    expect(timelineOf(new Tape(sessionOf(1)).frames)).toMatchObject({ began: 0, length: 1000, floor: [], twists: [], marks: [] });
  });
});

describe('playing', () => {
  const line = { floor: [{ by: 'csr' as const, from: 0, to: 2000 }, { by: 'csr' as const, from: 30_000, to: 31_000 }], twists: [{ n: 5, at: 12_000, title: '' }], marks: [], length: 40_000 };
  test('knows where nothing happens for five seconds or more', () => {
    expect(silences(line)).toEqual([
      { from: 2000, to: 12_000 },
      { from: 12_000, to: 30_000 },
      { from: 31_000, to: 40_000 },
    ]);
  });
  test('jumps to shortly before the next thing, and stops at the end', () => {
    const skip = silences(line);
    expect(advance(1000, 500, 2, skip, line.length)).toBe(2000);
    expect(advance(2000, 100, 1, skip, line.length)).toBe(11_200);
    expect(advance(2000, 100, 1, [], line.length)).toBe(2100);
    expect(advance(39_900, 500, 4, skip, line.length)).toBe(40_000);
  });
});

describe('a transcript', () => {
  const lines = transcript(recorded().frames, watch, () => '');
  test('shows the dial beside the line that it answered', () => {
    expect(lines.find(({ text }) => text.startsWith('Ten years'))).toMatchObject({ who: 'Tom', dial: 9 });
    expect(lines.some(({ text }) => text === '')).toBe(false);
  });
  test('lets a stand-in speak in their own name', () => {
    const tape = new Tape(sessionOf(1)).said('customer', 'Hello?').event({ type: 'seat_taken', seat: 'customer', person: 3, before: 2 }).said('customer', 'Still there?').event({ type: 'seat_taken', seat: 'csr', person: 9, before: 1 }).said('csr', 'Yes.');
    const names = new Map([[1, 'Priya N.'], [2, 'Tom A.'], [3, 'Zoë R.']]);
    const who = transcript(tape.frames, watch, (person) => names.get(person) ?? '').filter(({ tone }) => tone === 'csr' || tone === 'customer');
    expect(who.map((line) => line.who)).toEqual(['Tom', 'Zoë', 'Stand-in']);
  });
  test('says what a lexicon found as possible, good signs apart from those to watch', () => {
    const bad = lines.find(({ text }) => text.startsWith('Sorry'))!;
    expect(bad.interrupts).toBe(true);
    expect(signsOf(bad, recording().phrases)).toEqual([{ tone: 'bad', text: 'possible: apology for the company\'s fault · points at somebody' }]);
    expect(signsOf({ ...bad, tone: 'customer' }, recording().phrases)).toEqual([]);
  });
});

describe('the sheet', () => {
  const full = { ...sheetNew(1), scores: { 0: '3', 1: '5', 2: 'na' } as const };
  test('asks for a moment for every 1, 2 and 5, and for a value everywhere', () => {
    expect(needsEvidence('5', [])).toBe(true);
    expect(needsEvidence('5', [7])).toBe(false);
    expect(needsEvidence('3', [])).toBe(false);
    expect(needsEvidence('na', [])).toBe(false);
    expect(sheetGaps(full, 4)).toEqual([
      { criterion: 1, kind: 'evidence' },
      { criterion: 3, kind: 'score' },
    ]);
    expect(sheetGaps({ ...full, evidence: { 1: [7] } }, 3)).toEqual([]);
    expect(gapsWord(sheetGaps(full, 4))).toBe('1 criterion needs a score or N/A; 1 score of 1, 2 or 5 needs a moment as evidence');
  });
  test('never counts N/A as a zero', () => {
    const { criteria } = rubric();
    const expected = (3 * criteria[0]!.weight + 5 * criteria[1]!.weight) / (criteria[0]!.weight + criteria[1]!.weight);
    expect(sheetMean(full, rubric())).toBeCloseTo(expected);
    expect(sheetMean({ ...full, scores: { 0: 'na' } }, rubric())).toBeUndefined();
  });
  test('is taken from the answer until the stream tells it', () => {
    const from = sheetFrom(sheet({ state: 'submitted', scores: [{ criterion: 0, value: '3', evidence: [4], comment: 'so' }, { criterion: 1, value: '', evidence: [5], comment: '' }] }), 1);
    expect(from).toMatchObject({ submitted: true, published: false, scores: { 0: '3' }, evidence: { 0: [4], 1: [5] }, comments: { 0: 'so' } });
    expect(scoredCount(from)).toBe(1);
    expect(sheetFrom(undefined, 9)).toEqual(sheetNew(9));
  });
  test('stands beside the others, self first', () => {
    expect(besideOf(recording().sheets, 0).map(({ kind, value }) => `${kind} ${value}`)).toEqual(['self 4', 'customer 3', 'observer 3']);
    expect(besideOf(recording().sheets, 9)).toEqual([]);
  });
});

test('the preview has the words, quotes and times that the page will have', () => {
  const told = recording();
  const timeline = timelineOf(told.events);
  const n = told.events.find(({ event }) => event.type === 'said' && event.act === 'restate')!.n;
  const page = pagePreview(told, { ...sheetNew(1), scores: { 0: '5' }, evidence: { 0: [n] }, praise: { 1: { moment: n, text: 'You said it back.' }, 2: { moment: 0, text: '' } }, advice: 'Wait.' }, timeline);
  expect(page).toMatchObject({ scenario: 'Two days late', seconds: 360, customer: 'Dana Whitlock', advice: 'Wait.' });
  expect(page.strengths).toEqual([{ text: 'You said it back.', play: 88_000, quote: expect.stringContaining('If I understand you right') }]);
  expect(page.criteria).toEqual([expect.objectContaining({ value: '5', self: '4', customer: '3', evidence: [expect.objectContaining({ play: 88_000 })] })]);
  expect(quoteOf(told, 1, timeline.began)).toEqual({ play: 0, quote: '' });
});

describe('the list', () => {
  const { recordings: entries } = recordings();
  test('says how far each is', () => {
    expect(entries.map(reviewState)).toEqual(['published', 'submitted', 'started', 'open', 'open', 'live']);
  });
  test('filters by state and words, in any case', () => {
    expect(listFilter(entries, 'published', '')).toHaveLength(1);
    expect(listFilter(entries, 'todo', '')).toHaveLength(5);
    expect(listFilter(entries, 'all', 'PRIYA')).toHaveLength(1);
  });
  test('has the latest round first, and knows what lies beside one', () => {
    expect(byRound(entries).map(({ round }) => round)).toEqual([2, 1]);
    expect(neighbours(entries, sessionOf(1, 1))).toMatchObject({ before: { session: sessionOf(2, 2) }, after: { session: sessionOf(2, 1) } });
    expect(neighbours(entries, 5)).toEqual({ before: undefined, after: undefined });
  });
});
