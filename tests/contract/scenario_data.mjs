// The files of scenarios/ make sense: what the schemas cannot say about them. By itself: node tests/contract/scenario_data.mjs;
// its last line is "N passed, N failed". Whether they fit their schemas is products.mjs' matter.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { newAjv } from './ajv.mjs';
import { schemas } from '../../protocol/compose.mjs';
import { doctrineFaults, lexiconFaults, phraseIn, rubricFaults, scenarioFaults, techniqueFaults } from './scenario_rules.mjs';

const folder = new URL('../../scenarios/', import.meta.url);
const pathOf = {
  scenario: ({ id }) => `${id}/scenario.json`, rubric: ({ id }) => `rubrics/${id}.json`, doctrine: ({ id }) => `doctrines/${id}.json`,
  lexicon: ({ id }) => `lexicons/${id}.json`, techniques: ({ seed }) => `techniques/${seed.toLowerCase()}.json`,
};
const rulesOf = { scenario: scenarioFaults, rubric: rubricFaults, doctrine: doctrineFaults, lexicon: lexiconFaults, techniques: techniqueFaults };

function readShelf() {
  const names = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.json')).sort();
  const files = names.map((name) => ({ name, value: JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }));
  const of = (kind) => files.filter(({ value }) => value.kind === kind).map(({ value }) => value);
  const techniques = of('techniques');
  const techniqueIds = new Set(techniques.flatMap(({ rows }) => rows.map(({ id }) => id)));
  return { files, scenarios: of('scenario'), rubrics: of('rubric'), doctrines: of('doctrine'), lexicons: of('lexicon'), techniques, techniqueIds };
}

const faultOf = (condition, text) => (condition ? null : text);
const first = (faults) => [...faults][0] ?? null;

function fileCases(shelf) {
  return shelf.files.flatMap(({ name, value }) => [
    { name: `scenarios/${name} makes sense`, fault: first(rulesOf[value.kind](value, shelf)) },
    { name: `scenarios/${name} lies where its id says`, fault: faultOf(pathOf[value.kind](value) === name, `must be ${pathOf[value.kind](value)}`) },
  ]);
}

// ---- what each seat is handed fits the kit of the protocol ----

const common = (scenario) => ({
  scenario: scenario.title, customer: scenario.customer.name, about: scenario.customer.about,
  guide: scenario.guide.map(({ title, prompts }) => ({ title, prompts })), glossary: scenario.glossary,
});

function* kitsOf(scenario, shelf) {
  const rubric = shelf.rubrics.find(({ id }) => id === scenario.rubric);
  const { id, title, line } = shelf.doctrines.find((doctrine) => doctrine.id === scenario.doctrine);
  const focus = (voice) => rubric.focus.map((slug) => {
    const place = rubric.criteria.findIndex((criterion) => criterion.id === slug);
    const criterion = rubric.criteria[place];
    return { id: slug, place, title: criterion[voice], anchors: criterion.anchors, short: criterion.short };
  });
  for (const variant of scenario.variants) {
    yield {
      ...common(scenario), seat: 'csr', cards: variant.csr, doctrine: { id, title, line }, focus: focus('self'), authority: scenario.authority,
      desks: variant.desks.map((desk) => ({ id: desk.id, name: desk.name })), offers: scenario.offers,
    };
    yield {
      ...common(scenario), seat: 'customer', cards: variant.customer, doctrine: { id, title, line }, focus: focus('partner'),
      dial_start: variant.dial_start, dial_ceiling: scenario.dial_ceiling, cools: variant.cools, heats: variant.heats,
      ladder: [...scenario.ladder, ...variant.ladder].map((rung) => ({ dial: rung.dial, line: rung.line })),
      facts: variant.facts.map((fact) => ({ calm_below: 0, ...fact })),
    };
  }
}

function kitCases(shelf) {
  const ajv = newAjv();
  for (const schema of schemas.values()) ajv.addSchema(schema);
  const fits = ajv.getSchema('common.json#/$defs/kit');
  return shelf.scenarios.flatMap((scenario) => [...kitsOf(scenario, shelf)].map((kit, index) => {
    const good = fits(kit);
    return { name: `${scenario.id}: kit ${index + 1}, ${kit.seat}, fits the protocol`, fault: good ? null : ajv.errorsText(fits.errors) };
  }));
}

// ---- what is asked of the whole ----

function shelfCases(shelf) {
  const scene = shelf.scenarios.find(({ id }) => id === 'two_days_late');
  const rubric = shelf.rubrics.find(({ id }) => id === 'calm_under_fire');
  const lexicon = shelf.lexicons.find(({ language }) => language === 'en');
  const rows = shelf.techniques.reduce((sum, { rows: own }) => sum + own.length, 0);
  const seeds = shelf.doctrines.map(({ seed }) => seed).sort().join(' ');
  const titles = shelf.doctrines.map(({ title }) => title);
  const abuse = lexicon.classes.find(({ id }) => id === 'abuse');
  const rude = scene.twists.find(({ id }) => id === 'gets_personal').customer.line;
  const triggers = new Set(scene.twists.map(({ trigger }) => trigger.type));
  const signals = new Set(scene.twists.flatMap(({ trigger }) => trigger.conditions ?? []).map(({ signal }) => signal));
  return [
    { name: 'the techniques have 81 rows', fault: faultOf(rows === 81 && shelf.techniqueIds.size === 81, `${rows} rows`) },
    { name: 'there is one doctrine for each of six seeds', fault: faultOf(seeds === 'S0 S1 S2 S3 S4 S4b', seeds) },
    { name: 'no two doctrines have one title', fault: faultOf(new Set(titles).size === titles.length, titles.join(', ')) },
    { name: 'the rubric has at least nine criteria', fault: faultOf(rubric.criteria.length >= 9, `${rubric.criteria.length}`) },
    { name: 'the rubric asks evidence for 1, 2 and 5', fault: faultOf(rubric.evidence_for.join() === '1,2,5', rubric.evidence_for.join()) },
    { name: 'the rude line raises the flag', fault: faultOf(phraseIn(rude, abuse), `not found in "${rude}"`) },
    { name: 'no line of the ladder raises the flag', fault: scene.ladder.map(({ line }) => line).find((line) => phraseIn(line, abuse)) ?? null },
    { name: 'twists of all three triggers', fault: faultOf(triggers.size === 3, [...triggers].join()) },
    { name: 'twists on all four signals', fault: faultOf(signals.size === 4, [...signals].join()) },
  ];
}

// ---- the rules bite: a scenario broken on purpose is found out, with the right sentence ----

const breaks = [
  ['a brief of 121 words', /at most 120 words/, (s) => { s.variants[0].csr[2].text += ' word'.repeat(121); }],
  ['a secret of the customer in the CSR\'s brief', /is for the customer, and stands in csr/, (s) => { s.variants[1].csr[1].text += ` ${s.variants[1].facts[1].text}`; }],
  ['a name only the customer knows', /the name Owen/, (s) => { s.variants[1].csr[1].text += ' Perhaps ask Owen.'; }],
  ['a desk\'s answer in the customer\'s brief', /is for the CSR, and stands in customer/, (s) => { s.variants[0].customer[1].text += ` ${s.variants[0].desks[2].again}`; }],
  ['the truth in the debrief guide', /is for the trainer, and stands in common/, (s) => { s.guide[0].prompts[0] = s.variants[0].hidden_need; }],
  ['a twist after the call', /never fires/, (s) => { s.twists.find(({ trigger }) => trigger.type === 'at').trigger.play_s = 360; }],
  ['a twist above the ceiling', /never gets to 9/, (s) => { s.dial_ceiling = 8; }],
  ['a twist on an unknown class', /has no class shouting/, (s) => { s.twists[0].trigger.conditions[0].class = 'shouting'; }],
  ['a twist for silence in the moment of a phrase', /a phrase ends the silence/, (s) => { s.twists[0].trigger.conditions.push({ signal: 'silence', for_s: 10 }); }],
  ['a twist nobody notices', /nobody would notice/, (s) => { delete s.twists[0].customer; }],
  ['a dial without a line', /no line for the dial at 4/, (s) => { s.ladder = s.ladder.filter(({ dial }) => dial !== 4); }],
  ['two variants with one need', /same hidden_need/, (s) => { s.variants[1].hidden_need = s.variants[0].hidden_need; }],
  ['desks that agree', /let them disagree/, (s) => { for (const desk of s.variants[0].desks) desk.answer = 'On Friday.'; }],
  ['an offer that is not there', /no offer helicopter/, (s) => { s.variants[0].impossible.push('helicopter'); }],
  ['nothing left to give', /nothing is left/, (s) => { s.variants[0].impossible = s.offers.map(({ id }) => id); }],
  ['a technique that is not there', /no technique 9.9/, (s) => { s.techniques.push('9.9'); }],
  ['a rubric that is not there', /no rubric ice/, (s) => { s.rubric = 'ice'; }],
  ['a fact with the wrong rule', /calm_below goes with/, (s) => { s.variants[0].facts[0].calm_below = 3; }],
  ['another name in the brief', /Dana Whitlock is calling/, (s) => { s.variants[0].csr[0].text = 'Diana Whitlow is calling.'; }],
  ['a glossary word that nobody uses', /nobody says "flux"/, (s) => { s.glossary.push({ word: 'flux', meaning: 'Nothing.' }); }],
];

function breakCases(shelf) {
  return breaks.map(([name, expected, spoil]) => {
    const broken = structuredClone(shelf.scenarios.find(({ id }) => id === 'two_days_late'));
    spoil(broken);
    const faults = [...scenarioFaults(broken, shelf)];
    return { name: `found out: ${name}`, fault: faultOf(faults.some((fault) => expected.test(fault)), `found instead: ${faults.join('; ') || 'nothing'}`) };
  });
}

export function scenarioDataCases() {
  const shelf = readShelf();
  return [...fileCases(shelf), ...kitCases(shelf), ...shelfCases(shelf), ...breakCases(shelf)];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const cases = scenarioDataCases();
  const failed = cases.filter(({ fault }) => fault !== null);
  for (const { name, fault } of failed) console.log(`FAILED ${name}: ${fault}`);
  console.log(`${cases.length - failed.length} passed, ${failed.length} failed`);
  process.exitCode = failed.length === 0 ? 0 : 1;
}
