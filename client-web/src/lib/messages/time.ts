// Times and lengths in English words.

export function clockFace(seconds: number): string {
  return `${String(Math.floor(seconds / 60)).padStart(2, '0')}:${String(seconds % 60).padStart(2, '0')}`;
}

export function timeLeftWord(seconds: number): string {
  return `${lengthWord(seconds)} left`;
}

function unit(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`;
}

/** 45 → "45 seconds", 60 → "1 minute", 90 → "1 minute 30 seconds" */
export function lengthWord(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  if (minutes === 0) return unit(rest, 'second');
  return rest === 0 ? unit(minutes, 'minute') : `${unit(minutes, 'minute')} ${unit(rest, 'second')}`;
}

/** 30 → "30 s", 120 → "2 min" */
export function lengthShort(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.round(seconds / 60)} min`;
}

export function daysWord(days: number): string {
  return unit(days, 'day');
}

/** A moment of the call on its own clock: 138000 → "2:18". */
export function playMark(playMs: number): string {
  const seconds = Math.floor(playMs / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

const dates = /*@__PURE__*/ new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

export function dateWord(wallMs: number): string {
  return dates.format(wallMs);
}
