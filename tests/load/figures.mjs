// What is wanted of the speed, and what was reached: a line for each figure. A ratio is of two runs in one round, and the median
// over the rounds counts. A figure whose run failed is not reached.

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const least = (wanted, unit = '×', digits = 2) => ({
  text: `≥ ${wanted.toLocaleString('en-GB')} ${unit}`,
  show: (value) => `${value.toLocaleString('en-GB', { maximumFractionDigits: digits })} ${unit}`,
  holds: (value) => value >= wanted,
});
const most = (wanted, unit, digits = 2) => ({
  text: `≤ ${wanted.toLocaleString('en-GB')} ${unit}`,
  show: (value) => `${value.toLocaleString('en-GB', { maximumFractionDigits: digits })} ${unit}`,
  holds: (value) => value <= wanted,
});
const none = most(0, 'lines', 0);

const faulty = (run) => run.lost + run.twice + run.misrouted + run.reordered + run.refused + run.cut;
const spread = (values) => (Math.max(...values) / Math.min(...values) - 1) * 100;
const difference = (a, b) => Math.abs(a / b - 1) * 100;

/** Of each round: what, wanted, and how it comes out of the runs of that round. */
const ofRound = [
  ['ping-pong, 100 pairs, against ws', least(1.1), (r) => r.pingpong.ours.lines_per_s / r.pingpong.ws.lines_per_s],
  ['... against socket.io', least(2.2), (r) => r.pingpong.ours.lines_per_s / r.pingpong.socketio.lines_per_s],
  ['... against Colyseus', least(1.8), (r) => r.pingpong.ours.lines_per_s / r.pingpong.colyseus.lines_per_s],
  ['... against libuv TCP', least(0.55), (r) => r.pingpong.ours.lines_per_s / r.pingpong.tcp.lines_per_s],
  ['ping-pong, 1,000 pairs, against ws', least(2), (r) => r.pingpong1000.ours.lines_per_s / r.pingpong1000.ws.lines_per_s],
  ['... against libuv TCP', least(0.65), (r) => r.pingpong1000.ours.lines_per_s / r.pingpong1000.tcp.lines_per_s],
  ['CPU a line, all threads, against libuv TCP', most(2, '×'), (r) => r.pingpong.ours.cpu_us_per_line / r.pingpong.tcp.cpu_us_per_line],
  ['5,000 pairs × 8/s: lost, twice, misrouted, reordered', none, (r) => faulty(r.busy.ours)],
  ['... to the partner, p50', most(1.5, 'ms'), (r) => r.busy.ours.partner.p50_ms],
  [
    '... p99 below that of the best node relay',
    least(15),
    (r) => Math.min(r.busy.ws.partner.p99_ms, r.busy.socketio.partner.p99_ms) / r.busy.ours.partner.p99_ms,
  ],
  [
    '5,000 pairs × 1/s: p50 above libwebsockets, in fdatasyncs',
    most(1.6, '×'),
    (r) => (r.calm.ours.partner.p50_ms - r.calm.lws.partner.p50_ms) / r.calm.ours.fdatasync.p50_ms,
  ],
  ['9,000 pairs × 0.5/s: lost, twice, misrouted, reordered', none, (r) => faulty(r.peak.ours)],
  ['... processor', most(0.65, 'cores'), (r) => r.peak.ours.server_cores],
  [
    'an observer and a wall of 30 pairs, a copy',
    most(4, 'µs'),
    (r) => ((r.watched.ours.cpu_us_per_line - r.alone.ours.cpu_us_per_line) * r.watched.ours.lines) / r.watched.ours.copies,
  ],
  ['memory of an idle connection', most(3072, 'bytes', 0), (r) => r.joins.ours.bytes_per_connection],
  ['... after a storm', most(3072, 'bytes', 0), (r) => r.storm.ours.bytes_per_connection],
  ['memory of a live session beside', most(8192, 'bytes', 0), (r) => r.calm.ours.bytes_per_session],
  ['recorded joins', least(10000, '/s', 0), (r) => r.joins.ours.joins_per_s],
  ['joins in a storm, against ws', least(5), (r) => r.storm.ours.joins_per_s / r.storm.ws.joins_per_s],
  ['1,000 sockets back after a kill', most(15, 's'), (r) => r.restart.ours.resume_s],
  ['CPU a line, 100 against 9,000 pairs, same rate', most(15, '%', 1), (r) => difference(r.peak.ours.cpu_us_per_line, r.peak_rate.ours.cpu_us_per_line)],
];

/** Measured once: 100 pairs, 10,000 lines each. */
const ofOnce = [
  ['a restart with 100,000 events, until it serves', most(1, 's'), (o) => o.hundred_thousand.ours.start_s],
  ['CPU a line, 10th to 10,000th event, first to 1,000,000th', most(15, '%', 1), (o) => spread(o.million.ours.slices_cpu_us)],
  ['... lost, twice, misrouted, reordered', none, (o) => faulty(o.million.ours)],
  ['... a page of recordings then, longest of 21', most(50, 'ms'), (o) => o.million.ours.list.max_ms],
];

function judge(what, wanted, values) {
  const known = values.filter((value) => Number.isFinite(value));
  const complete = known.length > 0 && known.length === values.length;
  const value = complete ? median(known) : NaN;
  return { what, wanted: wanted.text, reached: complete ? wanted.show(value) : 'the run failed', ok: complete && wanted.holds(value) };
}

// A run that failed has none of its figures.
function attempt(pick, runs) {
  try {
    return pick(runs);
  } catch {
    return NaN;
  }
}

export function figures(measured) {
  return [
    ...ofRound.map(([what, wanted, pick]) => judge(what, wanted, measured.rounds.map((round) => attempt(pick, round)))),
    ...ofOnce.map(([what, wanted, pick]) => judge(what, wanted, [attempt(pick, measured.once)])),
  ];
}
