// The dial's values in words: never colour alone, never a bare number for a screen reader.

const WORDS = [
  'calm',
  'calm',
  'at ease',
  'a little tense',
  'annoyed',
  'annoyed',
  'angry',
  'angry',
  'very angry',
  'furious',
  'furious',
] as const;

export function dialWord(value: number): string {
  return WORDS[Math.min(10, Math.max(0, value))] ?? '';
}
