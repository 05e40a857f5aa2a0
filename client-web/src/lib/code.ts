// The join code as it is typed and as it is shown: six symbols, capital letters and digits, in two groups of three.

export const CODE_LENGTH = 6;

export function codeClean(typed: string): string {
  return typed.toUpperCase().replace(/[^A-Z0-9]/g, '').slice(0, CODE_LENGTH);
}

/** "KM7Q4P" → "KM7 Q4P" */
export function codeFace(code: string): string {
  return code.length > 3 ? `${code.slice(0, 3)} ${code.slice(3)}` : code;
}
