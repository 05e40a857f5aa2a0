// Generated from protocol/schema by build/types.ts. Do not edit.
import type { Event, Line, Person, Seconds, SheetKind, Signal, Slug, Stream, Title } from './protocol.ts';

/** Makes the first trainer and signs them in. Answer: me. */
export interface SetupQuestion {
  /** Of the one-time set-up link. */
  token: string;
  name: string;
  password: Password;
}

/** Answer: me. */
export interface SignInQuestion {
  name: string;
  password: string;
}

/** Answer: done. */
export type SignOutQuestion = Record<string, never>;

/** Answer: class_made. */
export interface ClassNewQuestion {
  name: string;
  doctrine: Slug;
  retention_days: number;
}

/** Deletes a class with all it holds. Answer: done. */
export interface ClassDeleteQuestion {
  class: Stream;
}

/** after: the session of the last entry so far, when there were more; 0: from the first. Answer: recordings. */
export interface RecordingsQuestion {
  class: Stream;
  after?: number;
}

/** Answer: recording. */
export interface RecordingQuestion {
  session: Stream;
}

/** A one-time secret with which a new phone takes a person's place. Answer: handover. */
export interface HandoverQuestion {
  class: Stream;
  person: number;
}

/** Whoever has the secret of its link may read a published page. Answer: sheet_command.json#/$defs/page. */
export interface PageQuestion {
  secret: string;
}

/** Takes a person out of the class and forgets their name and all that they wrote; the pages published of their calls are taken back. What their partners wrote, times and scores stay. It cannot be taken back. Answer: erased. */
export interface ErasePersonQuestion {
  class: Stream;
  person: number;
}

/** Puts a text in the place of what somebody wrote at one moment of a recording; a published page of the call is taken back. moment: the n of the event. It cannot be taken back. Answer: erased. */
export interface EraseTextQuestion {
  session: Stream;
  moment: number;
  text: Line;
}

/** A new password. */
export type Password = string;

/** Why not, in a sentence for the user; path: the member of the question that is meant, or empty. */
export interface Problem {
  code: string;
  path: string;
  text: string;
}

/** texts: how many were forgotten. pages: how many published pages were taken back. pending: a trace is left in a file until a reader is out of the way or a backup can be written. */
export interface Erased {
  texts: number;
  pages: number;
  pending: boolean;
}

export type Done = Record<string, never>;

/** Who the cookie says this is. */
export interface Me {
  /** There is no trainer yet. */
  needs_setup: boolean;
  /** 0: nobody is signed in. */
  trainer: number;
  name: string;
}

/** The trainer's classes, latest first; more: there are older ones. */
export interface Classes {
  classes: readonly ({
    class: Stream;
    name: string;
    /** Empty: the class is closed. */
    code: string;
    doctrine: Slug;
    retention_days: number;
    /** In wall milliseconds. */
    made: number;
    closed: boolean;
    people: number;
    recordings: number;
  })[];
  more: boolean;
}

export interface ClassMade {
  class: Stream;
}

/** The new phone opens /#take=SECRET. expires: in wall milliseconds. */
export interface Handover {
  secret: string;
  expires: number;
}

/** What a round can be made of, each in its newest form. */
export interface Library {
  scenarios: readonly ScenarioCard[];
  rubrics: readonly RubricCard[];
  doctrines: readonly DoctrineCard[];
}

/** What a trainer sees of a scenario before choosing it, and its deck of twists. */
export interface ScenarioCard {
  id: Slug;
  title: Title;
  blurb: string;
  industry: string;
  difficulty: number;
  /** The customer's name in the scene. */
  customer: string;
  /** The titles of what it trains, the most important first. */
  techniques: readonly string[];
  /** The one it was written for. */
  rubric: Slug;
  doctrine: Slug;
  /** The length of each phase that it proposes. */
  times: {
    brief_s: Seconds;
    call_s: Seconds;
    back_s: Seconds;
    score_s: Seconds;
    talk_s: Seconds;
  };
  /** Of the truth, in the order in which pairs name them from 0. */
  variants: readonly ({
    id: Slug;
    title: Title;
  })[];
  twists: readonly TwistCard[];
}

/** One twist of the deck. hand: only a trainer fires it; at: by itself at_s into the call; when: by itself on its conditions, all or any of them. */
export interface TwistCard {
  id: Slug;
  title: Title;
  trigger: 'hand' | 'at' | 'when';
  /** 0 unless the trigger is at. */
  at_s: number;
  all: boolean;
  conditions: readonly ({
    signal: Signal;
    value: number;
    for_s: Seconds;
  })[];
  /** What this seat will see; an empty title: nothing. */
  csr: TwistFace;
  customer: TwistFace;
}

export interface TwistFace {
  title: Title;
  text: string;
  /** Words to tap and send; may be empty. */
  line: string;
}

export interface RubricCard {
  id: Slug;
  title: Title;
  version: number;
  /** The focus criteria it proposes, by their place from 0. */
  focus: readonly number[];
  /** By their place from 0; in a recording as its doctrine reads them. */
  criteria: readonly ({
    id: Slug;
    title: Title;
    weight: number;
    /** False: typed words cannot show it; N/A in a text round. */
    text_medium: boolean;
    /** What 1 to 5 look like. */
    anchors: readonly string[];
    /** The anchors 1, 3 and 5 in one line. */
    short: string;
    /** When N/A is the right value. */
    na: string;
  })[];
}

export interface DoctrineCard {
  id: Slug;
  title: Title;
  line: string;
}

/** The recorded sessions of one class by round and pair; more: go on after the last. */
export interface Recordings {
  class: Stream;
  name: string;
  retention_days: number;
  recordings: readonly ({
    session: Stream;
    round: number;
    pair: number;
    scenario: Title;
    csr: Named;
    customer: Named;
    /** When it began, in wall milliseconds. */
    played: number;
    /** What its play clock reached. */
    seconds: number;
    /** It is not over yet. */
    live: boolean;
    sheets: readonly ({
      scorer: Person;
      kind: SheetKind;
      state: SheetState;
    })[];
  })[];
  more: boolean;
}

/** A person of a class; an erased one has no name. */
export interface Named {
  person: Person;
  name: string;
}

/** How far a sheet is */
export type SheetState = 'started' | 'submitted' | 'published';

/** All of one recording. Sheets of others are blind until sheets_opened: until then they are left out. */
export interface Recording {
  session: Stream;
  class: Stream;
  class_name: string;
  round: number;
  pair: number;
  csr: Named;
  customer: Named;
  observers: readonly Named[];
  scenario: Title;
  /** The customer's name in the scene. */
  customer_name: string;
  /** Which truth was played, in words. */
  variant: Title;
  doctrine: DoctrineCard;
  /** The one that was pinned. */
  rubric: RubricCard;
  /** The pinned lexicon's classes: the first is the lowest bit of said.classes. title is shown behind the word possible. tone: a good sign, one to watch, or neither. */
  phrases: readonly ({
    id: Slug;
    title: Title;
    tone: 'good' | 'watch' | 'plain';
  })[];
  focus: readonly number[];
  played: number;
  seconds: number;
  live: boolean;
  /** As a watcher of role trainer gets them, in order. */
  events: readonly Event[];
  sheets: readonly Sheet[];
}

/** One scorer's sheet. Moments are the trainer's n. */
export interface Sheet {
  scorer: Person;
  name: string;
  kind: SheetKind;
  state: SheetState;
  /** Of the criteria that were touched. */
  scores: readonly ({
    criterion: number;
    /** Empty: not scored yet. */
    value: '' | 'na' | '1' | '2' | '3' | '4' | '5';
    evidence: readonly number[];
    comment: string;
  })[];
  praise: readonly ({
    place: number;
    /** 0: none. */
    moment: number;
    text: string;
  })[];
  advice: string;
  /** Of the published page: /page#SECRET reads it. Empty unless published. */
  secret: string;
}
