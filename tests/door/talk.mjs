// The others: a class that talks while somebody else floods the door. A process of its own, so that what is measured is
// the server and not who attacks it. Its parent says when to begin and when to tell; started by run.mjs.
import { Stage } from '../wire/lib/server.mjs';
import { callsOf, classOf, pairsOf, say, trainerOf } from '../wire/lib/class.mjs';

const PAIRS = 40;
const EVERY_MS = 400;

const [data, port] = process.argv.slice(2);
const stage = new Stage('');
let samples = [];
let over = false;

// One line, from its writer's hand to its partner's eye.
async function line(by, to, session, text) {
  const began = performance.now();
  by.give(session, say(text));
  await to.until(() => to.streams[session]?.at(-1)?.text === text, 'the line');
  samples.push(performance.now() - began);
}

async function talk({ session, csr, customer }, index) {
  let next = performance.now() + (index / PAIRS) * EVERY_MS;
  for (let turn = 0; !over; turn++) {
    const [by, to] = turn % 2 ? [csr, customer] : [customer, csr];
    await new Promise((done) => setTimeout(done, Math.max(0, next - performance.now())));
    await line(by, to, session, `line ${turn} of pair ${index}`);
    next += EVERY_MS;
  }
}

const trainer = await trainerOf(stage, { data, port: Number(port) });
const group = await callsOf(await classOf(stage, trainer, 2 * PAIRS));
process.on('message', (what) => {
  if (what === 'begin') samples = [];
  if (what === 'tell') process.send(samples);
  if (what === 'stop') over = true;
});
process.send('ready');
await Promise.all(pairsOf(group.trainees).map(talk));
process.exit(0);
