// The named formats in C (protocol/c/format.c) and in JavaScript (protocol/formats.mjs): the same answer for every text.
import { formats } from '../../protocol/formats.mjs';
import { askChecker } from './cli.mjs';

const token = 'q3VbT0mGx8d1KfY5wRz2LhJp7uNcEa4Ss6Io9XvQkWg';
const hash = '3f9a1c0be4d2755f8a6610c9d3b7e2a4';

// [fits, does not fit], format by format
const table = {
  line: [['', 'a', 'It’s late.', 'שלום', 'a\u200fb', '🙂', 'e\u0301', ' a ', '\u00a0', '\ud7ff', '\ufffd', '\u{10ffff}'], ['a\nb', '\n', 'a\tb', '\r', '\u0001', '\u001f', '\u007f', '\u0080', '\u0085', '\u009f', '\u2028', 'a\u2029', '\u202a', 'a\u202eb', '\u202c', '\u2066', '\u2069']],
  chat: [['', 'a', 'a\nb', '\n\n', 'שלום\n🙂', '\u200e'], ['a\tb', 'a\r\nb', '\r', '\u0001', '\u000b', '\u007f', '\u0085', '\u2028', 'a\u202eb', '\u2067']],
  name: [['a', 'Ana', 'Ana Müller', '李', 'J', '🙂', 'Anne-Marie O’Neill', 'a'.repeat(40), '🙂'.repeat(40), 'a\u200db', '\u200fשלום', '😶\u200d🌫\ufe0f', '.', 'Guest 3'],
    ['', ' ', 'a'.repeat(41), '🙂'.repeat(41), ' Ana', 'Ana ', '\u00a0Ana', 'Ana\u3000', '\u2003', '\u200b', '\u200b\u200d', '\u3164', '\u115f', '\u2800', '\u00ad', '\ufe0f', '\u{e0041}', '\u{e0100}', 'A\u200b \u200b ', 'An\na', 'An\ta', 'Ana\u202e', '\u2066Ana\u2069', '\u0000', '\u007f', '\u2028']],
  'join-code': [['K7MWQ4', '222222', 'ZZZZZZ', '23456A', 'BCDEFG', 'HJKMNP', 'QRSTUV', 'WXYZ78', '999999'], ['', 'K7MWQ', 'K7MWQ44', 'k7mwq4', 'K7MOQ4', 'K7M0Q4', 'K7MIQ4', 'K7M1Q4', 'K7MLQ4', 'K7MW 4', 'K7MWQ4\n', 'ÄÄÄÄÄÄ', 'K7MWÄ', 'K-MWQ4', '２２２２２２']],
  token: [['', token, 'A'.repeat(43), '-_'.repeat(21) + 'A', '0'.repeat(42) + '8', '9'.repeat(42) + 'E'], [token.slice(1), token + 'A', token.slice(0, 42) + 'h', token.slice(0, 42) + '-', token.slice(0, 42) + '=', token.replace('q', '+'), token.replace('q', '/'), token.replace('q', 'ä').slice(1), token + '\n', ' ', 'a']],
  hash: [[hash, '0'.repeat(32), 'abcdef0123456789abcdef0123456789'], ['', hash.slice(1), hash + '0', hash.toUpperCase(), hash.replace('f', 'g'), hash.replace('f', ' '), hash + '\n', 'ä'.repeat(16)]],
  slug: [['a', 'two_days_late', 'a1', 'a_', 'z'.repeat(40), 'a__b'], ['', '_a', '1a', 'A', 'aB', 'two-days', 'a b', 'z'.repeat(41), 'ä', 'a\n', 'aé', 'a.b']],
  language: [['en', 'de', 'deu', 'de-CH', 'zh-Hant', 'zh-Hant-TW', 'es-419', 'sr-Latn'], ['', 'e', 'engl', 'EN', 'en-', '-en', 'en-us', 'en-USA', 'en-12', 'en-1234', 'en-hant', 'en-HANT', 'en-Hant-', 'en-US-Hant', 'en-Hant-US-x', 'en--US', 'en_US', 'en-US ', 'en\n', 'x-klingon', 'é-US', 'en-Hané']],
};

// Every character that may make a difference, alone and between letters, through every format.
const characters = [
  0x01, 0x08, 0x09, 0x0a, 0x0d, 0x1f, 0x20, 0x7e, 0x7f, 0x80, 0x9f, 0xa0, 0xa1, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x1161, 0x1680, 0x17b4, 0x17b5, 0x17b6,
  0x180a, 0x180b, 0x180e, 0x180f, 0x1810, 0x1fff, 0x2000, 0x200a, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2010, 0x2027, 0x2028, 0x2029, 0x202a, 0x202e, 0x202f, 0x2030, 0x205e, 0x205f,
  0x2060, 0x2064, 0x2065, 0x2066, 0x2069, 0x206a, 0x206f, 0x2070, 0x27ff, 0x2800, 0x2801, 0x2fff, 0x3000, 0x3001, 0x3163, 0x3164, 0x3165, 0xfdff, 0xfe00, 0xfe0f, 0xfe10,
  0xfefe, 0xfeff, 0xff00, 0xff9f, 0xffa0, 0xffa1, 0xfffd, 0xfffe, 0xffff, 0x10000, 0x1f642, 0xdffff, 0xe0000, 0xe0fff, 0xe1000, 0x10ffff,
].map((code) => String.fromCodePoint(code));

export function formatCases(program) {
  const lines = [], cases = [];
  const add = (format, text, expected) => {
    lines.push(['try', '-', JSON.stringify(text)]);
    cases.push({ name: `format: ${format} ${JSON.stringify(text)}`, expected, browser: formats[format](text) });
  };
  for (const [format, [fits, misfits]] of Object.entries(table)) {
    lines.push(['load', 's.json', JSON.stringify({ type: 'string', format })]);
    cases.push({ name: `format: ${format} is known`, expected: true, browser: format in formats });
    for (const text of fits) add(format, text, true);
    // The scanner refuses the character 0 before any format sees it.
    for (const text of misfits.filter((each) => !each.includes('\u0000'))) add(format, text, false);
    for (const character of characters)
      for (const text of [character, `a${character}b`]) add(format, text, formats[format](text));
  }
  const answers = askChecker(program, lines);
  const unknown = Object.keys(formats).filter((format) => !(format in table));
  const results = cases.map(({ name, expected, browser }, index) => {
    if (answers[index].ok !== expected) return { name, fault: `C says ${answers[index].ok}, not ${expected}` };
    return { name, fault: browser === expected ? null : `JavaScript says ${browser}` };
  });
  return [...results, { name: 'format: every one has cases', fault: unknown.length ? unknown.join() : null }];
}
