import type { Item } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import { type Moment, notAfter } from '#/core/time/moment.ts';
import { unknown, type Verdict } from '#/core/verdict.ts';
import { doneBy, worstOf } from '#/checks/deadline.ts';

export type Account = Pick<Item<'account'>, 'system' | 'kind' | 'status' | 'createdAt' | 'disabledAt' | 'reported'>;

export interface Removal {
  readonly deadline: Moment;
  readonly asOf: Instant;
  /** When its owner came back after the deadline; null when they did not. */
  readonly returned: Moment | null;
}

/** The verdict on the removal of all accounts of somebody who left. Machines' accounts are not removed but handed over. */
export function allRemoved(accounts: readonly Account[], removal: Removal): Verdict {
  const verdicts = accounts
    .filter(({ kind, createdAt }) => kind !== 'service' && !isMadeForReturn(createdAt, removal))
    .map((account) => removed(account, removal));
  return worstOf(verdicts) ?? unknown('no account is known to be theirs, so nothing shows when their access ended');
}

function isMadeForReturn(createdAt: Moment | undefined, { returned }: Removal): boolean {
  return returned !== null && createdAt !== undefined && createdAt.earliest >= returned.earliest;
}

function removed(account: Account, { deadline, asOf, returned }: Removal): Verdict {
  const done = removedAt(account);
  const verdict = doneBy({ what: `the removal of access to ${account.system}`, done, deadline, asOf });
  if (returned === null || verdict.outcome !== 'deviation') return verdict;
  return done !== null && done !== undefined && notAfter(done, returned) === 'yes'
    ? verdict
    : unknown(`they came back later, and may have been given ${account.system} back after it was removed`);
}

/**
 * Null where the account can be used. A date beside an account that is reported as active tells of an earlier time;
 * no date beside one that is disabled, or gone, only means that the source does not say when.
 */
function removedAt({ status, disabledAt, reported }: Account): Moment | null | undefined {
  if (reported && status === 'active') return null;
  return disabledAt === null && (status === 'disabled' || !reported) ? undefined : disabledAt;
}
