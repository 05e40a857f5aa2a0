// Where the scanner refuses what JSON.parse takes, and why. Anything else that they judge differently is a failure.
// One more, in mutations.mjs: message_decode refuses a stream whose number is none that base/id.h makes.

export const stricter = {
  too_large: 'a message is at most 16 KiB, a file 1 MiB: memory is bounded before anything is parsed',
  too_deep: 'at most 16 levels: recursion is bounded',
  too_many_values: 'at most 4,000 values: cJSON makes 2.5 MiB of 64 KiB',
  too_many_keys: 'at most 64 keys an object: each is compared with the others',
  duplicate_key: 'browsers keep the last of two equal keys, cJSON the first',
  control_character: 'cJSON ends a string at \\u0000',
  escape: 'half a surrogate pair has no UTF-8',
  encoding: 'what is not UTF-8 has no meaning; JSON.parse is handed it with U+FFFD in its place',
  not_an_integer: 'the protocol knows only whole numbers; -0 would come back as 0',
  number_range: 'from 2^53 on a double skips integers; a longer fraction loses digits',
};
