// The named formats of the schemas for ajv and the client; the same rules as protocol/c/format.c, which is the one that
// decides. Each takes a string and says whether it fits. tests/contract holds the two against each other.

const CONTROL = /[\u0000-\u001f\u007f-\u009f]/
const CONTROL_BUT_LINE_BREAK = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/
const SEPARATOR_OR_BIDI_OVERRIDE = /[\u2028\u2029\u202a-\u202e\u2066-\u2069]/
const SPACE_AT_AN_END = /^[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]|[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]$/
// Anything that is neither a space nor a character that shows nothing by itself (joiners, marks, fillers, tags).
const VISIBLE =
  /[^ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2060-\u2065\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\u{e0000}-\u{e0fff}]/u

/** The symbols of a join code: no I, L, O, 0 or 1. */
export const JOIN_CODE_SYMBOLS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'

const line = (text) => !CONTROL.test(text) && !SEPARATOR_OR_BIDI_OVERRIDE.test(text)
const chat = (text) => !CONTROL_BUT_LINE_BREAK.test(text) && !SEPARATOR_OR_BIDI_OVERRIDE.test(text)
const name = (text) => line(text) && VISIBLE.test(text) && !SPACE_AT_AN_END.test(text) && [...text].length <= 40

export const formats = {
  line,
  chat,
  name,
  'join-code': (text) => new RegExp(`^[${JOIN_CODE_SYMBOLS}]{6}$`).test(text),
  token: (text) => text === '' || /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(text),
  hash: (text) => /^[0-9a-f]{32}$/.test(text),
  slug: (text) => /^[a-z][a-z0-9_]{0,39}$/.test(text),
  language: (text) => /^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$/.test(text),
}
