// A call that is over, and what a trainer makes of it.
import { classInCall, pairsOf, say } from './class.mjs';
import { judgeAnswer } from './contract.mjs';
import { post } from './http.mjs';

const TRAINER = 481;

// A published page, without any cookie: a link is enough.
export async function pageOf(port, secret) {
  const answer = await post(port, '/api/page', JSON.stringify({ secret }));
  const value = JSON.parse(Buffer.from(answer.body, 'latin1').toString());
  judgeAnswer('page', answer.status, value);
  return { status: answer.status, value };
}

// A call that is over, with a few lines and both sheets in. Gives the trainer's sheet.
// during: what else happens in the call.
export async function reviewed(t, { count = 2, during = () => {}, ...options } = {}) {
  const group = await classInCall(t, count, options);
  const { trainer, trainees, stream } = group;
  const [{ session, csr, customer }] = pairsOf(trainees);
  await customer.command(session, say('Two days late!'));
  await csr.command(session, say('I hear you: the opening night is at stake.'));
  await csr.command(session, say('Let me ask production.'));
  await during({ ...group, session, csr, customer });
  await trainer.command(stream, { type: 'end_calls' });
  for (const one of [csr, customer]) await one.command(session, { type: 'ready' });
  for (const [one, value] of [[csr, '5'], [customer, '2']]) {
    for (const criterion of [0, 1, 2]) await one.command(one.place.sheet, { type: 'score', criterion, value });
    await one.command(one.place.sheet, { type: 'comment', criterion: 1, text: `a word of ${one.name}` });
    await one.command(one.place.sheet, { type: 'submit' });
  }
  await trainer.command(stream, { type: 'end_round' });
  return { ...group, session, csr, customer, sheet: session + TRAINER };
}

export const momentOf = (events, text) => events.find(({ event }) => event.type === 'said' && event.text === text).n;

// The trainer's sheet, scored with one moment as evidence and praise, and published. Gives the page's secret.
export async function publish({ trainer, csr, session, sheet }, moment) {
  const { rubric } = await trainer.ask('recording', `?session=${session}`);
  const scores = rubric.criteria.map((_, criterion) => ({ type: 'score', criterion, value: criterion ? 'na' : '3' }));
  for (const score of scores) await trainer.command(sheet, score);
  await trainer.command(sheet, { type: 'attach', criterion: 0, moment });
  await trainer.command(sheet, { type: 'praise', place: 1, moment, text: 'You heard it.' });
  await trainer.command(sheet, { type: 'submit' });
  await trainer.command(sheet, { type: 'publish' });
  await csr.until(() => csr.place.pages.length === 1, 'the page');
  return csr.place.pages[0].secret;
}
