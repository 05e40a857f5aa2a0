// One-tap whispers: short enough to be read between two lines of a call.
export type WhisperTo = 'csr' | 'customer' | 'both';

const LINES: Record<WhisperTo, readonly string[]> = {
  csr: ['Let them finish', 'Name the feeling', 'Ask first', 'Say it back'],
  customer: ['A bit angrier', 'Cool down a little', 'Let them win this one', 'Tell them more if they ask'],
  both: ['Two more exchanges', 'Find an end', 'You are doing well'],
};

export function whisperLines(to: WhisperTo): readonly string[] {
  return LINES[to];
}
