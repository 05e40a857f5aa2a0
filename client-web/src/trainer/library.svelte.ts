// Scenarios, rubrics and doctrines to choose from: asked for once, kept while the page is open.
import { askLibrary } from '../lib/ask.ts';
import type { Library, Problem, RubricCard, ScenarioCard } from '../lib/api.ts';

let library = $state.raw<Library>();
let problem = $state.raw<Problem>();
let asking = false;

export function libraryNow(): Library | undefined {
  return library;
}

export function libraryProblem(): Problem | undefined {
  return problem;
}

export async function libraryFetch(): Promise<void> {
  if (library || asking) return;
  asking = true;
  problem = undefined;
  const answer = await askLibrary();
  asking = false;
  if (answer.ok) library = answer.value;
  else problem = answer.problem;
}

export function scenarioFind(id: string): ScenarioCard | undefined {
  return library?.scenarios.find((each) => each.id === id);
}

export function rubricFind(id: string): RubricCard | undefined {
  return library?.rubrics.find((each) => each.id === id);
}

export function doctrineTitle(id: string): string {
  return library?.doctrines.find((each) => each.id === id)?.title ?? '';
}
