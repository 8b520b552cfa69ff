import type { Item } from '#/core/populations/index.ts';
import type { Verdict } from '#/core/verdict.ts';
import { among, where } from '#/checks/scope.ts';

type Status = Item<'account'>['status'];
const ACTIVE: ReadonlySet<NonNullable<Status>> = new Set(['active']);

/** The verdict on an account that a rule is about only while it can be used. */
export const ifActive = (status: Status, verdict: Verdict): Verdict =>
  where(among(status, ACTIVE), verdict, {
    no: 'it is disabled',
    unsaid: 'the source does not say whether it can be used',
  });
