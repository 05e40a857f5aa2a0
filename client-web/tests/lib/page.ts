// A published page as a trainer might have written it.
import type { Page } from '../../src/lib/protocol.ts';

export const page: Page = {
  scenario: 'Two days late',
  doctrine: 'Facts first',
  rubric: 'Calm under fire',
  round: 2,
  played: Date.UTC(2026, 8, 22, 9, 30),
  seconds: 360,
  customer: 'Dana Whitlock',
  strengths: [
    { text: 'You named what Dana stood to lose, before any fix.', quote: 'With an event on Friday I’d be upset too.', play: 82_000 },
    { text: 'You asked before you explained.', quote: 'May I ask two quick questions first, so I get it right?', play: 130_000 },
    { text: 'You said back what you had understood, and let Dana correct it.', quote: 'If I understand you right, the two pallets for Thursday matter most: is that it?', play: 198_000 },
  ],
  advice: 'Ask the second desk as well before you promise a day: production and shipping didn’t agree.',
  criteria: [
    { title: 'Lets the customer finish', value: '3', anchor: 'One slip, then listened.', comment: 'The slip was at 1:20.', self: '4', customer: '3', evidence: [{ play: 80_000, quote: 'Well, technically the proof was approved late, so' }] },
    { title: 'Names the feeling', value: '5', anchor: 'In own words: what this customer stands to lose.', comment: '', self: '4', customer: '5', evidence: [{ play: 82_000, quote: 'With an event on Friday I’d be upset too.' }] },
    { title: 'Speaks calmly', value: 'na', anchor: '', comment: '', self: 'na', customer: '', evidence: [] },
  ],
};
