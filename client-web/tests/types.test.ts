import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { types } from '../build/types.ts';

test('the committed types are those of protocol/schema', () => {
  for (const [name, text] of Object.entries(types()))
    expect(readFileSync(new URL(`../src/lib/${name}`, import.meta.url), 'utf8'), `${name} is stale: npm run types`).toBe(text);
});
