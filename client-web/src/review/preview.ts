// The page as the trainee will read it, from the sheet as it stands: what the server copies when it is published.
import type { Recording, Sheet as SheetAnswer } from '../lib/api.ts';
import type { Sheet } from '../lib/fold.ts';
import type { Page, Score } from '../lib/protocol.ts';
import type { Timeline } from './timeline.ts';

export function pagePreview(recording: Recording, sheet: Sheet, { began, length }: Timeline): Page {
  const quote = (moment: number) => quoteOf(recording, moment, began);
  const praise = [1, 2, 3].flatMap((place) => sheet.praise[place] ?? []).filter(({ text }) => text !== '');
  return {
    scenario: recording.scenario,
    doctrine: recording.doctrine.title,
    rubric: recording.rubric.title,
    round: recording.round,
    played: recording.played,
    seconds: Math.round(length / 1000),
    customer: recording.customer_name,
    strengths: praise.map(({ moment, text }) => ({ text, ...quote(moment) })),
    advice: sheet.advice,
    criteria: recording.rubric.criteria.flatMap(({ title, anchors }, place) => {
      const value = sheet.scores[place];
      if (value === undefined) return [];
      const anchor = value === 'na' ? '' : (anchors[Number(value) - 1] ?? '');
      const evidence = (sheet.evidence[place] ?? []).map(quote);
      return [{ title, value, anchor, comment: sheet.comments[place] ?? '', self: valueOf(recording.sheets, 'self', place), customer: valueOf(recording.sheets, 'customer', place), evidence }];
    }),
  };
}

/** What was said at a moment, and when; a moment that is no line has no words. */
export function quoteOf({ events }: Pick<Recording, 'events'>, moment: number, began: number): { play: number; quote: string } {
  const frame = events.find(({ n }) => n === moment);
  return { play: Math.max(0, (frame?.play ?? began) - began), quote: frame?.event.type === 'said' ? frame.event.text : '' };
}

function valueOf(sheets: readonly SheetAnswer[], kind: SheetAnswer['kind'], criterion: number): Score | '' {
  return sheets.find((each) => each.kind === kind)?.scores.find((score) => score.criterion === criterion)?.value ?? '';
}
