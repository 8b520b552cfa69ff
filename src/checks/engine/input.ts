import type { Accounted } from '#/core/coverage/coverage.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import type { OpenSegment } from '#/core/segment/merge.ts';
import type { Calendar } from '#/core/time/calendar.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Outcome } from '#/core/verdict.ts';
import type { Check } from '#/checks/check.ts';
import type { Outcomes } from './outcomes.ts';
import type { Aliases, Once } from './people.ts';

/** A position in the ledger and the instant that a run takes for now. */
export interface AsOf {
  /** Everything that was sealed before it is seen. */
  readonly position: number;
  readonly instant: Instant;
}

/** Limits, and the instant from which they are in force. */
export interface ParametersFrom {
  readonly from: Instant;
  readonly values: unknown;
  /** Limits that were dated back take the place of these, which were in force until the log had the others. */
  readonly was?: unknown;
}

/** One check as an organization has it. */
export interface Setup {
  readonly check: Check;
  /** At least one, ascending; the first also holds before it. */
  readonly parameters: readonly ParametersFrom[];
  /** Keys of items that people excluded from it, and until when. */
  readonly exclusions: ReadonlyMap<string, Instant>;
  /** What it said in the earlier run; null when there is none. */
  readonly earlier: Outcomes | null;
}

export interface RunInput {
  readonly population: PopulationName;
  /** All of them checks of that population. */
  readonly setups: readonly Setup[];
  /** The segments of a population, merged or not; the result is the same. */
  readonly open: (population: PopulationName) => readonly OpenSegment[];
  readonly aliases: Aliases;
  /** Left out: each run looks at the numbers of all people anew. */
  readonly numbersOnce?: Once;
  readonly calendar: Calendar;
  readonly asOf: AsOf;
  /** What runs of sources that the log took before the position account for, of populations that a rule bounds. */
  readonly readings: (population: PopulationName) => readonly Accounted[];
  /** An earlier run of the same checks, with the same limits and calendar, whose outcomes the setups hold. */
  readonly earlier: Pick<RunInput, 'asOf' | 'aliases' | 'readings'> | null;
}

/** What a run gives for one check. */
export interface Judgement {
  readonly outcomes: Outcomes;
  /** How many items were judged anew; the others are as the earlier run had them. */
  readonly judged: number;
}

/** What a person must see one by one: anything that is not clean, and what is clean now and was not before. */
export interface Finding {
  /** Place of its check among the setups. */
  readonly setup: number;
  /** `<source>/<key>`. */
  readonly key: string;
  /** For an observed state the look that first saw it, which tells the states of one key apart; else null. */
  readonly look: Instant | null;
  readonly shown: Outcome;
  /** What the rule said, whether people excluded the item or not. */
  readonly rule: Outcome;
  readonly reason: string;
  readonly fromMinute: number;
  readonly toMinute: number;
}
