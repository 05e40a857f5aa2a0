// The house's own scenario, rubric and doctrine with a payload for every text in them.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shelfOf } from '../wire/lib/shelf.mjs';

// The texts that a screen may show, by the name of their key: [longest, several lines allowed]; shorter where two schemas differ.
const TEXTS = {
  title: [40], blurb: [160], industry: [80], about: [240], persona: [240, true], terms: [240], line: [200], text: [400, true], truth: [600, true],
  hidden_need: [300, true], answer: [400, true], again: [400, true], what: [120], when: [80], condition: [240], cause: [240], owner: [80], prevention: [240],
  word: [40], meaning: [240], short: [160], na: [240], name: [40],
};
const LISTS = { authority: [240], cools: [200], heats: [200], prompts: [240], anchors: [240] };
const RULES = ['switches', 'trigger', 'complaint', 'feasible']; // words of the format, or for authors alone

function typed(value, key, field, bank) {
  if (RULES.includes(key)) return value;
  if (Array.isArray(value)) return value.map((each) => (typeof each === 'string' && LISTS[key] ? bank.text(`${field} ${key}`, ...LISTS[key]) : typed(each, key, field, bank)));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, typed(inner, name, field, bank)]));
  }
  return typeof value === 'string' && TEXTS[key] ? bank.text(`${field} ${key}`, ...TEXTS[key]) : value;
}

function rewrite(file, field, bank) {
  writeFileSync(file, JSON.stringify(typed(JSON.parse(readFileSync(file, 'utf8')), '', field, bank)));
}

/** The folder of a shelf on which nothing is harmless. Every twist is the trainer's to fire. */
export function typedShelf(t, bank) {
  const folder = shelfOf(t, (scenario) => {
    for (const twist of scenario.twists) twist.trigger = { type: 'hand' };
    for (const { desks, supervisor } of scenario.variants) {
      for (const desk of desks) desk.seconds = 10;
      supervisor.seconds = 5;
    }
  });
  rewrite(join(folder, 'two_days_late/scenario.json'), 'scenario', bank);
  rewrite(join(folder, 'rubrics/calm_under_fire.json'), 'rubric', bank);
  rewrite(join(folder, 'doctrines/own_the_fix.json'), 'doctrine', bank);
  return folder;
}
