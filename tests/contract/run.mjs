// Runs all the contract tests; tests/contract/run calls it with the path of check_cli.
import { boundaryCases } from './boundaries.mjs';
import { refusals } from './cli.mjs';
import { docCases, docMessageCases } from './docs.mjs';
import { exampleCases } from './examples.mjs';
import { formatCases } from './formats.mjs';
import { freshCases } from './fresh.mjs';
import { grammarCases } from './grammar.mjs';
import { keywordCases } from './keywords.mjs';
import { mutationCases } from './mutations.mjs';
import { productCases } from './products.mjs';
import { scenarioDataCases } from './scenario_data.mjs';
import { shapeCases } from './shapes.mjs';
import { suiteCases } from './suite.mjs';
import { counted, reportFigure } from '../lib/figure.mjs';

const program = process.argv[2];
const shownAtMost = 20;
let passed = 0, failed = 0;
let inputs = 0, misjudged = 0; // of those that parsers read: the figure of promise 12

function report(title, results) {
  const faults = results.filter(({ fault }) => fault !== null);
  passed += results.length - faults.length;
  failed += faults.length;
  console.log(`${title}: ${results.length} cases, ${faults.length} failed`);
  for (const { name, fault } of faults.slice(0, shownAtMost)) console.log(`  FAILED ${name}: ${fault}`);
}

/** Cases in which bytes were judged. count: how many there were, where a case stands for several. */
function judged(title, results, count = results.length) {
  inputs += count;
  misjudged += results.filter(({ fault }) => fault !== null).length;
  report(title, results);
}

judged('JSON grammar', grammarCases(program));
judged('schema keywords', keywordCases(program));
const suite = suiteCases(program);
judged(`JSON-Schema-Test-Suite (${suite.leftOut.length} groups use keywords that are not claimed)`, suite.results);
judged('formats', formatCases(program));
judged('examples', exampleCases(program));
judged('generated structs', shapeCases(program));
judged('bounds, at and beyond', boundaryCases(program));
const mutations = mutationCases(program);
judged(`${mutations.count} mutations of the good examples`, mutations.results, mutations.count);
judged('product files', productCases(program));
report('what product files say', scenarioDataCases());
report('what the pages say', docCases());
report('messages in the pages', docMessageCases(program));
report('generated files', await freshCases());

report(`${refusals.count} refusals`, [{
  name: 'every one says code, path and sentence',
  fault: refusals.dumb.length ? `${refusals.dumb.length} do not, first ${refusals.dumb[0]}` : null,
}]);

reportFigure({
  promise: 12,
  what: 'messages and files judged unlike ajv and JSON.parse, or refused without code, path and sentence',
  reached: `${counted(misjudged + refusals.dumb.length)} of ${counted(inputs)}`,
  wanted: '0 of ≥ 500',
  inputs,
  seconds: performance.now() / 1000,
  ok: misjudged + refusals.dumb.length === 0 && inputs >= 500,
});

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
