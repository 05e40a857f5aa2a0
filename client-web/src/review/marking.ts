// The trainer's sheet as the review shows it: where it comes from, what it still needs, how far scorers are apart.
import type { RubricCard, Sheet as SheetAnswer } from '../lib/api.ts';
import { sheetNew, type Sheet } from '../lib/fold.ts';
import type { Score, SheetKind } from '../lib/protocol.ts';

export interface Gap {
  criterion: number;
  kind: 'score' | 'evidence';
}

/** Values that stand for something somebody must be able to look up. */
const NEEDS_EVIDENCE: readonly Score[] = ['1', '2', '5'];

export function needsEvidence(value: Score | undefined, evidence: readonly number[]): boolean {
  return value !== undefined && NEEDS_EVIDENCE.includes(value) && evidence.length === 0;
}

/** What is missing before the sheet can be handed in, by criterion. */
export function sheetGaps(sheet: Sheet, criteria: number): Gap[] {
  return Array.from({ length: criteria }, (_, criterion): Gap | undefined => {
    const value = sheet.scores[criterion];
    if (value === undefined) return { criterion, kind: 'score' };
    return needsEvidence(value, sheet.evidence[criterion] ?? []) ? { criterion, kind: 'evidence' } : undefined;
  }).filter((gap) => gap !== undefined);
}

export function scoredCount(sheet: Sheet): number {
  return Object.keys(sheet.scores).length;
}

/** Weighted mean of what was scored, N/A left out; undefined: nothing was. */
export function sheetMean(sheet: Sheet, { criteria }: RubricCard): number | undefined {
  const marks = criteria.flatMap(({ weight }, place) => {
    const value = sheet.scores[place];
    return value === undefined || value === 'na' ? [] : [{ weight, value: Number(value) }];
  });
  const weights = marks.reduce((sum, { weight }) => sum + weight, 0);
  return weights > 0 ? marks.reduce((sum, { weight, value }) => sum + weight * value, 0) / weights : undefined;
}

/** The sheet as the answer told it, for as long as the stream has not. */
export function sheetFrom(answer: SheetAnswer | undefined, stream: number): Sheet {
  if (!answer) return sheetNew(stream);
  const scores = answer.scores.filter(({ value }) => value !== '').map(({ criterion, value }) => [criterion, value as Score] as const);
  return {
    ...sheetNew(stream),
    kind: answer.kind,
    scores: Object.fromEntries(scores),
    comments: Object.fromEntries(answer.scores.map(({ criterion, comment }) => [criterion, comment])),
    evidence: Object.fromEntries(answer.scores.map(({ criterion, evidence }) => [criterion, evidence])),
    praise: Object.fromEntries(answer.praise.map(({ place, moment, text }) => [place, { moment, text }])),
    advice: answer.advice,
    submitted: answer.state !== 'started',
    published: answer.state === 'published',
  };
}

export interface Beside {
  kind: SheetKind;
  name: string;
  value: Score;
}

/** What the others scored on one criterion: self first, then the customer, then observers. */
export function besideOf(sheets: readonly SheetAnswer[], criterion: number): Beside[] {
  const order: readonly SheetKind[] = ['self', 'customer', 'observer'];
  return order.flatMap((kind) =>
    sheets.filter((each) => each.kind === kind).flatMap(({ name, scores }) => {
      const value = scores.find((score) => score.criterion === criterion)?.value;
      return value ? [{ kind, name, value }] : [];
    }),
  );
}
