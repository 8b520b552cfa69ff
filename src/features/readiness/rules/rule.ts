import type { Place } from '#/core/place.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Category } from '#/library/library.ts';
import type { Frequency, OwnerFunction } from '#/core/controls.ts';
import type { PromiseName } from '#/library/promises.ts';

/** One expected performance, as far as rules look at it. */
export interface Due {
  readonly kind: 'performed' | 'late' | 'missed' | 'unproven' | 'due' | 'upcoming';
  readonly start: Instant;
  /** The first instant after the last day on which it is in time. */
  readonly end: Instant;
}

export interface RuledChange {
  /** From when on it holds, and when the log received it. */
  readonly from: Instant;
  readonly received: Instant;
  /** Is it of the rhythm, and not of the words alone? */
  readonly rhythm: boolean;
}

export interface RuledControl {
  readonly id: string;
  readonly title: string;
  readonly owner: string | null;
  readonly ownerFunction: OwnerFunction;
  readonly frequency: Frequency;
  readonly criteria: readonly string[];
  /** The control of the library that it began as. */
  readonly origin: string | null;
  /** Criteria that the library gives that control; empty for one of the company's own. */
  readonly servedByOrigin: readonly string[];
  readonly statement: string;
  readonly asInLibrary: boolean;
  /** Words that checks which are on judge, and that the statement does not say. */
  readonly unsaid: readonly { readonly check: string; readonly terms: readonly string[]; readonly sentence: string }[];
  /** How often it is performed by its statement, where its frequency says something else. */
  readonly saidApart: string | null;
  readonly highRisk: boolean;
  readonly status: string;
  readonly checks: readonly { readonly id: string; readonly title: string; readonly enabled: boolean }[];
  readonly populations: readonly string[];
  /** Populations that are complete only by what a person declared. */
  readonly declaredOnly: readonly string[];
  readonly occurrences: readonly Due[];
  /** Since when it was first adopted, and each change of what it says or of how often it is performed. */
  readonly adopted: Instant;
  readonly changes: readonly RuledChange[];
  /** Something that shows its design, by the day on which it occurred; null when nothing does. */
  readonly designSince: Instant | null;
}

export interface RuledEvidence {
  readonly control: string;
  readonly name: string;
  readonly purpose: 'performance' | 'design';
  readonly occurred: Instant;
  readonly received: Instant;
  readonly grade: string;
}

/** What the records say of accounts that can administer a system. */
export interface Privileged {
  /** Null when no record says which they are. */
  readonly accounts: number | null;
  /** Some approval is said to be of such access. */
  readonly approved: boolean;
  /** Some review is said to have covered such access. */
  readonly reviewed: boolean;
}

/** All that a rule of the programme may look at: facts, worked out before. */
export interface Programme {
  readonly asOf: Instant;
  readonly engagement: {
    readonly id: string;
    readonly type: 'type-1' | 'type-2';
    readonly start: Instant;
    readonly end: Instant;
    readonly opened: Instant;
    readonly categories: readonly Category[];
    /** Parts of the system of which something is named, such as data. */
    readonly parts: readonly string[];
    /** What is promised to customers. */
    readonly promises: readonly PromiseName[];
    readonly subservice: readonly {
      readonly name: string;
      readonly method: 'carve-out' | 'inclusive';
      readonly expected: number;
      readonly controls: number;
    }[];
  };
  /** People who work for the company now, as the records say; null when no record does. */
  readonly headcount: number | null;
  /** People who wrote changes in the window; null when nothing is known of changes. */
  readonly authors: number | null;
  readonly controls: readonly RuledControl[];
  readonly criteria: readonly { readonly id: string; readonly relevant: boolean; readonly controls: number }[];
  readonly attached: readonly RuledEvidence[];
  /** Those in force, with who approved and who wrote the version that is. */
  readonly policies: readonly {
    readonly id: string;
    readonly title: string;
    readonly approvedBy: string;
    readonly writtenBy: readonly string[];
  }[];
  readonly sources: readonly {
    readonly id: string;
    readonly file: boolean;
    readonly read: Instant | null;
    readonly failed: boolean;
    /** Another source follows it, and was read for all that it told of. */
    readonly replaced: boolean;
    /** Since when nobody reads it, because somebody disconnected it. */
    readonly disconnected: Instant | null;
    /** What it tells of approvals is what somebody stated. */
    readonly approvals?: 'stated';
  }[];
  /** Does any change hold an approval that somebody stated? Null where no source could tell of one. */
  readonly statesApprovals: boolean | null;
  readonly exclusions: { readonly total: number; readonly knownBefore: number; readonly deviations: number };
  readonly unresolved: { readonly handles: number; readonly times: number };
  /** How many items each population holds. */
  readonly items: Readonly<Record<string, number>>;
  readonly privileged: Privileged;
}

/** What a rule found, and what to do about it. */
export interface Finding {
  /** A control's id, or what else it is about. */
  readonly subject: string;
  readonly says: string;
  readonly next: string;
  /** Where that is done; left out, it is the control that it is about. */
  readonly place?: Place;
}

export interface Example {
  readonly name: string;
  readonly programme: Programme;
  /** Subjects that are named, in order; none for a trap or a clean programme. */
  readonly finds: readonly string[];
}

/** A rule that catches what ends programmes. It says what is so, never what an auditor will think. */
export interface Rule {
  readonly id: string;
  /** What is so. */
  readonly title: string;
  /** What to do about it, in a few words: the title of its task. */
  readonly task: string;
  readonly why: string;
  /** What is so once it is dealt with, as whoever mends it can see; it must be able to become so. */
  readonly settled: string;
  /** What it costs when nothing is done: the report, an exception, or time. */
  readonly weight: 'report' | 'exception' | 'time';
  /** Checks whose outcomes it explains: what it finds stands on their pages too. */
  readonly checks?: readonly string[];
  readonly look: (programme: Programme) => readonly Finding[];
  readonly examples: readonly Example[];
}

export const defineRule = (rule: Rule): Rule => rule;
