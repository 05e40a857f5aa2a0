// A server's side of one person's story: says welcome, place and events with the right positions, nothing else.
import type { Place, Seat, ServerMessage, SessionEvent, SheetEvent, SheetKind, Welcome } from '../../src/lib/protocol.ts';
import { csrKit, customerKit, observerKit } from './kits.ts';

export const SESSION = 67371008;
export const SHEET = 67371009;
const WALL = Date.UTC(2026, 8, 22, 9, 30);

export interface Told {
  seat: Seat;
  recorded?: boolean;
}

/** Builds the messages of one watcher, oldest first. `at` sets the play clock of what follows, in seconds. */
export class Stage {
  readonly hello: ServerMessage[];
  readonly session: ServerMessage[] = [];
  readonly sheet: ServerMessage[] = [];
  private n = 0;
  private sheetN = 0;
  private play = 0;
  readonly told: Told;

  constructor(told: Told) {
    this.told = told;
    const recorded = told.recorded ?? true;
    this.hello = [welcome({ recorded }), place({ stage: 'session', round: 1, session: SESSION, sheet: SHEET, seat: told.seat, recorded, partner: partnerOf(told.seat) })];
    const kit = { csr: csrKit, customer: customerKit, observer: observerKit }[told.seat];
    this.event({ type: 'opened', recorded, focus: 3, dial: told.seat === 'csr' ? undefined : 7 } as unknown as SessionEvent)
      .event({ type: 'kit_dealt', seat: told.seat, kit })
      .event({ type: 'phase_began', phase: 'brief', ends: 120_000, why: 'opened' });
  }

  at(seconds: number): this {
    this.play = seconds * 1000;
    return this;
  }

  event(event: SessionEvent): this {
    this.n += 1;
    this.session.push({ type: 'event', stream: SESSION, n: this.n, play: this.play, wall: WALL + this.play, event });
    return this;
  }

  score(event: SheetEvent): this {
    this.sheetN += 1;
    this.sheet.push({ type: 'event', stream: SHEET, n: this.sheetN, play: this.play, wall: WALL + this.play, event });
    return this;
  }

  startSheet(): this {
    const kind = ({ csr: 'self', customer: 'customer', observer: 'observer' } as const)[this.told.seat] satisfies SheetKind;
    return this.score({ type: 'sheet_started', kind, scorer: 1, rubric: '', criteria: 9, focus: [0, 1, 4] });
  }

  call(): this {
    return this.at(40).event({ type: 'phase_began', phase: 'call', ends: 400_000, why: 'ready' });
  }

  said(by: 'csr' | 'customer', text: string, act: 'plain' | 'restate' | 'boundary' = 'plain'): this {
    return this.event({ type: 'said', by, act, text } as SessionEvent);
  }

  caughtUp(stream: number, running: boolean, up = this.play): ServerMessage {
    const n = stream === SESSION ? this.n : this.sheetN;
    return { type: 'caught_up', stream, n, role: this.told.seat, play: this.play, up, running };
  }
}

export function welcome(more: Partial<Welcome> = {}): Welcome {
  return { type: 'welcome', version: 1, server: 'test', instance: 7, who: 'trainee', class: 67108864, person: 1, name: 'Priya N.', recorded: true, now: WALL, ...more };
}

export function place(more: Partial<Place> = {}): Place {
  return {
    type: 'place',
    class_name: 'Tuesday induction',
    code: 'KM7Q4P',
    round: 0,
    stage: 'lobby',
    session: 0,
    sheet: 0,
    seat: 'none',
    partner: [],
    recorded: true,
    retention_days: 30,
    pages: [],
    ...more,
  };
}

function partnerOf(seat: Seat): string[] {
  return seat === 'observer' ? ['Priya N.', 'Tom A.'] : ['Tom A.'];
}
