// The tools of each seat and of the trainer, each used once in a real class: what it does, and who sees it.
import assert from 'node:assert/strict';
import { ROUND, callsOf, classInCall, classOf, pairsOf, say, trainerOf } from '../lib/class.mjs';
import { Trainee } from '../lib/people.mjs';
import { test } from '../lib/test.mjs';

const types = (one, session) => one.streams[session].map(({ type }) => type);

test('the tools of both seats', async (t) => {
  const { trainer, trainees } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  trainer.watch(session);
  await customer.command(session, { type: 'typing', on: true });
  await csr.sees(session, 'typing_changed');
  await csr.command(session, { type: 'say', act: 'boundary', text: 'Not in that tone, please.' });
  assert.equal((await trainer.sees(session, 'said')).interrupts, true, 'the trainer sees the measure');
  assert.equal((await csr.sees(session, 'said')).interrupts, undefined, 'the seats do not');
  await customer.command(session, { type: 'dial', value: 8 });
  await customer.command(session, { type: 'finish_story' });
  await csr.command(session, { type: 'breathe' });
  await csr.command(session, { type: 'offer', offer: 'one_name', text: '' });
  await customer.command(session, { type: 'answer_offer', number: 1, accept: true });
  assert.equal((await csr.sees(session, 'offer_answered')).accepted, true);
  await customer.command(session, { type: 'sleep', asleep: true });
  await trainer.sees(session, 'slept');
  await customer.command(session, { type: 'sleep', asleep: false });
  for (const hidden of ['dial_set', 'story_finished', 'slept']) assert.ok(!types(csr, session).includes(hidden), hidden);
  for (const hidden of ['breathed', 'slept']) assert.ok(!types(customer, session).includes(hidden), hidden);
});

test('out of role stops the clock and calls the trainer, who lets it run again', async (t) => {
  const { trainer, trainees } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  trainer.watch(session);
  await customer.command(session, { type: 'step_out' });
  await csr.sees(session, 'stepped_out');
  assert.equal((await csr.try(session, say('?'))).code, 'frozen');
  await trainer.until(() => trainer.tiles[session]?.flags.some(({ flag }) => flag === 'stepped_out'), 'the flag');
  await trainer.command(session, { type: 'unfreeze' });
  await csr.command(session, say('Go on?'));
  await csr.command(session, { type: 'ask_help', text: '' });
  await trainer.command(session, { type: 'answer_help' });
  await csr.sees(session, 'help_answered');
  await trainer.command(session, { type: 'freeze' });
  await customer.sees(session, 'frozen');
  await trainer.command(session, { type: 'unfreeze' });
  const ends = csr.events(session, 'phase_began').at(-1).ends;
  await trainer.command(session, { type: 'extend', seconds: 120 });
  assert.equal((await customer.sees(session, 'extended')).ends, ends + 120_000);
  await trainer.command(session, { type: 'end_call' });
  assert.equal((await csr.sees(session, 'phase_began', ({ phase }) => phase === 'back')).why, 'trainer');
});

test('a proposal is changed by hand, dropped and made again; one pair’s call begins before the others', async (t) => {
  const server = await t.serve();
  const group = await classOf(t, await trainerOf(t, server), 4);
  const { trainer, trainees, stream } = group;
  await trainer.command(stream, ROUND);
  await trainer.until(() => trainer.room?.pairs.length === 2, 'the pairs');
  const [one, two] = trainer.room.pairs;
  await trainer.command(stream, { type: 'swap', a: one.csr, b: two.csr });
  await trainer.until(() => trainer.room?.pairs[0].csr === two.csr, 'the swap');
  await trainer.command(stream, { type: 'move', person: two.customer, pair: 0, seat: 'observer' });
  await trainer.command(stream, { type: 'cancel' });
  for (const each of trainees) await each.until(() => each.place.stage === 'lobby', 'the lobby');
  await trainer.command(stream, { ...ROUND, reshuffle: true });
  await trainer.command(stream, { type: 'hand_out' });
  for (const each of trainees) await each.seated();
  const [first, second] = pairsOf(trainees);
  await trainer.command(first.session, { type: 'start' });
  await first.csr.sees(first.session, 'phase_began', ({ phase }) => phase === 'call');
  await second.csr.command(second.session, { type: 'ready' });
  await second.customer.sees(second.session, 'became_ready');
  assert.equal(second.csr.events(second.session, 'phase_began').at(-1).phase, 'brief');
});

test('one word to all pairs: freeze, go on, more time, a twist, the end', async (t) => {
  const { trainer, trainees, stream } = await classInCall(t, 4);
  const all = async (command, type, probe) => {
    await trainer.command(stream, command);
    for (const one of trainees) await one.sees(one.session, type, probe);
  };
  await all({ type: 'freeze_all' }, 'frozen');
  await trainer.until(() => trainer.room.all_frozen, 'the room to say so');
  await all({ type: 'unfreeze_all' }, 'unfrozen');
  await all({ type: 'extend_all', seconds: 60 }, 'extended');
  await trainer.command(stream, { type: 'fire_twist_all', twist: 'no_better_today' });
  for (const one of trainees) assert.equal((await one.sees(one.session, 'card_shown')).seat, one.place.seat);
  await all({ type: 'end_calls' }, 'phase_began', ({ phase }) => phase === 'back');
});

test('a tile names at most eight reasons, the most urgent first, each with the seat that it is about', async (t) => {
  const { trainer, trainees } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  const late = new Trainee(t, trainer.port, 'Late');
  await late.join(trainer.room.code);
  await late.until(() => late.place.session, 'a place as an observer');
  await csr.command(session, say('You are an idiot.'));
  await csr.command(session, { type: 'ask_supervisor', reason: 'They are furious.' });
  for (const one of [csr, customer]) await one.command(session, { type: 'sleep', asleep: true });
  for (const one of [csr, customer, late]) await one.command(session, { type: 'ask_help', text: '' });
  for (const one of [csr, customer]) await one.command(session, { type: 'step_out' });
  const flags = () => trainer.tiles[session]?.flags.map(({ flag, by }) => `${flag} ${by}`) ?? [];
  await trainer.until(() => flags().length === 8, 'eight flags');
  assert.deepEqual(flags(), ['stepped_out csr', 'stepped_out customer', 'help csr', 'help customer', 'help observer', 'supervisor csr', 'abuse csr', 'asleep csr']);
});

test('who leaves is gone without penalty, a latecomer takes the seat with all that was said, and the old one sees no more', async (t) => {
  const { trainer, trainees, stream, code } = await classInCall(t, 2);
  const [{ session, csr, customer }] = pairsOf(trainees);
  await customer.command(session, say('before the change'));
  const late = new Trainee(t, trainer.port, 'Late');
  await late.join(code);
  await late.until(() => late.place.seat === 'observer', 'a place as an observer');
  await late.seated();
  const asObserver = late.frames[session].length;
  await csr.command(session, { type: 'leave' });
  await customer.sees(session, 'left');
  await customer.command(session, { type: 'choose', choice: 'wait' });
  await customer.sees(session, 'chosen', ({ choice }) => choice === 'wait');
  const before = csr.frames[session]?.length;
  await trainer.command(stream, { type: 'substitute', pair: 1, seat: 'csr', person: late.welcome.person });
  await late.until(() => late.place.seat === 'csr', 'the seat');
  await late.until(() => late.events(session, 'kit_dealt').some(({ seat }) => seat === 'csr'), 'its brief');
  assert.ok(late.events(session, 'kit_dealt').every(({ seat }) => seat === 'csr'), 'the stream begins anew, as the new role');
  assert.equal(late.events(session, 'said')[0].text, 'before the change');
  assert.ok(asObserver > 0);
  await customer.sees(session, 'seat_taken');
  await late.command(session, say('I take over.'));
  await customer.sees(session, 'said', ({ text }) => text === 'I take over.');
  assert.deepEqual([csr.place.session, csr.frames[session]?.length], [0, before]);
  assert.equal((await csr.try(session, say('still me'))).code, 'unknown_stream');
});

test('the next round: other partners, other seats', async (t) => {
  const server = await t.serve();
  const group = await callsOf(await classOf(t, await trainerOf(t, server), 4));
  const { trainer, trainees, stream } = group;
  const partnersOf = () => Object.fromEntries(pairsOf(trainees).flatMap(({ csr, customer }) => [[csr.name, customer.name], [customer.name, csr.name]]));
  const seatsOf = () => Object.fromEntries(trainees.map((one) => [one.name, one.place.seat]));
  const [partners, seats] = [partnersOf(), seatsOf()];
  await trainer.command(stream, { type: 'end_round' });
  for (const one of trainees) await one.until(() => one.place.stage === 'lobby', 'the lobby');
  await callsOf(group);
  for (const one of trainees) {
    assert.notEqual(partnersOf()[one.name], partners[one.name]);
    assert.notEqual(seatsOf()[one.name], seats[one.name]);
  }
});
