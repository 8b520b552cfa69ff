import type { z } from 'zod';
import type { Permission, Standing } from '#/contract/endpoint.ts';
import type { Instant } from '#/core/time/instant.ts';
import { DAY } from '#/core/time/instant.ts';
import type { Day, Zone } from '#/core/time/zone.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { KINDS, notificationsContract } from './contract.ts';

export type Notice = z.input<typeof notificationsContract.list.output>['notices'][number];

/** Something to tell, before it is known whether it was read. Its key is of its rule alone. */
export type Found = Omit<Notice, 'kind' | 'read'>;

/** Who is told, and when. */
export interface Looking {
  readonly tx: Tx;
  readonly person: string;
  /** What they may; undefined: they have the data folder. */
  readonly standing: Standing | undefined;
  readonly now: Instant;
  readonly today: Day;
  readonly zone: Zone;
}

/** One kind of thing that people are told of. */
export interface Rule {
  readonly kind: (typeof KINDS)[number];
  /** Nobody is told who lacks one of these: they may not see what it speaks of, or can do nothing about it. */
  readonly needs: readonly Permission[];
  /** What there is to tell; a rule looks at no more than can be read. */
  readonly look: (looking: Looking) => Promise<readonly Found[]>;
}

/** More than these of one rule are on a page of their own. */
export const MOST = 50;
/** What is about to end is told so long before. */
export const AHEAD = 7 * DAY;

const SPOKEN = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `3 Mar 2026`, as the console shows days. */
export const spoken = (day: Day): string => SPOKEN.format(day * DAY);

/** The day whose end an instant is, where it is one: what holds until midnight holds for the day before. */
export const lastDay = ({ zone }: Pick<Looking, 'zone'>, end: Instant): Day => zone.dayOf(end - 1);
