// A class as tests want it: made over HTTP by a trainer who set the server up, people who join, rounds that are played.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Trainee, Trainer } from './people.mjs';

export const NEW_CLASS = { name: 'Tuesday', doctrine: 'own_the_fix', retention_days: 30 };

export const ROUND = {
  type: 'propose',
  scenario: 'two_days_late',
  rubric: 'calm_under_fire',
  doctrine: 'own_the_fix',
  brief_s: 60,
  call_s: 600,
  back_s: 60,
  score_s: 60,
  talk_s: 60,
  ready_starts: false,
  focus: [0, 1, 2],
  reshuffle: false,
};

export const setupLink = (server) => readFileSync(join(server.data, 'setup-link'), 'utf8');

// The first trainer of a server, signed in.
export async function trainerOf(t, server) {
  const trainer = new Trainer(t, server.port);
  await trainer.setUp(setupLink(server));
  return trainer;
}

// A class of a trainer with `count` people in its lobby. recorded: what the nth of them chooses.
export async function classOf(t, trainer, count = 0, { recorded = () => true, first = 1 } = {}) {
  const { class: stream } = await trainer.change('classes/new', NEW_CLASS);
  if (!trainer.socket || trainer.socket.raw.destroyed) await trainer.attend();
  trainer.watch(stream);
  await trainer.until(() => trainer.room?.stream === stream, 'the room');
  const { code } = trainer.room;
  const trainees = Array.from({ length: count }, (_, i) => new Trainee(t, trainer.port, `Trainee ${first + i}`));
  for (const [i, trainee] of trainees.entries()) await trainee.join(code, recorded(i));
  const in_ = () => trainer.room.stream === stream && trainer.room.people.length === count;
  await trainer.until(in_, 'everybody in the room');
  return { trainer, trainees, stream, code };
}

// A round, up to where its calls have begun and everybody who sits in one has seen that.
export async function callsOf(group, round = {}) {
  const { trainer, trainees, stream } = group;
  await trainer.command(stream, { ...ROUND, ...round });
  await trainer.command(stream, { type: 'hand_out' });
  await trainer.command(stream, { type: 'begin' });
  for (const trainee of trainees) {
    await trainee.seated();
    await trainee.sees(trainee.session, 'phase_began', ({ phase }) => phase === 'call');
  }
  return group;
}

// A server with a class of `count` in their calls.
export async function classInCall(t, count, options = {}) {
  const server = await t.serve(options.serve);
  const group = await callsOf(await classOf(t, await trainerOf(t, server), count, options), options.round);
  return { server, ...group };
}

export const seatOf = (trainees, session, seat) => trainees.find(({ place }) => place.session === session && place.seat === seat);
export const partnerOf = (trainees, one) => trainees.find((other) => other !== one && other.place.session === one.place.session);

// The pairs of a round: { session, csr, customer }.
export function pairsOf(trainees) {
  const sessions = [...new Set(trainees.map(({ place }) => place.session).filter(Boolean))];
  return sessions.map((session) => ({ session, csr: seatOf(trainees, session, 'csr'), customer: seatOf(trainees, session, 'customer') }));
}

export const say = (text) => ({ type: 'say', act: 'plain', text });
