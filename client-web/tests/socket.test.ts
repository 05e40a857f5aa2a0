// The connection: whatever is lost on the way, each command is decided once, and each event arrives once and in order.
import { describe, expect, test } from 'vitest';
import { socketOpen, type Link, type Outcome } from '../src/lib/socket.ts';
import type { Event, ServerMessage } from '../src/lib/protocol.ts';
import { welcome } from './lib/stage.ts';
import { fakeWorld, type Sent } from './lib/fake_world.ts';

const STREAM = 67371008;

function event(n: number, stream = STREAM): Event {
  return { type: 'event', stream, n, play: n * 1000, wall: 0, event: { type: 'ticked' } };
}

function begin(token = '') {
  const world = fakeWorld();
  const links: Link[] = [];
  const heard: ServerMessage[] = [];
  const socket = socketOpen({ world, token: () => token, onMessage: (message) => heard.push(message), onLink: (link) => links.push(link) });
  return { world, socket, links, heard, state: () => links[links.length - 1]!, events: () => heard.flatMap((each) => (each.type === 'event' ? [each.n] : [])) };
}

function online(instance = 7) {
  const all = begin('t');
  all.world.last().open();
  all.world.last().say(welcome({ instance }));
  return all;
}

function again(world: ReturnType<typeof fakeWorld>, instance = 7) {
  world.last().cut();
  world.pass(2000);
  world.last().open();
  world.last().say(welcome({ instance }));
}

const commands = (sent: Sent[]) => sent.filter((each) => each.id !== undefined).map((each) => [each.id, each.text]);
const say = (text: string) => ({ type: 'say', act: 'plain', text, stream: STREAM }) as const;

describe('hello', () => {
  test('goes first, with token and instance 0, and nothing before its answer', () => {
    const { world, socket, state } = begin('secret');
    expect(state()).toEqual({ state: 'connecting' });
    void socket.send(say('too early'));
    socket.watch(STREAM);
    world.last().open();
    expect(world.last().sent).toEqual([{ type: 'hello', version: 1, token: 'secret', instance: 0 }]);
    world.last().say(welcome());
    expect(state()).toEqual({ state: 'online' });
    expect(world.last().sent.slice(1).map((each) => each.type)).toEqual(['watch', 'say']);
  });

  test('a reconnect presents its instance', () => {
    const { world } = online(41);
    again(world, 41);
    expect(world.last().sent[0]).toMatchObject({ type: 'hello', instance: 41 });
  });
});

describe('commands', () => {
  test('count up from 1 and resolve when accepted', async () => {
    const { world, socket } = online();
    const first = socket.send(say('one'));
    const second = socket.send(say('two'));
    expect(commands(world.last().sent)).toEqual([[1, 'one'], [2, 'two']]);
    world.last().say({ type: 'accepted', id: 1 }, { type: 'accepted', id: 2 });
    expect(await first).toEqual({ ok: true });
    expect(await second).toEqual({ ok: true });
  });

  test('a refusal keeps its code, path and sentence', async () => {
    const { world, socket } = online();
    const outcome = socket.send(say('one'));
    world.last().say({ type: 'refused', id: 1, code: 'frozen', path: '', text: 'Paused.' });
    expect(await outcome).toEqual({ ok: false, code: 'frozen', path: '', text: 'Paused.' });
  });

  test('open ones go out again after a reconnect, same numbers, same order, before new ones', () => {
    const { world, socket } = online();
    for (const text of ['one', 'two', 'three']) void socket.send(say(text));
    world.last().say({ type: 'accepted', id: 1 });
    world.last().cut();
    void socket.send(say('four'));
    world.pass(2000);
    world.last().open();
    world.last().say(welcome({ instance: 7 }));
    expect(commands(world.last().sent)).toEqual([[2, 'two'], [3, 'three'], [4, 'four']]);
  });

  test('at most 16 are open; the next goes when one is answered', () => {
    const { world, socket } = online();
    for (let i = 1; i <= 20; i++) void socket.send(say(String(i)));
    expect(commands(world.last().sent)).toHaveLength(16);
    world.last().say({ type: 'accepted', id: 1 });
    expect(commands(world.last().sent).slice(16)).toEqual([[17, '17']]);
  });

  test('not saved: the whole open tail once more, in order, and only once for several refusals', () => {
    const { world, socket } = online();
    for (const text of ['one', 'two', 'three']) void socket.send(say(text));
    const refused = (id: number) => ({ type: 'refused', id, code: 'not_saved', path: '', text: '' }) as const;
    world.last().say({ type: 'accepted', id: 1 }, refused(2), refused(3));
    void socket.send(say('four'));
    expect(commands(world.last().sent)).toHaveLength(3);
    world.pass(700);
    expect(commands(world.last().sent).slice(3)).toEqual([[2, 'two'], [3, 'three'], [4, 'four']]);
  });

  test('a new instance says that older commands are uncertain, and counts from 1 again', async () => {
    const { world, socket } = online(7);
    const lost = socket.send(say('one'));
    again(world, 8);
    expect(await lost).toMatchObject({ ok: false, code: 'stale' });
    void socket.send(say('two'));
    expect(commands(world.last().sent)).toEqual([[1, 'two']]);
  });

  test('an evicted instance begins a new one', () => {
    const { world, socket } = online(7);
    void socket.send(say('one'));
    world.last().say({ type: 'refused', id: 1, code: 'stale', path: '', text: '' });
    world.pass(2000);
    world.last().open();
    expect(world.last().sent[0]).toMatchObject({ type: 'hello', instance: 0 });
  });

  test('a stuck page refuses instead of growing', async () => {
    const { world, socket } = online();
    world.last().cut();
    for (let i = 0; i < 64; i++) void socket.send(say('x'));
    const outcome: Outcome = await socket.send(say('one too many'));
    expect(outcome).toMatchObject({ ok: false, code: 'offline' });
  });

  test('no answer for ten seconds is a dead connection, whatever it looks like', () => {
    const { world, socket, state } = online();
    void socket.send(say('one'));
    world.pass(10_000);
    expect(state()).toMatchObject({ state: 'reconnecting', attempt: 1 });
    expect(world.channels[0]!.closed).toBe(true);
  });
});

describe('a page that is loaded again', () => {
  test('goes on as the same instance and sends what is open again, then what never went out', async () => {
    const { world, socket } = online(7);
    for (const text of ['one', 'two']) void socket.send(say(text));
    world.last().say({ type: 'accepted', id: 1 });
    world.last().cut();
    void socket.send(say('three'));
    const outcomes: [string, Outcome][] = [];
    const state = socket.kept()!;
    const next = fakeWorld();
    socketOpen({
      world: next,
      token: () => 't',
      onMessage: () => {},
      onLink: () => {},
      kept: { state, settle: (command) => (outcome) => outcomes.push([command.type === 'say' ? command.text : '', outcome]) },
    });
    next.last().open();
    next.last().say(welcome({ instance: 7 }));
    expect(next.last().sent[0]).toMatchObject({ type: 'hello', instance: 7 });
    expect(commands(next.last().sent)).toEqual([[2, 'two'], [3, 'three']]);
    next.last().say({ type: 'accepted', id: 2 }, { type: 'refused', id: 3, code: 'frozen', path: '', text: 'Paused.' });
    expect(outcomes).toEqual([['two', { ok: true }], ['three', { ok: false, code: 'frozen', path: '', text: 'Paused.' }]]);
  });

  test('keeps nothing when nothing is open, and nothing that only told how it was', () => {
    const { world, socket } = online(7);
    void socket.send({ type: 'typing', on: true, stream: STREAM });
    expect(socket.kept()).toBeUndefined();
    void socket.send(say('one'));
    expect(socket.kept()?.open).toEqual([{ id: 2, command: say('one') }]);
    world.last().say({ type: 'notice', code: 'moved', text: '' });
    expect(socket.kept()).toBeUndefined();
  });
});

describe('streams', () => {
  test('are followed again from the last position', () => {
    const { world, socket } = online();
    socket.watch(STREAM);
    world.last().say(event(1), event(2), event(3));
    again(world);
    expect(world.last().sent).toContainEqual({ type: 'watch', stream: STREAM, n: 3 });
  });

  test('an event that comes twice is heard once', () => {
    const { world, socket, events } = online();
    socket.watch(STREAM);
    world.last().say(event(1), event(2), event(2), event(3), event(2));
    expect(events()).toEqual([1, 2, 3]);
  });

  test('a gap asks again from before it', () => {
    const { world, socket, events } = online();
    socket.watch(STREAM);
    world.last().say(event(1), event(4));
    expect(events()).toEqual([1]);
    expect(world.last().sent.at(-1)).toEqual({ type: 'watch', stream: STREAM, n: 1 });
  });

  test('position 1 starts a stream over', () => {
    const { world, socket, events } = online();
    socket.watch(STREAM);
    world.last().say(event(1), event(2), event(1), event(2));
    expect(events()).toEqual([1, 2, 1, 2]);
  });

  test('frames of a stream that nobody watches any more are dropped', () => {
    const { world, socket, events } = online();
    socket.watch(STREAM);
    socket.unwatch(STREAM);
    world.last().say(event(1));
    expect(events()).toEqual([]);
  });

  test('a hundred cuts at random lose and double nothing', async () => {
    const { world, socket, events } = online();
    socket.watch(STREAM);
    let seed = 5;
    const dice = (sides: number) => (seed = (seed * 48271) % 2147483647) % sides;
    const journal: string[] = [];
    const decided = new Set<number>();
    let position = 0;
    const settled: Promise<Outcome>[] = [];
    for (let i = 0; i < 100; i++) {
      settled.push(socket.send(say(String(i))));
      const mine = world.last().sent.splice(0);
      for (const command of mine) {
        if (command.type === 'watch') position = command.n as number;
        if (command.id === undefined) continue;
        if (!decided.has(command.id)) journal.push(String(command.text));
        decided.add(command.id);
        if (dice(3) > 0) world.last().say({ type: 'accepted', id: command.id });
      }
      while (position < journal.length && dice(4) > 0) world.last().say(event(++position));
      if (dice(2) === 0) again(world);
    }
    for (let i = 0; i < 5; i++) {
      again(world);
      for (const command of world.last().sent.splice(0)) {
        if (command.type === 'watch') position = command.n as number;
        if (command.id === undefined) continue;
        if (!decided.has(command.id)) journal.push(String(command.text));
        decided.add(command.id);
        world.last().say({ type: 'accepted', id: command.id });
      }
    }
    while (position < journal.length) world.last().say(event(++position));
    await Promise.all(settled);
    expect(journal).toEqual(Array.from({ length: 100 }, (_, i) => String(i)));
    expect(events()).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
  });
});

describe('losing the server', () => {
  test('retries later and later, at most 8 s apart, and says when', () => {
    const { world, state } = begin();
    const pauses: number[] = [];
    for (let i = 0; i < 7; i++) {
      world.last().cut();
      const link = state();
      if (link.state !== 'reconnecting') throw new Error(link.state);
      expect(link).toMatchObject({ attempt: i + 1, welcomed: false });
      pauses.push(link.retryAt - world.now());
      world.pass(8000);
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 8000, 8000, 8000]);
  });

  test('hurry tries at once', () => {
    const { world, socket } = online();
    world.last().cut();
    socket.hurry();
    expect(world.channels).toHaveLength(2);
  });

  test('a server that accepts but never answers is left', () => {
    const { world, state } = begin();
    world.last().open();
    world.pass(8000);
    expect(state()).toMatchObject({ state: 'reconnecting' });
  });

  test('late words of a dead connection are ignored', () => {
    const { world, socket, events } = online();
    socket.watch(STREAM);
    const old = world.last();
    again(world);
    old.say(event(1));
    old.cut();
    expect(events()).toEqual([]);
    expect(world.channels).toHaveLength(2);
  });

  test('moved: no retry by itself; reopening begins as a new device', () => {
    const { world, socket, state } = online();
    world.last().say({ type: 'notice', code: 'moved', text: '' });
    expect(state()).toMatchObject({ state: 'closed', code: 'moved' });
    world.pass(60_000);
    expect(world.channels).toHaveLength(1);
    socket.reopen();
    world.last().open();
    expect(world.last().sent[0]).toMatchObject({ type: 'hello', instance: 0 });
  });
});

describe('joining', () => {
  const join = { type: 'join', code: 'KM7Q4P', name: 'Priya', recorded: true, token: 'x' } as const;

  test('resolves with the welcome', async () => {
    const { world, socket } = begin();
    world.last().open();
    world.last().say(welcome({ who: 'nobody' }));
    const outcome = socket.enter(join);
    expect(world.last().sent.at(-1)).toEqual(join);
    world.last().say(welcome());
    expect(await outcome).toEqual({ ok: true });
  });

  test('is repeated word for word after a cut, so that it gives the same person', async () => {
    const { world, socket } = begin();
    world.last().open();
    world.last().say(welcome({ who: 'nobody' }));
    const outcome = socket.enter(join);
    world.last().cut();
    world.pass(2000);
    world.last().open();
    world.last().say(welcome({ who: 'nobody' }));
    expect(world.last().sent.at(-1)).toEqual(join);
    world.last().say(welcome());
    expect(await outcome).toEqual({ ok: true });
  });

  test('a refusal names the field', async () => {
    const { world, socket } = begin();
    world.last().open();
    world.last().say(welcome({ who: 'nobody' }));
    const outcome = socket.enter(join);
    world.last().say({ type: 'refused', id: 0, code: 'unknown_class', path: '/code', text: 'No such class.' });
    expect(await outcome).toMatchObject({ ok: false, path: '/code' });
  });
});
