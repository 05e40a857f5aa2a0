// A world without waiting: a clock that tests turn, and connections that tests answer.
import type { Channel, ChannelEvents, World } from '../../src/lib/socket.ts';
import type { ServerMessage } from '../../src/lib/protocol.ts';

export interface Sent {
  type: string;
  id?: number;
  [field: string]: unknown;
}

export interface FakeChannel {
  sent: Sent[];
  closed: boolean;
  open(): void;
  say(...messages: ServerMessage[]): void;
  cut(): void;
}

export interface FakeWorld extends World {
  channels: FakeChannel[];
  /** The newest connection. */
  last(): FakeChannel;
  pass(ms: number): void;
}

export function fakeWorld(): FakeWorld {
  let time = 0;
  let timers: { at: number; call: () => void }[] = [];
  const channels: FakeChannel[] = [];
  return {
    channels,
    last: () => channels[channels.length - 1]!,
    now: () => time,
    random: () => 1,
    later(delayMs, call) {
      const timer = { at: time + delayMs, call };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
    connect(events) {
      const made = fakeChannel(events);
      channels.push(made.fake);
      return made.channel;
    },
    pass(ms) {
      const until = time + ms;
      for (;;) {
        const [next] = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers = timers.filter((timer) => timer !== next);
        time = next.at;
        next.call();
      }
      time = until;
    },
  };
}

function fakeChannel(events: ChannelEvents): { channel: Channel; fake: FakeChannel } {
  const fake: FakeChannel = {
    sent: [],
    closed: false,
    open: () => events.onOpen(),
    say: (...messages) => events.onText(JSON.stringify(messages)),
    cut: () => events.onClose(),
  };
  const channel = {
    send: (text: string) => void fake.sent.push(JSON.parse(text) as Sent),
    close: () => void (fake.closed = true),
  };
  return { channel, fake };
}
