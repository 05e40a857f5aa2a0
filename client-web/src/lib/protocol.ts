// Generated from protocol/schema by build/types.ts. Do not edit.

/** A stream's id: class, round, index and scorer in one number below 2^53. */
export type Stream = number;

/** A person's number in the class: trainees 1-320, trainers from 481. */
export type Person = number;

/** The command's number, counted up by the client within its instance. */
export type Counter = number;

export type Seconds = number;

/** The seats of a session, the trainer, and the engine for what happens by itself. */
export type Role = 'csr' | 'customer' | 'observer' | 'trainer' | 'engine';

/** A place in a session */
export type Seat = 'csr' | 'customer' | 'observer';

/** What a session is doing */
export type Phase = 'brief' | 'call' | 'back' | 'score' | 'talk' | 'over';

/** What a line is meant as */
export type Act = 'plain' | 'restate' | 'boundary';

/** How the customer waits */
export type PauseKind = 'hold' | 'ring_back';

/** Who may give an offer */
export type Authority = 'own' | 'supervisor' | 'impossible';

/** One criterion's value; na is a value, never a zero */
export type Score = 'na' | '1' | '2' | '3' | '4' | '5';

/** What a condition of a twist looks at */
export type Signal = 'none' | 'dial_at_least' | 'silence' | 'interruptions_at_least' | 'phrase';

/** Why a twist fired */
export type Cause = 'timed' | 'condition' | 'hand';

/** What to do when the partner is gone */
export type Choice = 'wait' | 'end';

/** Why a phase began */
export type Why = 'opened' | 'ready' | 'time' | 'trainer' | 'left' | 'chosen' | 'sheets' | 'round_ended';

/** Whose sheet */
export type SheetKind = 'self' | 'customer' | 'observer' | 'trainer';

/** What a round is doing */
export type RoundPhase = 'none' | 'proposed' | 'briefing' | 'running';

/** What somebody wrote. */
export type Chat = string;

/** What somebody wrote, as an event tells it; empty: it was erased. */
export type Words = string;

/** The same of one short line. */
export type ShortWords = string;

/** A short text that may be empty. */
export type Note = string;

/** One short line. */
export type Line = string;

export type Slug = string;

/** A content hash: 32 hexadecimal digits. */
export type Hash = string;

/** A title or a name that may be empty. */
export type Title = string;

export interface Card {
  title: Title;
  text: string;
}

/** One focus criterion in the words of who scores it. */
export interface Criterion {
  id: Slug;
  /** Its place in the rubric from 0: what the command score names. */
  place: number;
  title: Title;
  anchors: readonly string[];
  /** The anchors 1, 3 and 5 in one line for a phone. */
  short: string;
}

/** Made from the pinned scenario when the briefs go out; nothing of the other seat is in it. */
export interface Kit {
  seat: Seat;
  scenario: Title;
  /** The customer's name in the scene. */
  customer: string;
  /** What a CSR's screen would show about this customer. */
  about: string;
  cards: readonly Card[];
  doctrine: {
    id: Slug;
    title: Title;
    line: string;
  };
  focus: readonly Criterion[];
  /** Prompts for the spoken debrief, phase by phase. */
  guide: readonly ({
    title: Title;
    prompts: readonly string[];
  })[];
  glossary: readonly ({
    word: Title;
    meaning: string;
  })[];
  /** csr only: what may be given without asking, as lines. */
  authority?: readonly string[];
  /** csr only: whom one can ask. */
  desks?: readonly ({
    id: Slug;
    name: Title;
  })[];
  /** csr only: what can be put on the table. */
  offers?: readonly ({
    id: Slug;
    title: Title;
    terms: string;
    needs_supervisor: boolean;
  })[];
  /** customer only. */
  dial_start?: number;
  /** customer only: nobody need go above. */
  dial_ceiling?: number;
  /** customer only. */
  cools?: readonly string[];
  /** customer only. */
  heats?: readonly string[];
  /** customer only: lines to tap and send, with the dial each fits. */
  ladder?: readonly ({
    dial: number;
    line: string;
  })[];
  /** customer only: fact cards with their release rules. */
  facts?: readonly ({
    id: Slug;
    title: Title;
    text: string;
    rule: 'any_time' | 'asked_openly' | 'asked_with_permission' | 'calm_below';
    /** For the rule of that name; else 0. */
    calm_below: number;
    sensitive: boolean;
  })[];
}

/** Commands of a session */
export type SessionCommand =
  /** Opens the session of one pair; the engine gives it when the briefs go out. */
  | {
    type: 'open';
    csr: Person;
    customer: Person;
    observers: readonly Person[];
    recorded: boolean;
    scenario: Hash;
    rubric: Hash;
    lexicon: Hash;
    variant: Slug;
    doctrine: Slug;
    ready_starts: boolean;
    brief_s: Seconds;
    call_s: Seconds;
    back_s: Seconds;
    score_s: Seconds;
    talk_s: Seconds;
    dial: number;
    /** The focus criteria that are scored in the debrief, by their place in the rubric from 0. */
    focus: readonly number[];
    csr_kit: Kit;
    customer_kit: Kit;
    observer_kit: Kit;
  }
  /** This seat has read its brief, or is done with the minute back to themselves, or with the talk. */
  | {
    type: 'ready';
  }
  /** The call begins, ready or not. */
  | {
    type: 'start';
  }
  /** Writes a line to the partner. act names what it is meant as: buttons, because guessing from words would be unfair. */
  | {
    type: 'say';
    act: Act;
    text: Chat;
  }
  /** This seat began or stopped typing; never the keys. */
  | {
    type: 'typing';
    on: boolean;
  }
  /** How angry the customer is now. */
  | {
    type: 'dial';
    value: number;
  }
  /** The customer has said it all. */
  | {
    type: 'finish_story';
  }
  /** The customer lays a fact card on the table. */
  | {
    type: 'reveal';
    fact: Slug;
  }
  /** Asks another desk; the answer takes real seconds. */
  | {
    type: 'ask_desk';
    desk: Slug;
  }
  /** Puts the customer on hold or promises to ring back, with reason and length. */
  | {
    type: 'hold';
    kind: PauseKind;
    reason: Line;
    seconds: number;
  }
  /** Back with the customer. */
  | {
    type: 'end_hold';
  }
  /** Puts an offer on the table. */
  | {
    type: 'offer';
    offer: Slug;
    text: Note;
  }
  /** The customer takes or declines an offer by its number. */
  | {
    type: 'answer_offer';
    number: number;
    accept: boolean;
  }
  /** Promises something by a time. */
  | {
    type: 'promise';
    what: Line;
    due: Line;
  }
  /** Asks for a supervisor, handing over the reason. */
  | {
    type: 'ask_supervisor';
    reason: Line;
  }
  /** One breath: allowed, seen, and a skill. */
  | {
    type: 'breathe';
  }
  /** Calls the trainer without stopping the clock. */
  | {
    type: 'ask_help';
    text: Note;
  }
  /** The trainer has seen to it. */
  | {
    type: 'answer_help';
  }
  /** Out of role: freezes the pair and calls the trainer. */
  | {
    type: 'step_out';
  }
  /** Leaves without penalty. */
  | {
    type: 'leave';
  }
  /** What to do now that the partner is gone. */
  | {
    type: 'choose';
    choice: Choice;
  }
  /** This seat's screen went dark or to another page. */
  | {
    type: 'sleep';
    asleep: boolean;
  }
  /** Pins a note to this moment. */
  | {
    type: 'mark';
    note: Note;
  }
  /** Stops the pair's clock. */
  | {
    type: 'freeze';
  }
  /** Lets the pair's clock run again. */
  | {
    type: 'unfreeze';
  }
  /** Moves the end of this phase. */
  | {
    type: 'extend';
    seconds: number;
  }
  /** Fires a twist by hand. */
  | {
    type: 'fire_twist';
    twist: Slug;
  }
  /** A line that only the named seats see. */
  | {
    type: 'whisper';
    to_csr: boolean;
    to_customer: boolean;
    text: string;
  }
  /** Ends the call; the minute back to themselves begins. */
  | {
    type: 'end_call';
  }
  /** Ends the session whatever it is doing; the engine gives it when the round ends. */
  | {
    type: 'finish';
  }
  /** Puts a person on a seat: a latecomer who observes, a spare who steps in. */
  | {
    type: 'take_seat';
    seat: Seat;
    person: Person;
  }
  /** Time has passed: whatever was due is decided. */
  | {
    type: 'tick';
  }
  /** The last socket of a seat is gone. */
  | {
    type: 'drop';
    person: Person;
  }
  /** A dropped seat is back. */
  | {
    type: 'return';
    person: Person;
  }
  /** The server was away: after a restart, or when its loop stood still. */
  | {
    type: 'interrupt';
  }
  /** A sheet was submitted; its focus scores wait, unseen, for the others. */
  | {
    type: 'hand_in';
    person: Person;
    kind: SheetKind;
    scores: readonly Score[];
  };

/** Events of a session */
export type SessionEvent =
  | {
    type: 'opened';
    csr: Person;
    customer: Person;
    observers: readonly Person[];
    recorded: boolean;
    scenario: Hash;
    rubric: Hash;
    lexicon: Hash;
    variant: Slug;
    doctrine: Slug;
    ready_starts: boolean;
    brief_s: Seconds;
    call_s: Seconds;
    back_s: Seconds;
    score_s: Seconds;
    talk_s: Seconds;
    dial: number;
    /** The focus criteria that are scored in the debrief, by their place in the rubric from 0. */
    focus: readonly number[];
  }
  /** What a seat was handed, repeated so that the recording shows it. */
  | {
    type: 'kit_dealt';
    seat: Seat;
    kit: Kit;
  }
  | {
    type: 'phase_began';
    phase: Phase;
    /** When it ends, in play milliseconds; 0: when somebody says so. */
    ends: number;
    why: Why;
  }
  | {
    type: 'became_ready';
    by: Role;
  }
  | {
    type: 'said';
    by: Role;
    act: Act;
    text: Words;
    classes: number;
    words: number;
    /** Sent while the customer was typing: a possible interruption. */
    interrupts: boolean;
    /** At most four words of acknowledgement: never an interruption. */
    backchannel: boolean;
  }
  | {
    type: 'typing_changed';
    by: Role;
    on: boolean;
  }
  | {
    type: 'dial_set';
    value: number;
  }
  | {
    type: 'story_finished';
  }
  | {
    type: 'fact_revealed';
    fact: Slug;
    title: Title;
    text: string;
  }
  | {
    type: 'desk_asked';
    desk: Slug;
    name: Title;
    /** When the answer comes, in play milliseconds. */
    due: number;
  }
  | {
    type: 'desk_answered';
    desk: Slug;
    name: Title;
    text: string;
  }
  | {
    type: 'held';
    kind: PauseKind;
    reason: ShortWords;
    seconds: number;
    until: number;
  }
  | {
    type: 'hold_ended';
    /** Seconds over the announced length; 0 if in time. */
    over_s: number;
  }
  | {
    type: 'offered';
    number: number;
    offer: Slug;
    title: Title;
    text: Note;
    authority: Authority;
  }
  | {
    type: 'offer_answered';
    number: number;
    accepted: boolean;
  }
  | {
    type: 'promised';
    number: number;
    what: ShortWords;
    due: ShortWords;
  }
  | {
    type: 'supervisor_asked';
    reason: ShortWords;
    due: number;
  }
  | {
    type: 'supervisor_answered';
    text: string;
  }
  | {
    type: 'breathed';
  }
  | {
    type: 'help_asked';
    by: Role;
    person: Person;
    text: Note;
  }
  | {
    type: 'help_answered';
  }
  | {
    type: 'stepped_out';
    by: Role;
  }
  | {
    type: 'left';
    by: Role;
    person: Person;
  }
  | {
    type: 'chosen';
    by: Role;
    choice: Choice;
    /** When the new wait ends, in up milliseconds; 0 for end. */
    until: number;
  }
  /** A seat's screen went dark (asleep) or came back. */
  | {
    type: 'slept';
    by: Role;
    asleep: boolean;
  }
  | {
    type: 'marked';
    by: Role;
    person: Person;
    note: Note;
  }
  | {
    type: 'frozen';
    by: Role;
  }
  | {
    type: 'unfrozen';
  }
  | {
    type: 'extended';
    seconds: number;
    ends: number;
  }
  /** With its reason: which condition, at which value, held how long. */
  | {
    type: 'twist_fired';
    twist: Slug;
    title: Title;
    cause: Cause;
    signal: Signal;
    value: number;
    for_s: Seconds;
  }
  /** A twist's card, repeated as the seat saw it; line: words the customer may tap and send. */
  | {
    type: 'card_shown';
    seat: Seat;
    twist: Slug;
    title: Title;
    text: string;
    line: string;
  }
  | {
    type: 'whispered';
    to_csr: boolean;
    to_customer: boolean;
    person: Person;
    text: string;
  }
  | {
    type: 'seat_taken';
    seat: Seat;
    person: Person;
    /** Who sat there; 0: nobody. */
    before: number;
  }
  | {
    type: 'dropped';
    by: Role;
    person: Person;
    /** When the grace ends, in up milliseconds; 0 for an observer. */
    until: number;
  }
  | {
    type: 'returned';
    by: Role;
    person: Person;
  }
  /** The partner may now choose. */
  | {
    type: 'grace_ended';
    by: Role;
  }
  /** The server was away; all seats have to come back. until: when the wait for them ends, in up milliseconds. */
  | {
    type: 'interrupted';
    until: number;
  }
  | {
    type: 'resumed';
  }
  /** Nothing but time passed; keeps the clocks close to the truth over a crash. */
  | {
    type: 'ticked';
  }
  /** Somebody handed in a sheet; the scores stay hidden until sheets_opened. */
  | {
    type: 'sheet_in';
    person: Person;
    kind: SheetKind;
    scores: readonly Score[];
  }
  /** All are in, or the time is over: the scores, side by side. An empty list: that sheet never came. */
  | {
    type: 'sheets_opened';
    self: readonly Score[];
    customer: readonly Score[];
    observer: readonly Score[];
    trainer: readonly Score[];
  };

/** Commands of a class */
export type ClassCommand =
  /** The first command of a class; the engine gives it when the trainer makes a class. */
  | {
    type: 'establish';
    name: string;
    doctrine: Slug;
    retention_days: number;
  }
  /** Somebody joined with code and name; a latecomer to a running round observes. */
  | {
    type: 'enter';
    person: Person;
    recorded: boolean;
  }
  /** Takes a person out of the class. */
  | {
    type: 'remove';
    person: Person;
  }
  /** A person left the class by themselves. */
  | {
    type: 'depart';
    person: Person;
  }
  /** Nobody new gets in while it is on. */
  | {
    type: 'lock';
    on: boolean;
  }
  /** Proposes a round: scenario, doctrine, times; the planner pairs everybody. Again: other settings, or with reshuffle other pairs. */
  | {
    type: 'propose';
    scenario: Slug;
    rubric: Slug;
    doctrine: Slug;
    brief_s: number;
    call_s: number;
    back_s: number;
    score_s: number;
    talk_s: number;
    ready_starts: boolean;
    /** The three focus criteria of the round, by their place in the rubric from 0. */
    focus: readonly number[];
    reshuffle: boolean;
  }
  /** Two people change places in the proposal. */
  | {
    type: 'swap';
    a: Person;
    b: Person;
  }
  /** A person goes to a seat of a pair in the proposal; who sat there takes the place that became free. pair 0: sits out and observes nobody. */
  | {
    type: 'move';
    person: Person;
    pair: number;
    seat: Seat;
  }
  /** Drops the proposal, or the round while briefs are out. */
  | {
    type: 'cancel';
  }
  /** Hands out the briefs: the sessions open. */
  | {
    type: 'hand_out';
  }
  /** All calls begin. */
  | {
    type: 'begin';
  }
  | {
    type: 'freeze_all';
  }
  | {
    type: 'unfreeze_all';
  }
  | {
    type: 'extend_all';
    seconds: number;
  }
  | {
    type: 'fire_twist_all';
    twist: Slug;
  }
  /** All calls end; the debrief begins. */
  | {
    type: 'end_calls';
  }
  /** Ends the round; everybody is back in the lobby. */
  | {
    type: 'end_round';
  }
  /** Puts a person on a seat of an open session: a spare steps in. */
  | {
    type: 'substitute';
    pair: number;
    seat: Seat;
    person: Person;
  }
  /** An unrecorded session could not be carried over a restart. */
  | {
    type: 'lose_session';
    pair: number;
  }
  /** Closes the class: its code ends. */
  | {
    type: 'close';
  };

/** Events of a class */
export type ClassEvent =
  | {
    type: 'class_established';
    name: string;
    doctrine: Slug;
    retention_days: number;
  }
  | {
    type: 'person_entered';
    person: Person;
    recorded: boolean;
  }
  | {
    type: 'person_removed';
    person: Person;
    by_trainer: boolean;
  }
  | {
    type: 'locked';
    on: boolean;
  }
  | {
    type: 'round_proposed';
    round: number;
    scenario: Slug;
    rubric: Slug;
    doctrine: Slug;
    scenario_hash: Hash;
    rubric_hash: Hash;
    lexicon_hash: Hash;
    /** How many variants of the truth the scenario has: a pair made later is dealt one of them. */
    variants: number;
    brief_s: Seconds;
    call_s: Seconds;
    back_s: Seconds;
    score_s: Seconds;
    talk_s: Seconds;
    ready_starts: boolean;
    focus: readonly number[];
    pairs: readonly number[];
    observers: readonly number[];
  }
  | {
    type: 'pairs_changed';
    pairs: readonly number[];
    observers: readonly number[];
  }
  | {
    type: 'round_cancelled';
    round: number;
  }
  | {
    type: 'briefs_handed_out';
    round: number;
  }
  | {
    type: 'round_began';
    round: number;
  }
  | {
    type: 'all_frozen';
    on: boolean;
  }
  | {
    type: 'all_extended';
    seconds: number;
  }
  | {
    type: 'twist_fired_at_all';
    twist: Slug;
  }
  | {
    type: 'calls_ended';
    round: number;
  }
  | {
    type: 'round_ended';
    round: number;
  }
  /** A latecomer observes, or a spare steps in. */
  | {
    type: 'seat_given';
    pair: number;
    seat: Seat;
    person: Person;
  }
  | {
    type: 'session_lost';
    pair: number;
  }
  | {
    type: 'class_closed';
  };

/** A published page, whole: the trainee's link reads only this */
export interface Page {
  scenario: Title;
  doctrine: Title;
  rubric: Title;
  round: number;
  /** When, in wall milliseconds. */
  played: number;
  /** How long the call was. */
  seconds: number;
  /** The customer's name in the scene. */
  customer: string;
  /** play, here and below: milliseconds since the call began. */
  strengths: readonly ({
    text: Note;
    quote: string;
    play: number;
  })[];
  advice: Note;
  criteria: readonly ({
    title: Title;
    value: Score;
    anchor: string;
    comment: Note;
    /** Empty: not scored. */
    self: '' | 'na' | '1' | '2' | '3' | '4' | '5';
    customer: '' | 'na' | '1' | '2' | '3' | '4' | '5';
    evidence: readonly ({
      play: number;
      quote: string;
    })[];
  })[];
}

/** Commands of a sheet */
export type SheetCommand =
  /** The first command of a sheet; the engine gives it at the scorer's first click. */
  | {
    type: 'open_sheet';
    kind: SheetKind;
    scorer: Person;
    rubric: Hash;
    /** How many criteria the rubric has. */
    criteria: number;
    focus: readonly number[];
  }
  /** Scores one criterion, by its place in the rubric from 0. */
  | {
    type: 'score';
    criterion: number;
    value: Score;
  }
  /** Attaches a moment of the session (the scorer's own n) to a criterion as evidence. */
  | {
    type: 'attach';
    criterion: number;
    moment: number;
  }
  | {
    type: 'detach';
    criterion: number;
    moment: number;
  }
  /** The scorer's words on one criterion. */
  | {
    type: 'comment';
    criterion: number;
    text: Note;
  }
  /** One of three strengths, with the moment it is quoted from (0: none). */
  | {
    type: 'praise';
    place: number;
    moment: number;
    text: Note;
  }
  /** The one thing to try next time. */
  | {
    type: 'advise';
    text: Note;
  }
  /** Hands the sheet in; a trainer's needs evidence for every 1, 2 and 5. */
  | {
    type: 'submit';
  }
  /** Publishes the page to the trainee who was the CSR. */
  | {
    type: 'publish';
  }
  /** Takes the published page back. */
  | {
    type: 'withdraw';
  };

/** Events of a sheet */
export type SheetEvent =
  | {
    type: 'sheet_started';
    kind: SheetKind;
    scorer: Person;
    rubric: Hash;
    criteria: number;
    focus: readonly number[];
  }
  | {
    type: 'scored';
    criterion: number;
    value: Score;
  }
  | {
    type: 'evidence_attached';
    criterion: number;
    moment: number;
  }
  | {
    type: 'evidence_detached';
    criterion: number;
    moment: number;
  }
  | {
    type: 'commented';
    criterion: number;
    text: Note;
  }
  | {
    type: 'praised';
    place: number;
    moment: number;
    text: Note;
  }
  | {
    type: 'advised';
    text: Note;
  }
  | {
    type: 'submitted';
  }
  | {
    type: 'published';
    page: Page;
  }
  | {
    type: 'withdrawn';
  };

/** The first message on a socket. token: the trainee's own, empty if none yet or if the cookie says who this is. instance: the one of the last welcome, 0 at first; with it a reconnect keeps its open commands. */
export interface Hello {
  type: 'hello';
  version: 1;
  /** 43 symbols of base64url, or empty. */
  token: string;
  instance: number;
}

/** Joins the class with that code. token: 256 bits that the client made (getRandomValues), so that repeating it gives the same person. */
export interface Join {
  type: 'join';
  code: string;
  name: string;
  recorded: boolean;
  token: string;
}

/** A new phone takes the place of a lost one with the trainer's one-time hand-over secret; token becomes the person's own. */
export interface TakeOver {
  type: 'take_over';
  secret: string;
  token: string;
}

/** Follows a stream from after n: 0 sends all of it. */
export interface Watch {
  type: 'watch';
  stream: Stream;
  n: number;
}

export interface Unwatch {
  type: 'unwatch';
  stream: Stream;
}

/** A trainee leaves the class for good (not the same as dropping off). */
export interface Quit {
  type: 'quit';
}

/** What a client sends besides commands */
export type ClientMessage =
  | Hello
  | Join
  | TakeOver
  | Watch
  | Unwatch
  | Quit;

/** The answer to hello, join and take_over. who nobody: join first. */
export interface Welcome {
  type: 'welcome';
  version: 1;
  /** Changes when the server's program does. */
  server: string;
  instance: number;
  who: 'nobody' | 'trainee' | 'trainer';
  /** The class stream; 0 if none. */
  class: number;
  person: Person;
  name: string;
  recorded: boolean;
  now: number;
}

/** The command is decided and on disk. again: it had been before. */
export interface Accepted {
  type: 'accepted';
  id: Counter;
}

/** Nothing happened. id 0: the message had none. code not_saved: send it again. retry_s: with busy, try again after so many seconds. */
export interface Refused {
  type: 'refused';
  id: number;
  code: Refusal;
  path: string;
  text: string;
  retry_s?: number;
}

/** Why a command was refused */
export type Refusal = 'bad_message' | 'too_long' | 'too_fast' | 'not_you' | 'not_now' | 'not_yet_welcome' | 'frozen' | 'waiting_for_partner' | 'unknown_class' | 'class_locked' | 'unknown_stream' | 'unknown_item' | 'already_done' | 'already_asked' | 'too_many' | 'evidence_missing' | 'score_missing' | 'stale' | 'refused_before' | 'not_saved' | 'busy' | 'moved' | 'too_few_people';

/** One event as this watcher's role sees it; n is dense per role and stream. play: the session's play clock in ms; wall: a label. */
export interface Event {
  type: 'event';
  stream: Stream;
  n: number;
  play: number;
  wall: number;
  /** type and the fields that this role may see. */
  event: SessionEvent | SheetEvent;
}

/** All of the stream up to n has been sent; from here on it is live. role: as whom. play and running: the play clock now, and whether it runs; up: the up clock. */
export interface CaughtUp {
  type: 'caught_up';
  stream: Stream;
  n: number;
  role: Role;
  play: number;
  up: number;
  running: boolean;
}

/** Where a trainee is; the latest one counts. session 0: the lobby. */
export interface Place {
  type: 'place';
  class_name: string;
  code: string;
  round: number;
  stage: 'lobby' | 'proposed' | 'session' | 'closed' | 'removed';
  session: number;
  sheet: number;
  seat: 'none' | 'csr' | 'customer' | 'observer';
  /** The other seat's name; an observer's: both, CSR first. */
  partner: readonly string[];
  /** Whether this session is recorded; in the lobby: what this person chose. */
  recorded: boolean;
  retention_days: number;
  /** Published pages of this person. */
  pages: readonly ({
    round: number;
    scenario: string;
    secret: string;
  })[];
}

/** The class as its trainer sees it; the latest one counts. */
export interface Room {
  type: 'room';
  stream: Stream;
  name: string;
  code: string;
  join_url: string;
  doctrine: Slug;
  retention_days: number;
  locked: boolean;
  /** It has had as many people as a class may have: nobody new gets in. */
  full: boolean;
  closed: boolean;
  round: number;
  phase: RoundPhase;
  all_frozen: boolean;
  /** The proposed or running round; scenario empty if there was none yet. */
  setup: {
    scenario: string;
    rubric: string;
    doctrine: string;
    brief_s: Seconds;
    call_s: Seconds;
    back_s: Seconds;
    score_s: Seconds;
    talk_s: Seconds;
    ready_starts: boolean;
    focus: readonly number[];
  };
  people: readonly ({
    person: Person;
    name: string;
    recorded: boolean;
    here: boolean;
    asleep: boolean;
    /** Since when (wall ms) here or gone. */
    since: number;
  })[];
  pairs: readonly ({
    pair: number;
    session: number;
    csr: Person;
    customer: Person;
    observers: readonly Person[];
    variant: number;
    /** How often these two have been a pair before. */
    met: number;
  })[];
  /** Rounds already ended. */
  rounds: number;
}

/** The wall: tiles that changed since the last message; the latest of each session counts. */
export interface Tiles {
  type: 'tiles';
  stream: Stream;
  tiles: readonly Tile[];
}

/** One pair on the wall */
export interface Tile {
  session: Stream;
  pair: number;
  csr: Person;
  customer: Person;
  phase: Phase;
  /** The play clock when this tile was made. */
  play: number;
  ends: number;
  running: boolean;
  frozen: boolean;
  interrupted: boolean;
  recorded: boolean;
  dial: number;
  /** Play ms of the last change. */
  dial_since: number;
  /** play seconds and dial value in turn, oldest first. */
  curve: readonly number[];
  /** The last lines, oldest first. */
  lines: readonly ({
    by: Role;
    /** Cut to 120 code points. */
    text: string;
  })[];
  said: number;
  /** Play ms since when nobody has written or typed. */
  quiet_since: number;
  /** Who is done with this phase: the brief is read, the sheet is handed in. */
  ready: readonly Seat[];
  /** Why this pair may need the trainer; since: play ms. */
  flags: readonly ({
    flag: 'help' | 'stepped_out' | 'left' | 'dropped' | 'asleep' | 'supervisor' | 'hold_over' | 'abuse';
    by: Role;
    since: number;
  })[];
  /** How many have fired. */
  twists: number;
  twist_last: string;
  /** Play ms; 0: no hold. */
  hold_until: number;
  csr_here: boolean;
  customer_here: boolean;
  typing: readonly Seat[];
}

/** Something about this connection. moved: another device took this seat; removed: the trainer took you out; signed_out; stopping: the server goes down, reconnect; store_unwell: nothing can be saved now. */
export interface Notice {
  type: 'notice';
  code: 'moved' | 'removed' | 'signed_out' | 'stopping' | 'store_unwell' | 'store_well' | 'class_deleted';
  text: string;
}

/** What the server sends */
export type ServerMessage =
  | Welcome
  | Accepted
  | Refused
  | Event
  | CaughtUp
  | Place
  | Room
  | Tiles
  | Notice;
