// The settings of a round: where they come from, and within what the server takes them.
import type { Setup } from '../lib/act.ts';
import type { RubricCard, ScenarioCard } from '../lib/api.ts';
import type { Room } from '../lib/protocol.ts';

export type PhaseKey = 'brief_s' | 'call_s' | 'back_s' | 'score_s' | 'talk_s';

export const PHASES: readonly { key: PhaseKey; label: string; min: number; max: number }[] = [
  { key: 'brief_s', label: 'Brief', min: 15, max: 3600 },
  { key: 'call_s', label: 'Call', min: 30, max: 7200 },
  { key: 'back_s', label: 'Back to yourself', min: 10, max: 600 },
  { key: 'score_s', label: 'Score', min: 30, max: 3600 },
  { key: 'talk_s', label: 'Talk', min: 30, max: 3600 },
];

/** What a scenario proposes. doctrine: the class's. */
export function setupFor(scenario: ScenarioCard, rubric: RubricCard | undefined, doctrine: string): Setup {
  const times = Object.fromEntries(PHASES.map(({ key }) => [key, secondsFit(key, scenario.times[key])])) as Record<PhaseKey, number>;
  const focus = rubric?.focus.length ? [...rubric.focus] : [0];
  return { scenario: scenario.id, rubric: scenario.rubric, doctrine: doctrine || scenario.doctrine, ...times, ready_starts: true, focus };
}

/** The settings of the last round, or of the one that is proposed; undefined: there was none. */
export function setupOf({ setup }: Room): Setup | undefined {
  return setup.scenario ? { ...setup, focus: [...setup.focus] } : undefined;
}

/** Another scenario with the settings that the trainer has chosen: only what belongs to the scenario changes. */
export function setupSwitch(before: Setup | undefined, scenario: ScenarioCard, rubric: RubricCard | undefined, doctrine: string): Setup {
  const fresh = setupFor(scenario, rubric, doctrine);
  if (!before) return fresh;
  return { ...fresh, doctrine: before.doctrine, ready_starts: before.ready_starts, focus: before.rubric === fresh.rubric ? before.focus : fresh.focus };
}

export function secondsFit(key: PhaseKey, seconds: number): number {
  const { min, max } = PHASES.find((each) => each.key === key)!;
  return Math.min(max, Math.max(min, Math.round(seconds)));
}

/** "6", "6:30", "0:45" → seconds; undefined: not a length. */
export function secondsRead(text: string): number | undefined {
  const match = /^\s*(\d{1,3})(?::([0-5]\d))?\s*$/.exec(text);
  return match ? Number(match[1]) * 60 + Number(match[2] ?? 0) : undefined;
}

/** 360 → "6:00" */
export function secondsFace(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function totalSeconds(setup: Setup): number {
  return PHASES.reduce((sum, { key }) => sum + setup[key], 0);
}
