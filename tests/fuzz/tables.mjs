// Plays the tables of tests/contract that need no second judge for long: node tables.mjs CHECK_CLI. run counts which branches they take.
import { formatCases } from '../contract/formats.mjs';
import { grammarCases } from '../contract/grammar.mjs';
import { keywordCases } from '../contract/keywords.mjs';

const program = process.argv[2];
const results = [grammarCases, keywordCases, formatCases].flatMap((cases) => cases(program));
const faults = results.filter(({ fault }) => fault !== null);
for (const { name, fault } of faults) console.log(`FAILED ${name}: ${fault}`);
process.exitCode = faults.length === 0 ? 0 : 1;
