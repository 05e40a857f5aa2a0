// Runs all the contract tests; tests/contract/run calls it with the path of check_cli.
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

const program = process.argv[2];
const shownAtMost = 20;
let passed = 0, failed = 0;

function report(title, results) {
  const faults = results.filter(({ fault }) => fault !== null);
  passed += results.length - faults.length;
  failed += faults.length;
  console.log(`${title}: ${results.length} cases, ${faults.length} failed`);
  for (const { name, fault } of faults.slice(0, shownAtMost)) console.log(`  FAILED ${name}: ${fault}`);
}

report('JSON grammar', grammarCases(program));
report('schema keywords', keywordCases(program));
const suite = suiteCases(program);
report(`JSON-Schema-Test-Suite (${suite.leftOut.length} groups use keywords that are not claimed)`, suite.results);
report('formats', formatCases(program));
report('examples', exampleCases(program));
report('generated structs', shapeCases(program));
const mutations = mutationCases(program);
report(`${mutations.count} mutations of the good examples`, mutations.results);
report('product files', productCases(program));
report('what product files say', scenarioDataCases());
report('what the pages say', docCases());
report('messages in the pages', docMessageCases(program));
report('generated files', await freshCases());

console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
