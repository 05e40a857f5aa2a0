// What figure.h is for C: what a test of a promise reached, printed for people and appended to the file that
// COOLHEAD_FIGURES names, if any, where tests/trust/table finds it.
import { appendFileSync } from 'node:fs';

/** Whether the whole figure is asked for, and not about a tenth. */
export const isLong = process.env.COOLHEAD_LONG === '1';

/** As people write it: 20140 → "20,140". */
export const counted = (number) => number.toLocaleString('en-US');

/**
 * { promise: 1, what: 'lines shown and then lost', reached: '0 of 20,140', wanted: '0 of ≥ 20,000', inputs: 20140,
 *   seconds: 31.2, ok: true }; `wanted` at the scale of this run, and `ok` judged from the measurement by the test itself.
 */
export function reportFigure({ promise, what, reached, wanted, inputs, seconds, ok }) {
  const line = { promise, what, reached, wanted, inputs, seconds: Math.round(seconds * 10) / 10, ok };
  for (const [name, value] of Object.entries(line)) if (value === undefined) throw new Error(`a figure without "${name}"`);
  const verdict = ok ? '' : ' NOT REACHED';
  console.log(`promise ${promise}: ${what}: ${reached} (wanted: ${wanted}; ${counted(inputs)} inputs, ${line.seconds} s)${verdict}`);
  if (process.env.COOLHEAD_FIGURES) appendFileSync(process.env.COOLHEAD_FIGURES, `${JSON.stringify(line)}\n`);
}
