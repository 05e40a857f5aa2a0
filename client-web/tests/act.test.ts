// Intents → commands: typing as start and stop, the dial at most twice a second with its last value always.
import { describe, expect, test } from 'vitest';
import { dialReporter, sessionActs, typingReporter } from '../src/lib/act.ts';
import type { SessionCommand } from '../src/lib/protocol.ts';
import type { Command, Socket } from '../src/lib/socket.ts';
import { fakeWorld } from './lib/fake_world.ts';

function recorder() {
  const sent: SessionCommand[] = [];
  return {
    sent,
    send: (command: SessionCommand) => {
      sent.push(command);
      return Promise.resolve({ ok: true } as const);
    },
  };
}

const on = { type: 'typing', on: true };
const off = { type: 'typing', on: false };

describe('typing', () => {
  test('many keys are one start; three quiet seconds are a stop', () => {
    const world = fakeWorld();
    const { sent, send } = recorder();
    const typing = typingReporter(send, world);
    for (let i = 0; i < 10; i++) {
      typing.key();
      world.pass(1000);
    }
    expect(sent).toEqual([on]);
    world.pass(2000);
    expect(sent).toEqual([on, off]);
  });

  test('a stop is told once and never without a start', () => {
    const { sent, send } = recorder();
    const typing = typingReporter(send, fakeWorld());
    typing.stop();
    typing.key();
    typing.stop();
    typing.stop();
    expect(sent).toEqual([on, off]);
  });

  test('a line says first that typing has stopped', () => {
    const world = fakeWorld();
    const sent: Command[] = [];
    const socket = { send: (command: Command) => (sent.push(command), Promise.resolve({ ok: true } as const)) } as unknown as Socket;
    const acts = sessionActs(socket, 5, world);
    acts.typing.key();
    void acts.say('Hello');
    world.pass(10_000);
    expect(sent.map((command) => command.type)).toEqual(['typing', 'typing', 'say']);
    expect(sent[2]).toEqual({ type: 'say', act: 'plain', text: 'Hello', stream: 5 });
  });
});

describe('dial', () => {
  test('a turn that came too fast is told again', async () => {
    const world = fakeWorld();
    const sent: SessionCommand[] = [];
    const turn = dialReporter((command) => {
      sent.push(command);
      return Promise.resolve(sent.length === 1 ? ({ ok: false, code: 'too_fast', path: '', text: '' } as const) : ({ ok: true } as const));
    }, world);
    turn(4);
    await Promise.resolve();
    await Promise.resolve();
    world.pass(500);
    expect(sent).toEqual([{ type: 'dial', value: 4 }, { type: 'dial', value: 4 }]);
  });

  test('the first turn goes at once, a burst becomes two a second, the last value always goes', () => {
    const world = fakeWorld();
    const { sent, send } = recorder();
    const turn = dialReporter(send, world);
    for (let value = 1; value <= 9; value++) {
      turn(value);
      world.pass(100);
    }
    world.pass(1000);
    expect(sent.map((command) => command.type === 'dial' && command.value)).toEqual([1, 5, 9]);
  });
});
