// The one motif: a dial value 0-10 from cool to hot, as tokens. Text on it is dark up to 8, light above.

export const HEAT_MAX = 10;

export function heatColour(level: number): string {
  return `var(--h${clamp(Math.round(level))})`;
}

export function heatText(level: number): string {
  return level >= 9 ? 'var(--on-hot)' : 'var(--on-heat)';
}

function clamp(level: number): number {
  return Math.min(HEAT_MAX, Math.max(0, level));
}
