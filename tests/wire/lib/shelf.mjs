// A shelf of scenarios for one test: a copy of the house's own, with changes.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SCENARIO = 'two_days_late/scenario.json';

export const scenarioOf = (folder) => JSON.parse(readFileSync(join(folder, SCENARIO), 'utf8'));

// The folder; `change` gets the scenario and may change it.
export function shelfOf(t, change = () => {}) {
  const folder = join(t.folder(), 'scenarios');
  cpSync(t.source('scenarios'), folder, { recursive: true });
  const scenario = scenarioOf(folder);
  change(scenario);
  writeFileSync(join(folder, SCENARIO), JSON.stringify(scenario));
  return folder;
}

// Desks and the supervisor answer as fast as a scenario may say.
export function hurry(scenario) {
  for (const { desks, supervisor } of scenario.variants) {
    for (const desk of desks) desk.seconds = 10;
    supervisor.seconds = 5;
  }
}
