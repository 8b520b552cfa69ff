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
}

export interface Guidance {
  readonly why: readonly string[];
  readonly todo: readonly Step[];
  /** What shows that it was done. */
  readonly evidence: readonly string[];
  /** Of how many deviations that it is about something is said; absent where no check found any. */
  readonly explained?: Explained;
}

/** `own`: a person made it; no cause is behind it, and nothing but a person ends it. */
export const KINDS = ['first', 'performance', 'gap', 'owners', 'finding', 'own'] as const;
export type Kind = (typeof KINDS)[number];

/** `dropped`: a person put it aside. `lapsed`: its cause is gone, and it was not done. */
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

/** A status as a part of a key. */
export const slugOf = (status: string): string => status.replaceAll(' ', '-');

/** Never after the last day of the window, unless that is over already. */
export const dueIn = (days: number, today: Day, last: Day): string =>
  formatDay(last < today ? today + days : Math.min(today + days, last));
