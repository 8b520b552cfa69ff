import type { Step } from '#/core/place.ts';
import { type Day, formatDay } from '#/core/time/zone.ts';
import type { OwnerFunction } from '#/core/controls.ts';
import type { Explained } from '#/core/status/explained.ts';

/** Why there is something to do, and what. */
export interface Cause {
  /** The same for the same cause, whenever it is looked for. */
  readonly key: string;
  readonly kind: Kind;
  readonly function: OwnerFunction;
  readonly control: string | null;
  /** Who answers for the control. */
  readonly owner: string | null;
  readonly title: string;
  readonly guidance: Guidance;
  /** A day. */
  readonly due: string;
  /** It becomes a task at once, whatever else is open. */
  readonly urgent: boolean;
  /** What it says of controls, where one act settles the same for several of them, or what another task would ask for. */
  readonly beneath: readonly Beneath[];
}

/** What is said of one control by a task that is not of that control alone. */
export interface Beneath {
  readonly control: string;
  readonly says: readonly string[];
}

export interface Guidance {
  readonly why: readonly string[];
  readonly todo: readonly Step[];
  /** What shows that it was done. */
  readonly evidence: readonly string[];
  /** Of how many deviations that it is about something is said; absent where no check found any. */
  readonly explained?: Explained;
}

/** As it is kept: with the controls that it is about besides its own. */
export interface KeptGuidance extends Guidance {
  /** Absent in what was kept before there were any. */
  readonly controls?: readonly string[];
  /** Why there was something to do when it was opened. */
  readonly opened?: readonly string[];
}

/** `own`: a person made it; no cause is behind it, and nothing but a person ends it. */
export const KINDS = ['first', 'performance', 'gap', 'owners', 'finding', 'own'] as const;
export type Kind = (typeof KINDS)[number];

/** `dropped`: a person put it aside. `lapsed`: its cause is gone, or another task asks for it now, and it was not done. */
export const STATES = ['open', 'done', 'dropped', 'lapsed'] as const;
export type State = (typeof STATES)[number];

/** A task as it is kept. */
export interface Known {
  readonly key: string;
  readonly kind: Kind;
  readonly function: OwnerFunction;
  readonly control: string | null;
  readonly title: string;
  readonly state: State;
}

/** One that is open or put aside, with what was said of it when its cause was last seen. */
export interface Kept extends Known {
  readonly state: 'open' | 'dropped';
  readonly why: readonly string[];
  /** Whoever a person named to do it; null: nobody was named. */
  readonly named: string | null;
}

/** A status as a part of a key. */
export const slugOf = (status: string): string => status.replaceAll(' ', '-');

/** Never after the last day of the window, unless that is over already. */
export const dueIn = (days: number, today: Day, last: Day): string =>
  formatDay(last < today ? today + days : Math.min(today + days, last));
