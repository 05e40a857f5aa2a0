// Counted things.
const plural = new Intl.PluralRules('en');

/** "1 person", "0 people" */
export function countWord(count: number, one: string, many: string): string {
  return `${count} ${plural.select(count) === 'one' ? one : many}`;
}
