// What a schema cannot say about the files of scenarios/: words counted, secrets kept apart, twists that can happen, names that
// exist. Each rule takes a file and the shelf (all files) and yields its faults as "/path: sentence".

const briefWordsMax = 120;
const kitLadderMax = 24; // common.json, kit
const sharedWords = 6;   // so many words in a row in both seats' texts are no accident
const weekday = /\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b/;

export const wordsOf = (text) => text.normalize('NFC').toLowerCase().replace(/[‘’]/g, "'").match(/[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu) ?? [];
const cardTexts = (cards) => cards.flatMap(({ title, text }) => [title, text]);
const repeated = (values) => values.filter((value, index) => values.indexOf(value) !== index);

// ---- lexicons ----

const wordFits = (pattern, word) => pattern === '_' || (pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern);

/** The phrase of the class that stands in the line, or undefined. */
export function phraseIn(line, { phrases }) {
  const words = wordsOf(line);
  return phrases.find((phrase) => {
    const pattern = phrase.split(' ');
    return words.some((_, at) => at + pattern.length <= words.length && pattern.every((part, k) => wordFits(part, words[at + k])));
  });
}

const isPattern = (phrase) =>
  phrase === phrase.toLowerCase() && phrase.split(' ').every((part) => /^(_|[\p{L}\p{N}]+('[\p{L}\p{N}]+)*\*?)$/u.test(part));

export function* lexiconFaults(lexicon) {
  const ids = lexicon.classes.map(({ id }) => id);
  for (const id of repeated(ids)) yield `/classes: ${id} stands here twice`;
  for (const id of ['acknowledgement', 'abuse']) if (!ids.includes(id)) yield `/classes: ${id} is missing; the server asks for it by name`;
  for (const [k, entry] of lexicon.classes.entries()) {
    const at = `/classes/${k} ${entry.id}`;
    for (const phrase of entry.phrases) if (!isPattern(phrase)) yield `${at}: "${phrase}" is no pattern`;
    if (entry.phrases.length < 12) yield `${at}: at least 12 phrases, these are ${entry.phrases.length}`;
    for (const phrase of entry.phrases) {
      const shorter = entry.phrases.find((other) => other !== phrase && ` ${phrase} `.includes(` ${other} `));
      if (shorter) yield `${at}: "${phrase}" never counts, "${shorter}" has found it before`;
    }
    for (const line of entry.examples_hit) if (!phraseIn(line, entry)) yield `${at}: not found in "${line}"`;
    for (const line of entry.examples_miss) if (phraseIn(line, entry)) yield `${at}: "${phraseIn(line, entry)}" found in "${line}"`;
  }
}

// ---- techniques, doctrines, rubrics ----

export function* techniqueFaults(file, shelf) {
  const twists = shelf.scenarios.flatMap(({ id, twists: own }) => own.map((twist) => `${id}/${twist.id}`));
  for (const [k, row] of file.rows.entries()) {
    const number = `${file.seed.slice(1)}.${k + 1}`;
    if (row.id !== number) yield `/rows/${k}/id: must be ${number}, this is ${row.id}`;
    for (const twist of row.twists) if (!twists.includes(twist)) yield `/rows/${k}/twists: there is no ${twist}`;
    if (new Set(Object.values(row.anchors)).size !== 3) yield `/rows/${k}/anchors: two of them are the same`;
  }
}

export function* doctrineFaults({ switches: { apology, pace } }) {
  const none = [apology.kinds.length === 0, apology.window === 'not_asked', apology.max === 0];
  if (new Set(none).size !== 1) yield '/switches/apology: no kinds, window not_asked and max 0 go together';
  if (pace.from_s >= pace.to_s) yield '/switches/pace: from_s must be below to_s';
}

function* anchorFaults(at, { anchors, short }) {
  if (new Set(anchors).size !== 5) yield `${at}/anchors: two of them are the same`;
  if (!/^1 .+ · 3 .+ · 5 .+$/.test(short)) yield `${at}/short: must read "1 … · 3 … · 5 …"`;
}

export function* rubricFaults(rubric, shelf) {
  const ids = rubric.criteria.map(({ id }) => id);
  for (const id of repeated(ids)) yield `/criteria: ${id} stands here twice`;
  for (const id of rubric.focus) {
    const criterion = rubric.criteria.find((other) => other.id === id);
    if (!criterion) yield `/focus: there is no criterion ${id}`;
    else if (!criterion.text_medium) yield `/focus: ${id} cannot be seen in a text round`;
  }
  for (const [k, criterion] of rubric.criteria.entries()) {
    const at = `/criteria/${k}`;
    yield* anchorFaults(at, criterion);
    if (new Set([criterion.title, criterion.self, criterion.partner]).size !== 3) yield `${at}: title, self and partner must differ`;
    for (const id of criterion.techniques) if (!shelf.techniqueIds.has(id)) yield `${at}/techniques: there is no technique ${id}`;
    for (const doctrine of repeated(criterion.under.map((each) => each.doctrine))) yield `${at}/under: ${doctrine} stands here twice`;
    for (const [n, each] of criterion.under.entries()) {
      if (!shelf.doctrines.some(({ id }) => id === each.doctrine)) yield `${at}/under/${n}: there is no doctrine ${each.doctrine}`;
      if (each.type === 'anchors') yield* anchorFaults(`${at}/under/${n}`, each);
    }
  }
}

// ---- scenarios ----

export function* scenarioFaults(scenario, shelf) {
  yield* referenceFaults(scenario, shelf);
  yield* ladderFaults(scenario);
  for (const [k, twist] of scenario.twists.entries()) yield* twistFaults(`/twists/${k}`, twist, scenario, shelf);
  for (const [k, variant] of scenario.variants.entries()) {
    yield* variantFaults(`/variants/${k}`, variant, scenario);
    yield* leakFaults(`/variants/${k}`, variant, scenario);
  }
  yield* differenceFaults(scenario);
  yield* guideFaults(scenario);
}

function* referenceFaults(scenario, shelf) {
  for (const id of scenario.techniques) if (!shelf.techniqueIds.has(id)) yield `/techniques: there is no technique ${id}`;
  if (!shelf.rubrics.some(({ id }) => id === scenario.rubric)) yield `/rubric: there is no rubric ${scenario.rubric}`;
  if (!shelf.doctrines.some(({ id }) => id === scenario.doctrine)) yield `/doctrine: there is no doctrine ${scenario.doctrine}`;
  if (!lexiconOf(scenario, shelf)) yield `/language: there is no lexicon for ${scenario.language}`;
  for (const list of ['offers', 'twists', 'variants']) {
    for (const id of repeated(scenario[list].map((each) => each.id))) yield `/${list}: ${id} stands here twice`;
  }
}

const lexiconOf = (scenario, shelf) => shelf.lexicons.find(({ language }) => language === scenario.language);

function* ladderFaults({ ladder, variants, dial_ceiling: ceiling }) {
  for (let dial = 0; dial <= ceiling; dial++) {
    if (!ladder.some((rung) => rung.dial === dial)) yield `/ladder: no line for the dial at ${dial}`;
  }
  for (const way of ['opening', 'rising', 'cooling']) if (!ladder.some((rung) => rung.way === way)) yield `/ladder: no line for ${way}`;
  for (const [k, variant] of variants.entries()) {
    const all = [...ladder, ...variant.ladder];
    if (all.length > kitLadderMax) yield `/variants/${k}/ladder: with the common lines at most ${kitLadderMax}`;
    for (const line of repeated(all.map((rung) => rung.line))) yield `/variants/${k}/ladder: "${line}" stands here twice`;
    for (const rung of all) if (rung.dial > ceiling) yield `/ladder: "${rung.line}" is above the ceiling`;
  }
}

function* twistFaults(at, twist, scenario, shelf) {
  if (!twist.csr && !twist.customer) yield `${at}: nobody would notice it; give a card to csr or customer`;
  const { trigger } = twist;
  const callS = scenario.times.call_s;
  if (trigger.type === 'at' && trigger.play_s >= callS) yield `${at}/trigger: never fires, the call is over at ${callS}`;
  if (trigger.type !== 'when') return;
  if (trigger.not_before_s >= callS) yield `${at}/trigger: never fires, the call is over at ${callS}`;
  for (const condition of trigger.conditions) {
    if ((condition.for_s ?? 0) >= callS) yield `${at}/trigger: ${condition.signal} never holds so long, the call is over at ${callS}`;
    if (condition.signal === 'dial_at_least' && condition.value > scenario.dial_ceiling) yield `${at}/trigger: the dial never gets to ${condition.value}`;
    const known = lexiconOf(scenario, shelf)?.classes.some(({ id }) => id === condition.class);
    if (condition.signal === 'phrase' && !known) yield `${at}/trigger: the lexicon has no class ${condition.class}`;
  }
  const silent = trigger.conditions.some(({ signal }) => signal === 'silence') && trigger.conditions.some(({ signal }) => signal === 'phrase');
  if (trigger.match === 'all' && silent) yield `${at}/trigger: never fires, a phrase ends the silence`;
}

function* variantFaults(at, variant, scenario) {
  for (const seat of ['csr', 'customer']) {
    const count = cardTexts(variant[seat]).join(' ').split(/\s+/).length;
    if (count > briefWordsMax) yield `${at}/${seat}: at most ${briefWordsMax} words, these are ${count}`;
  }
  const [firstName] = scenario.customer.name.split(' ');
  if (!cardTexts(variant.csr).join(' ').includes(scenario.customer.name)) yield `${at}/csr: says nowhere that ${scenario.customer.name} is calling`;
  if (!cardTexts(variant.customer).join(' ').includes(firstName)) yield `${at}/customer: says nowhere that one is ${firstName}`;
  if (!cardTexts(variant.customer).join(' ').includes(`Start at ${variant.dial_start}`)) yield `${at}/customer: says nowhere "Start at ${variant.dial_start}"`;
  if (variant.dial_start > scenario.dial_ceiling) yield `${at}/dial_start: above the ceiling`;
  for (const [k, fact] of variant.facts.entries()) {
    if ((fact.rule === 'calm_below') !== ('calm_below' in fact)) yield `${at}/facts/${k}: calm_below goes with the rule of that name`;
    if (fact.sensitive && fact.rule === 'any_time') yield `${at}/facts/${k}: sensitive, and yet for any time`;
  }
  for (const list of ['facts', 'desks']) for (const id of repeated(variant[list].map((each) => each.id))) yield `${at}/${list}: ${id} stands here twice`;
  const days = variant.desks.map(({ answer }) => answer.match(weekday)?.[0]).filter(Boolean);
  if (new Set(days).size < 2) yield `${at}/desks: they all name the same day; let them disagree`;
  yield* offerFaults(at, variant, scenario);
}

function* offerFaults(at, { impossible, feasible, supervisor }, { offers }) {
  for (const id of impossible) if (!offers.some((offer) => offer.id === id)) yield `${at}/impossible: there is no offer ${id}`;
  const kept = offers.filter(({ id }) => !impossible.includes(id));
  if (!kept.some((offer) => !offer.needs_supervisor)) yield `${at}/impossible: nothing is left that the CSR may give`;
  if (impossible.length === 0) yield `${at}/impossible: nothing is; then no promise can be wrong`;
  if (!supervisor && kept.some((offer) => offer.needs_supervisor)) yield `${at}: an offer needs a supervisor, and there is none`;
  if (new Set(feasible.map(({ possible }) => possible)).size < 2) yield `${at}/feasible: name something possible and something that is not`;
}

// What each seat may read in the course of the call, and what both may.
const csrTexts = (variant, scenario) => [
  ...cardTexts(variant.csr), ...scenario.authority, ...scenario.offers.flatMap(({ title, terms }) => [title, terms]),
  ...variant.desks.flatMap(({ answer, again }) => [answer, again]), variant.supervisor?.text ?? '',
  ...scenario.twists.flatMap(({ csr }) => (csr ? [csr.title, csr.text] : [])),
];
const customerTexts = (variant, scenario) => [
  ...cardTexts(variant.customer), ...cardTexts(variant.facts), ...variant.cools, ...variant.heats,
  ...[...scenario.ladder, ...variant.ladder].map(({ line }) => line),
  ...scenario.twists.flatMap(({ customer }) => (customer ? [customer.title, customer.text, customer.line ?? ''] : [])),
];
const commonTexts = (scenario) => [
  scenario.title, scenario.customer.name, scenario.customer.about,
  ...scenario.guide.flatMap(({ title, prompts }) => [title, ...prompts]), ...scenario.glossary.flatMap(({ word, meaning }) => [word, meaning]),
];

function runsOf(texts) {
  const runs = new Set();
  for (const text of texts) {
    const words = wordsOf(text);
    for (let at = 0; at + sharedWords <= words.length; at++) runs.add(words.slice(at, at + sharedWords).join(' '));
  }
  return runs;
}

// Capitalised words inside a sentence: names of people, firms, places.
const namesIn = (texts) => new Set(texts.flatMap((text) => [...text.matchAll(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}{2,}/gu)].map(([name]) => name)).filter((name) => !weekday.test(name)));

function* leakFaults(at, variant, scenario) {
  const common = commonTexts(scenario);
  const pairs = [
    ['csr', csrTexts(variant, scenario), 'the customer', customerTexts(variant, scenario)],
    ['customer', customerTexts(variant, scenario), 'the CSR', csrTexts(variant, scenario)],
    ['common texts', common, 'the trainer', [variant.truth, variant.hidden_need, scenario.customer.persona]],
  ];
  for (const [seat, texts, owner, hidden] of pairs) {
    const secrets = runsOf(hidden);
    const open = runsOf(common);
    for (const run of runsOf(texts)) if (secrets.has(run) && (seat === 'common texts' || !open.has(run))) yield `${at}: "${run}" is for ${owner}, and stands in ${seat}`;
  }
  const commonNames = namesIn(common);
  for (const name of namesIn(customerTexts(variant, scenario))) {
    const told = csrTexts(variant, scenario).some((text) => wordsOf(text).includes(name.toLowerCase()));
    if (told && !commonNames.has(name) && !common.join(' ').includes(name)) yield `${at}: the name ${name} is for the customer, and stands in csr`;
  }
}

function* differenceFaults({ variants }) {
  const telling = {
    truth: (v) => v.truth, hidden_need: (v) => v.hidden_need, customer: (v) => cardTexts(v.customer).join(' '), complaint: (v) => v.complaint.cause,
    facts: (v) => cardTexts(v.facts).join(' '), feasible: (v) => JSON.stringify(v.feasible), impossible: (v) => [...v.impossible].sort().join(' '),
    desks: (v) => v.desks.map(({ answer }) => answer).join(' '),
  };
  for (const [part, tell] of Object.entries(telling)) {
    if (new Set(variants.map(tell)).size !== variants.length) yield `/variants: two of them have the same ${part}`;
  }
  for (const id of repeated(variants.map((variant) => variant.id))) yield `/variants: ${id} stands here twice`;
}

function* guideFaults({ guide, glossary, ...scenario }) {
  const order = guide.map(({ phase }) => phase).join(' ');
  if (order !== 'reactions description analysis summary') yield '/guide: must go reactions, description, analysis, summary';
  const texts = JSON.stringify(scenario).toLowerCase();
  for (const { word } of glossary) if (!texts.includes(word.toLowerCase())) yield `/glossary: nobody says "${word}"`;
}
