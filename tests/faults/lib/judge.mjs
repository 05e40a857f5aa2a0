// What is in the journal, against what people were shown and told.
import { request } from '../../wire/lib/http.mjs';

// A session's lines as they are in the journal, against what its two people were shown and told.
export function judged(lines, pair) {
  const recorded = new Set(lines);
  const lost = pair.flatMap(({ shown, accepted }) => [...shown, ...accepted]).filter((line) => !recorded.has(line)).length;
  const disordered = pair.filter(({ shown }) => shown.length !== lines.length || shown.some((line, i) => line !== lines[i])).length;
  const foreign = pair.filter(({ name, accepted }) => lines.filter((line) => line.startsWith(`${name} `)).join() !== accepted.join()).length;
  return { lines: lines.length, lost, wrong: lines.length - recorded.size + disordered + foreign };
}

async function linesOf(trainer, session) {
  const answer = await request(trainer.port, { path: `/api/recording?session=${session}`, headers: { Cookie: trainer.cookie } });
  const { events } = JSON.parse(Buffer.from(answer.body, 'latin1').toString());
  return events.filter(({ event }) => event.type === 'said').map(({ event }) => event.text);
}

/** The same over all pairs of talkers, asked for as the trainer: { lines, lost, wrong }. */
export async function judgedAll(trainer, talkers) {
  const total = { lines: 0, lost: 0, wrong: 0 };
  for (const [session, pair] of Map.groupBy(talkers, (one) => one.session)) {
    const verdict = judged(await linesOf(trainer, session), pair);
    for (const name of Object.keys(total)) total[name] += verdict[name];
  }
  return total;
}
