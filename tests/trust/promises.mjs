// The promises of docs/TRUST.md, and who shows them.

/**
 * Who runs what: the steps of ./check that report figures, each by its name there, with the command that is run for --long.
 * Two steps that report the same (the second compiler's ctest) are listed once. They are run in this order: loads and times first.
 */
export const runners = {
  door: 'tests/door/run',
  kills: 'tests/faults/run kills',
  processes: 'tests/faults/run processes',
  school: 'tests/load/school',
  peak: 'tests/load/peak',
  canary: 'tests/canary/run',
  typed: 'tests/typed/run',
  wire: 'tests/wire/run',
  contract: 'tests/contract/run',
  fuzz: 'tests/fuzz/run',
  heap: 'tests/memory/run heap',
  threads: 'tests/memory/run threads',
  shutdown: 'tests/memory/run shutdown',
  ctest: './check --step "run_ctest debug"',
  power: 'tests/faults/run power',
  sim: 'tests/sim/run',
};

/** Those whose figures are loads and times: the whole figures are those of a release build, as people run it. */
export const timed = ['kills', 'processes', 'school', 'peak', 'door'];

/** number, what is promised, what TRUST.md wants of the whole figure, and the runners that each owe at least one figure. */
export const promises = [
  { number: 1, holds: 'What was shown or acknowledged is on disk', wanted: '0 lost of ≥ 200,000, 100 kills', shownBy: ['kills'] },
  { number: 2, holds: 'Also over power loss', wanted: '0 lost, integrity ok, ≥ 5,000 crash images', shownBy: ['power'] },
  { number: 3, holds: 'Exactly once, one order for all', wanted: '0 duplicates, gaps, reorderings in ≥ 1,000,000 deliveries', shownBy: ['kills', 'sim'] },
  { number: 4, holds: 'Resume after any gap, also over a restart', wanted: '100 % of ≥ 2,000; p99 ≤ 500 ms', shownBy: ['processes', 'sim'] },
  { number: 5, holds: 'Disk full, EIO, a 500 ms fsync', wanted: '0 shown but unsaved; back ≤ 5 s after space returns', shownBy: ['processes'] },
  { number: 6, holds: 'The whole core survives chaos', wanted: '1,000 seeds × 5,000 steps, 0 violations; 12 of 12 planted bugs', shownBy: ['sim'] },
  { number: 7, holds: 'A school on a small machine', wanted: '300 people, 20 classes, 2 cores: p50/p99 ≤ 15/50 ms; RSS ≤ 150 MiB', shownBy: ['school'] },
  { number: 8, holds: 'Peak: 9,000 pairs on one machine, all recorded', wanted: '0 lost', shownBy: ['peak'] },
  { number: 9, holds: 'Reconnect storm of 1,000 sockets', wanted: 'all back ≤ 15 s, jittered', shownBy: ['processes'] },
  { number: 10, holds: 'Stopped, killed, frozen, started twice', wanted: '100 %; first 101 ≤ 2 s with 100k events', shownBy: ['kills', 'processes'] },
  { number: 11, holds: 'Hostile clients hurt only themselves', wanted: "10 kinds × 100: others' p99 ≤ 2 × quiet; all cut ≤ 40 s", shownBy: ['door'] },
  { number: 12, holds: 'Bad input is refused', wanted: '0 accepted of ≥ 500 cases and ≥ 80 frames, 0 crashes; parser branches ≥ 95 %', shownBy: ['wire', 'contract', 'fuzz'] },
  { number: 13, holds: 'Nobody does what they may not', wanted: 'every cell of command × role × phase right', shownBy: ['ctest', 'wire'] },
  { number: 14, holds: 'Hidden stays hidden', wanted: '0 canaries in ≥ 500 MB; a view rule less makes it fail', shownBy: ['canary', 'wire'] },
  { number: 15, holds: 'Nothing typed becomes code', wanted: '0 of ≥ 1,200; 0 CSP reports', shownBy: ['typed'] },
  { number: 16, holds: "Join codes can't be guessed", wanted: '≤ 1e-3 in 4 h; 300 real joins in 60 s all succeed', shownBy: ['door', 'wire'] },
  { number: 17, holds: 'Memory is in order', wanted: '0 reports, 0 leaks: ASan, UBSan, TSan, valgrind, each Nth allocation', shownBy: ['heap', 'threads', 'shutdown'] },
  { number: 18, holds: 'Erased means gone', wanted: "0 traces; the partner's session stays readable", shownBy: ['wire'] },
  { number: 19, holds: "The record can't be changed unseen", wanted: '1,000 of 1,000 flipped bits found', shownBy: ['ctest'] },
];

/**
 * Promises that no test shows yet. Each is a red line in the table, and the only red lines that don't fail it: a promise that is not
 * listed here has figures, all of them reached. Whoever lands its test takes it off.
 */
export const awaited = [];
