// Icons become one path each; a path that starts relative must not hang on the one before it.
import { expect, test } from 'vitest';
import { outline } from '../build/lucide.ts';

test('shapes become path data', () => {
  expect(outline('<circle cx="12" cy="12" r="2" />')).toBe('M10 12a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z');
  expect(outline('<line x1="1" y1="2" x2="3" y2="4" />')).toBe('M1 2L3 4');
  expect(outline('<polyline points="1 2 3 4" />')).toBe('M1 2 3 4');
  expect(outline('<rect width="4" height="6" x="1" y="1" rx="1" />')).toBe('M2 1h2a1 1 0 0 1 1 1v4a1 1 0 0 1 -1 1h-2a1 1 0 0 1 -1 -1v-4a1 1 0 0 1 1 -1Z');
});

test('a relative start becomes absolute, what follows stays relative', () => {
  expect(outline('<path d="M1 1h2" /><path d="m16 8 6-6" />')).toBe('M1 1h2M16 8l6-6');
  expect(outline('<path d="m14.305 19.53.923-.382" />')).toBe('M14.30 19.53l.92-.38');
  expect(outline('<path d="m2 3v4" />')).toBe('M2 3v4');
});

test('fractions are rounded to two digits, and never run together', () => {
  expect(outline('<path d="M.5.5 1.25.996.506 12.3456-.999 0.125" />')).toBe('M.5.5 1.25.99.51 12.35-.99 .13');
});
