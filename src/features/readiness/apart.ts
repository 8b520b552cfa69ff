import type { ApartEnd, ApartList } from './apart.contract.ts';
import type { Left } from '#/checks/carried.ts';
import { DomainError } from '#/core/errors.ts';
import type { Arrival } from '#/core/coverage/arrival.ts';
import type { Carried } from '#/core/status/carried.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Outcome } from '#/core/verdict.ts';

/** What belongs to a window and yet stands apart from it, and why. */
export interface Apart {
  /** A record's key, or the id of what a person attached. */
  readonly item: string;
  readonly population: string | null;
  /** The check whose deadline it is. */
  readonly check: string | null;
  readonly controls: readonly string[];
  /** As the record, or the person who attached it, says. */
  readonly occurred: string | null;
  /** The first instant at which its deadline will have come. */
  readonly due: Instant | null;
  readonly received: Instant | null;
  /** What the last run shows of it, where the list says what became of its items; else null. */
  readonly outcome: Outcome | null;
  readonly because: string;
}

/** How many are known of, and those of one page. */
export interface Found {
  /** Null while nobody has worked it out: there is too much to read for somebody who waits for an answer. */
  readonly known: number | null;
  readonly items: readonly Apart[];
  /** Of what came after the last day, how many more came in their source's turn; absent where nothing came. */
  readonly inTurn?: number;
  /** The last of them, where more stand behind it. */
  readonly end: ApartEnd | null;
}

export interface Listed extends Found {
  /** Null also where a check never ran that could say more of them. */
  readonly count: number | null;
  /** Checks that are on and never ran: nobody knows what they would put in the list. */
  readonly neverRun: readonly string[];
}

/** What a list keeps of each item, and nothing that can change without its records. */
export type Entry = Pick<Apart, 'item' | 'occurred' | 'due' | 'received'> & {
  readonly outcome?: Outcome;
  /** How it stood at the edge of the window that the list is about. */
  readonly was?: Left['was'];
  /** What an earlier run said of it, and of what it is, where that is not what the check judges now. */
  readonly said?: string;
  readonly population?: string;
  /** How it came, where the list is about that. */
  readonly arrival?: Exclude<Arrival, 'in turn'>;
};

/** One part of a list: the items that one check, or one population, puts there. */
export interface Part {
  /** With the window, what it is a part of. */
  readonly subject: string;
  /** A digest of all that decides what is in it. */
  readonly key: string;
  /** How many records are read to work it out. */
  readonly rows: number;
  /** Whose items they are. */
  readonly controls: readonly string[];
  readonly shown: (entry: Entry) => Apart;
}

export interface WorkedOut {
  readonly entries: readonly Entry[];
  /** How many of them the last run shows as what, where the list says so. */
  readonly carried?: Carried | null;
  /** How many more there are that the list leaves aside because they came in their turn. */
  readonly inTurn?: number;
  /** What the next one begins with, and what must be as it was for that. */
  readonly basis: { readonly of: Basis; readonly bytes: Uint8Array } | null;
}

export type Basis = { readonly rule: string; readonly asOfPosition: number };

/** A list in parts, each of which is kept by itself. */
export interface InParts {
  readonly list: ApartList;
  readonly parts: readonly Part[];
  /** Works out some of them, by subject; it reads whole populations. */
  readonly workOut: (parts: readonly Part[]) => Promise<ReadonlyMap<string, WorkedOut>>;
}

export interface Page {
  /** The last that was shown before; null: the first page. */
  readonly after: ApartEnd | null;
  readonly limit: number;
  /** Only what is of this control; of all, where it is left out. */
  readonly control?: string | undefined;
}

/** What a page was to begin behind is not where it was: somebody turned a check off, or records were erased. */
export const movedSince = (): DomainError =>
  new DomainError('input_invalid', {
    where: 'after',
    because: 'the list is not what it was when this page ended; begin with its first page',
  });
