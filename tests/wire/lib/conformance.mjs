// What RFC 6455 wants of a server that sends each text back: cases in the manner of the Autobahn test suite, for mirror_server.
//
//   what, section   what the client does, and where the RFC speaks of it
//   steps           { writes, answers }: bytes, each piece a write of its own, and the frames that must come before the next step
//   ends            how the connection must end after the steps: a list of codes of the close frame, 0 for none at all. Without
//                   it the connection must go on, and the client says goodbye without a code, which must come back.
//   control         the longest payload of a control frame among the bytes
//
// Nothing else may come: one frame more, or one that is not as it must be, and the case has failed.
import { BINARY, CLOSE, frame, PING, PONG, TEXT } from './socket.mjs';

const CONTINUATION = 0;
const TEXT_MAX = 16 * 1024; // the product's bound; beyond it, 1009
const EMPTY_MAX = 100; // empty pieces of a message; beyond it, 1009

const BROKEN = [1002, 0]; // a protocol error: said with 1002 (7.4.1), or the connection dropped (7.1.7)
export const NO_CODE = 1005; // a close frame that says nothing

// ---- bytes

const join = (...parts) => Buffer.concat(parts);
const bytesOf = (...hex) => Buffer.from(hex.join(''), 'hex');
const text = (payload, parts = {}) => frame({ payload, ...parts });
const more = (payload, parts = {}) => frame({ opcode: CONTINUATION, payload, ...parts });
const ping = (payload = '', parts = {}) => frame({ opcode: PING, payload, ...parts });
const pong = (payload = '', parts = {}) => frame({ opcode: PONG, payload, ...parts });
const coded = (code, reason = '') => join(Buffer.from([code >> 8, code & 255]), Buffer.from(reason));
const close = (code, reason = '', parts = {}) => frame({ opcode: CLOSE, payload: coded(code, reason), ...parts });

// A string of so many bytes in which no two places look alike.
const filled = (size) => Array.from({ length: Math.ceil(size / 6) }, (_, i) => `${i}`.padStart(5, '.') + ' ').join('').slice(0, size);

function cut(payload, size) {
  const bytes = Buffer.from(payload), parts = [];
  for (let at = 0; at < bytes.length; at += size) parts.push(bytes.subarray(at, at + size));
  return parts;
}

// One message in pieces, as a list of frames.
const inPieces = (payloads, opcode = TEXT) =>
  payloads.map((payload, i) => frame({ opcode: i ? CONTINUATION : opcode, payload, fin: i === payloads.length - 1 }));

// Each byte a write of its own; of long ones only the header and the end, which is where it matters.
function chopped(bytes) {
  if (bytes.length <= 300) return cut(bytes, 1);
  return [...cut(bytes.subarray(0, 20), 1), bytes.subarray(20, -3), ...cut(bytes.subarray(-3), 1)];
}

// ---- what must come

const textBack = (payload) => ({ opcode: TEXT, payload: Buffer.from(payload) });
const pongBack = (payload = '') => ({ opcode: PONG, payload: Buffer.from(payload) });

// ---- cases

const step = (writes, ...answers) => ({ writes: [writes].flat(), answers });
const goesOn = (section, what, ...steps) => ({ section, what, steps });
const isSentBack = (section, what, writes, payload) => goesOn(section, what, step(writes, textBack(payload)));
const endsIt = (section, what, ends, ...steps) => ({ section, what, ends, steps });
const breaksIt = (section, what, ...writes) => endsIt(section, what, BROKEN, step(writes));

// The same bytes in one write and in many, alone and after a text that must have come back before.
function breaksItAnyhow(section, what, bytes) {
  return [
    breaksIt(section, what, bytes),
    breaksIt(section, `${what}, byte by byte`, ...chopped(bytes)),
    endsIt(section, `${what}, after a text`, BROKEN, step(text('hello'), textBack('hello')), step(bytes)),
  ];
}

const lengths = [
  ...[0, 1, 7, 125, 126, 127, 128, 4095, 4096, 4097, TEXT_MAX - 1, TEXT_MAX].flatMap((size) => [
    isSentBack('5.2', `a text of ${size} bytes`, text(filled(size)), filled(size)),
    isSentBack('5.2', `a text of ${size} bytes, byte by byte`, chopped(text(filled(size))), filled(size)),
  ]),
  ...[TEXT_MAX + 1, 65535, 65536].flatMap((size) => [
    endsIt('7.4.1', `a text of ${size} bytes`, [1009], step(text(filled(size)))),
    endsIt('7.4.1', `a text of ${size} bytes in pieces of 4,096`, [1009], step(inPieces(cut(filled(size), 4096)))),
  ]),
  goesOn('5.2', 'twenty texts in one write', step(join(...Array.from({ length: 20 }, (_, i) => text(`text ${i}`))), ...Array.from({ length: 20 }, (_, i) => textBack(`text ${i}`)))),
  goesOn('5.2', 'texts of 0, 1 and 126 bytes in one write', step(join(text(''), text('x'), text(filled(126))), textBack(''), textBack('x'), textBack(filled(126)))),
  breaksIt('5.2', 'a length of 64 bits with the highest set', bytesOf('81ff', '8000000000000005', '00000000', '68656c6c6f')),
];

const pings = [
  goesOn('5.5.3', 'pings of 0 to 125 bytes, each after the pong of the one before',
    ...Array.from({ length: 126 }, (_, size) => step(ping(Buffer.alloc(size, size)), pongBack(Buffer.alloc(size, size))))),
  ...[0, 1, 2, 64, 124, 125].map((size) =>
    goesOn('5.5.3', `a ping of ${size} bytes, byte by byte`, step(chopped(ping(filled(size))), pongBack(filled(size))))),
  goesOn('5.5.2', 'a ping of bytes that are no UTF-8', step(ping(bytesOf('00fffefdfcfb00ff')), pongBack(bytesOf('00fffefdfcfb00ff')))),
  goesOn('5.5.2', 'a text, a ping, a text', step(join(text('one'), ping('now')), textBack('one'), pongBack('now')), step(text('two'), textBack('two'))),
  goesOn('5.5.3', 'a pong that nobody asked for', step(pong()), step(text('hello'), textBack('hello'))),
  goesOn('5.5.3', 'a pong of 125 bytes that nobody asked for', step(pong(filled(125))), step(text('hello'), textBack('hello'))),
  goesOn('5.5.3', 'a pong that nobody asked for and a ping, byte by byte', step(chopped(join(pong('not me'), ping('me'))), pongBack('me'))),
  goesOn('5.5.3', 'ten pongs that nobody asked for', step(Array.from({ length: 10 }, () => pong('x'))), step(text('hello'), textBack('hello'))),
  ...breaksItAnyhow('5.5', 'a ping of 126 bytes', ping(filled(126))),
  ...breaksItAnyhow('5.5', 'a pong of 126 bytes', pong(filled(126))),
  breaksIt('5.5', 'a ping with its length in 16 bits', bytesOf('89fe', '0005', '00000000', '68656c6c6f')),
  breaksIt('5.5', 'a ping with its length in 64 bits', bytesOf('89ff', '0000000000000005', '00000000', '68656c6c6f')),
];

const reserved = [
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((rsv) => breaksItAnyhow('5.2', `a text with reserved bits ${rsv}`, text('hello', { rsv }))),
  ...[1, 2, 4].flatMap((rsv) => [
    breaksIt('5.2', `an empty text with reserved bits ${rsv}`, text('', { rsv })),
    breaksIt('5.2', `a piece with reserved bits ${rsv}`, text('he', { fin: false }), more('llo', { rsv })),
    breaksIt('5.2', `a ping with reserved bits ${rsv}`, ping('hello', { rsv })),
    breaksIt('5.2', `a pong with reserved bits ${rsv}`, pong('hello', { rsv })),
    breaksIt('5.2', `a goodbye with reserved bits ${rsv}`, close(1000, '', { rsv })),
  ]),
  ...[3, 4, 5, 6, 7, 11, 12, 13, 14, 15].flatMap((opcode) => [
    ...breaksItAnyhow('5.2', `opcode ${opcode}`, frame({ opcode, payload: 'hello' })),
    breaksIt('5.2', `opcode ${opcode}, empty`, frame({ opcode })),
    breaksIt('5.2', `opcode ${opcode} inside a text`, text('he', { fin: false }), frame({ opcode }), more('llo')),
  ]),
  ...['', 'x', filled(125), filled(126), 'hello'].map((payload) =>
    endsIt('7.4.1', `a binary message of ${payload.length} bytes`, [1003], step(frame({ opcode: BINARY, payload })))),
  endsIt('7.4.1', 'a binary message in pieces', [1003], step(inPieces(cut('hello', 2), BINARY))),
  endsIt('7.4.1', 'a binary message after a text', [1003], step(text('hello'), textBack('hello')), step(frame({ opcode: BINARY, payload: 'hello' }))),
];

const empties = (count) => [text('', { fin: false }), ...Array.from({ length: count - 2 }, () => more('', { fin: false })), more('')];
const pieces = [
  ...[[1, [2, 125, 126, 127, 128, 1000]], [7, [8, 125, 126, 127, 128, 4096, TEXT_MAX]], [4096, [4097, 8192, TEXT_MAX]]].flatMap(([size, wholes]) =>
    wholes.map((whole) => isSentBack('5.4', `a text of ${whole} bytes in pieces of ${size}`, join(...inPieces(cut(filled(whole), size))), filled(whole)))),
  ...[1, 7].map((size) => isSentBack('5.4', `a text in pieces of ${size}, byte by byte`, chopped(join(...inPieces(cut(filled(25), size)))), filled(25))),
  endsIt('7.4.1', 'pieces of 7 that are one byte too many', [1009], step(inPieces(cut(filled(TEXT_MAX + 1), 7)))),
  isSentBack('5.4', 'two empty pieces', join(...empties(2)), ''),
  isSentBack('5.4', 'empty pieces around a full one', join(...inPieces(['', 'hello', ''])), 'hello'),
  isSentBack('5.4', `${EMPTY_MAX} empty pieces`, join(...empties(EMPTY_MAX)), ''),
  endsIt('7.4.1', `${EMPTY_MAX + 1} empty pieces`, [1009], step(empties(EMPTY_MAX + 1))),
  goesOn('5.4', 'two texts in pieces, one behind the other', step(join(...inPieces(['a', 'b']), ...inPieces(['c', 'd', 'e'])), textBack('ab'), textBack('cde'))),
  goesOn('5.5', 'a ping between two pieces', step([text('he', { fin: false }), ping('now')], pongBack('now')), step(more('llo'), textBack('hello'))),
  goesOn('5.5', 'a ping between two pieces, byte by byte',
    step(chopped(join(text('he', { fin: false }), ping('now'))), pongBack('now')), step(chopped(more('llo')), textBack('hello'))),
  goesOn('5.5', 'a ping behind each of ten pieces',
    ...Array.from({ length: 10 }, (_, i) => step([i ? more(`${i}`, { fin: false }) : text('0', { fin: false }), ping(`ping ${i}`)], pongBack(`ping ${i}`))),
    step(more('.'), textBack('0123456789.'))),
  isSentBack('5.5', 'a pong between two pieces', [text('he', { fin: false }), pong('now'), more('llo')], 'hello'),
  endsIt('5.5.1', 'a goodbye between two pieces', [1000], step([text('he', { fin: false }), close(1000), more('llo')])),
  ...breaksItAnyhow('5.4', 'a last piece of nothing', more('hello')),
  ...breaksItAnyhow('5.4', 'a first piece of nothing', more('hello', { fin: false })),
  breaksIt('5.4', 'an empty piece of nothing', more('')),
  endsIt('5.4', 'a piece behind the last', BROKEN, step(inPieces(['he', 'llo']), textBack('hello')), step(more('!'))),
  breaksIt('5.4', 'a text inside a text', text('he', { fin: false }), text('hello')),
  breaksIt('5.4', 'a text in pieces inside a text', text('he', { fin: false }), ...inPieces(['he', 'llo'])),
  endsIt('5.4', 'a binary message inside a text', [1002, 1003, 0], step([text('he', { fin: false }), frame({ opcode: BINARY, payload: 'llo' })])),
  ...[['ping', ping], ['pong', pong]].flatMap(([name, make]) => breaksItAnyhow('5.5', `a ${name} in pieces`, join(make('a', { fin: false }), more('b')))),
  ...breaksItAnyhow('5.5', 'a goodbye in pieces', close(1000, '', { fin: false })),
  breaksIt('5.5', 'a ping in pieces inside a text', text('he', { fin: false }), ping('a', { fin: false }), more('llo')),
];

// ---- text: UTF-8 as RFC 3629 has it

const GOOD = [
  'κόσμε', 'Hello-µ@ßöäüàá-UTF-8!!', '\u0000', '\u007f', '\u0080', '\u07ff', '\u0800', '\ud7ff', '\ue000', '\ufeff', '\ufffd', '\ufffe', '\uffff',
  '\u{10000}', '\u{1f9ca}', '\u{1fffe}', '\u{fffff}', '\u{100000}', '\u{10ffff}', 'e\u0301\u200d\u{1f469}\u{1f3fd}\u200d\u{1f692}',
];
// What is already wrong before the text has ended.
const BAD = [
  ['a continuation byte alone', '80'], ['the last continuation byte alone', 'bf'], ['six continuation bytes', '80bf80bf80bf'],
  ['an overlong slash in two', 'c0af'], ['an overlong slash in three', 'e080af'], ['an overlong slash in four', 'f08080af'],
  ['an overlong NUL', 'c080'], ['the last overlong of two', 'c1bf'], ['the last overlong of three', 'e09fbf'], ['the last overlong of four', 'f08fbfbf'],
  ['a beginning without an end', 'c320'], ['three bytes whose third is missing', 'e28220'], ['four bytes whose fourth is missing', 'f09f9820'],
  ['the first high surrogate', 'eda080'], ['the last high surrogate', 'edafbf'], ['the first low surrogate', 'edb080'], ['the last low surrogate', 'edbfbf'],
  ['a pair of surrogates', 'eda080edb080'], ['the code point behind the last', 'f4908080'], ['a beginning of a code point beyond the last', 'f5808080'],
  ['a sequence of five', 'f888808080'], ['a sequence of six', 'fc8480808080'], ['FE', 'fe'], ['FF', 'ff'], ['FE FE FF FF', 'fefeffff'],
];
// What is wrong only because the text ends there.
const CUT_SHORT = [['one of two bytes', 'ce'], ['two of three bytes', 'e282'], ['one of three bytes', 'e2'], ['three of four bytes', 'f09f98'], ['one of four bytes', 'f0']];

const unfinished = (payload) => inPieces([...cut(payload, 1), '']).slice(0, -1);
const utf8 = [
  ...GOOD.flatMap((good) => [
    isSentBack('5.6', `the text ${JSON.stringify(good)}`, text(good), good),
    isSentBack('5.6', `the text ${JSON.stringify(good)} in pieces of one byte`, join(...inPieces([...cut(good, 1), ''])), good),
  ]),
  ...BAD.flatMap(([what, hex]) => [
    endsIt('8.1', `a text with ${what}`, [1007], step(text(bytesOf(hex)))),
    endsIt('8.1', `a text with ${what}, between others, in pieces of one byte`, [1007], step(inPieces(cut(join(Buffer.from('κό'), bytesOf(hex), Buffer.from('σμε')), 1)))),
    endsIt('8.1', `a text with ${what} that never ends`, [1007], step(unfinished(join(bytesOf(hex), Buffer.from('.'))))),
  ]),
  ...CUT_SHORT.flatMap(([what, hex]) => [
    endsIt('8.1', `a text that ends with ${what}`, [1007], step(text(bytesOf(hex)))),
    endsIt('8.1', `a text that ends with ${what}, in pieces of one byte`, [1007], step(inPieces(cut(bytesOf('78', hex), 1)))),
    endsIt('8.1', `${what} at the end of a piece, then another character`, [1007], step(inPieces([bytesOf(hex), 'x']))),
  ]),
  endsIt('8.1', 'a good text, then a bad one', [1007], step(text('κόσμε'), textBack('κόσμε')), step(text(bytesOf('ceba', 'ff')))),
  isSentBack('5.5.3', 'a pong of bytes that are no UTF-8 inside a character of a text', [text(bytesOf('ce'), { fin: false }), pong(bytesOf('ff')), more(bytesOf('ba'))], 'κ'),
  endsIt('8.1', 'half a character, and the other half in the next text', [1007], step([text(bytesOf('ce')), text(bytesOf('ba'))])),
];

// ---- the end

const FREE = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999];
const NEWER = [1012, 1013, 1014]; // registered since; libwebsockets answers with 1002
const FORBIDDEN = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535];
const ends = [
  ...FREE.map((code) => endsIt('7.4', `a goodbye with ${code}`, [code], step(close(code)))),
  ...NEWER.map((code) => endsIt('7.4.2', `a goodbye with ${code}`, [code, 1002], step(close(code)))),
  ...FORBIDDEN.flatMap((code) => [
    endsIt('7.4', `a goodbye with ${code}`, BROKEN, step(close(code))),
    endsIt('7.4', `a goodbye with ${code} and a reason, byte by byte`, BROKEN, step(chopped(close(code, 'why')))),
  ]),
  endsIt('5.5.1', 'a goodbye without a code', [NO_CODE], step(frame({ opcode: CLOSE }))),
  ...breaksItAnyhow('5.5.1', 'a goodbye of one byte', frame({ opcode: CLOSE, payload: bytesOf('03') })),
  endsIt('5.5.1', 'a goodbye with a reason', [1000], step(close(1000, 'bye'))),
  endsIt('5.5.1', 'a goodbye with a reason, byte by byte', [1000], step(chopped(close(1000, 'bye')))),
  endsIt('5.5', 'a goodbye with a reason of 123 bytes', [1000], step(close(1000, filled(123)))),
  endsIt('5.5', 'a goodbye with a reason of 123 bytes in UTF-8', [1000], step(close(1000, '€'.repeat(41)))),
  ...breaksItAnyhow('5.5', 'a goodbye with a reason of 124 bytes', close(1000, filled(124))),
  ...BAD.map(([what, hex]) => endsIt('8.1', `a goodbye with ${what} for a reason`, [1007, ...BROKEN], step(close(1000, bytesOf(hex))))),
  ...CUT_SHORT.map(([what, hex]) => endsIt('8.1', `a goodbye whose reason ends with ${what}`, [1007, ...BROKEN], step(close(1000, bytesOf(hex))))),
  endsIt('5.5.1', 'a text, a goodbye, a text', [1000], step(text('one'), textBack('one')), step([join(close(1000), text('two'))])),
  endsIt('5.5.1', 'a ping behind a goodbye', [1000], step(join(close(1000), ping('still there?')))),
  endsIt('5.5.1', 'a binary message behind a goodbye', [1000], step(join(close(1000), frame({ opcode: BINARY, payload: 'x' })))),
  endsIt('5.5.1', 'two goodbyes', [1000], step(join(close(1000), close(1001)))),
  endsIt('5.5.1', 'nonsense behind a goodbye', [1000, 0], step(join(close(1000), Buffer.alloc(300, 0xff)))),
  endsIt('7.1.1', 'a text and a goodbye in one write', [1000], step(join(text('hello'), close(1000)), textBack('hello'))),
];

// Bytes that aren't a frame count as a long one.
function longestControl(bytes) {
  let longest = 0;
  for (let at = 0; at + 2 <= bytes.length;) {
    const short = bytes[at + 1] & 127;
    const size = short === 126 ? bytes.readUInt16BE(at + 2) : short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short;
    if (bytes[at] & 8) longest = Math.max(longest, size);
    at += 2 + (short === 126 ? 2 : short === 127 ? 8 : 0) + 4 + size;
  }
  return longest;
}

export const cases = [...lengths, ...pings, ...reserved, ...pieces, ...utf8, ...ends].map((each) => (
  { ...each, control: longestControl(join(...each.steps.flatMap(({ writes }) => writes))) }));
