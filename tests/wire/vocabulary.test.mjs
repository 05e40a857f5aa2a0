// Every type of message that may travel has travelled in the tests before this one, and passed its schema (contract.mjs).
// run.mjs runs it last; with a word that leaves files out it has nothing to judge.
import assert from 'node:assert/strict';
import { seen, vocabulary } from './lib/contract.mjs';
import { test } from './lib/test.mjs';

// What takes longer on a real clock than a test may: stories play it with a fake one.
const NOT_HERE = {
  'session_event.json#ticked': '10 s in which nothing happens',
  'session_event.json#grace_ended': '30 s of grace',
};

const isWhole = process.argv.length === 3;
test('every message of the contract was seen on the wire, and fitted it', async () => {
  if (!isWhole) return;
  const missing = [...vocabulary].filter((type) => !seen.has(type) && !NOT_HERE[type]);
  assert.deepEqual(missing, []);
  assert.deepEqual(Object.keys(NOT_HERE).filter((type) => seen.has(type)), [], 'no exception more than needed');
});
