import type { Item } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import type { Moment } from '#/core/time/moment.ts';
import { unknown, type Verdict } from '#/core/verdict.ts';
import { bestOf, doneBy } from '#/checks/deadline.ts';

type Vulnerability = Pick<Item<'vulnerability'>, 'status' | 'fixedAt' | 'acceptedBy' | 'acceptedAt'>;

/** Fixed, or its risk accepted by a person, by the deadline: the better of the two counts. */
export function settledBy(deadline: Moment, weakness: Vulnerability, asOf: Instant): Verdict {
  const fixed = doneBy({ what: 'its fix', done: fixOf(weakness), deadline, asOf });
  if (fixed.outcome === 'pass') return fixed;
  const accepted = acceptanceBy(deadline, weakness, asOf);
  if (accepted === null || accepted.outcome === 'pass') return accepted ?? fixed;
  return bestOf([accepted, fixed]) ?? fixed;
}

/** Any status but `fixed` says that there is no fix; that status without a date says nothing of when. */
function fixOf({ status, fixedAt }: Vulnerability): Moment | null | undefined {
  if (fixedAt !== null && fixedAt !== undefined) return fixedAt;
  if (status === 'fixed') return undefined;
  return status === undefined ? fixedAt : null;
}

/** Null where nobody accepted it: a machine decides nothing, and what is open again is no longer accepted. */
function acceptanceBy(deadline: Moment, weakness: Vulnerability, asOf: Instant): Verdict | null {
  const { status } = weakness;
  if (status === 'open') return null;
  const { acceptedBy: by, acceptedAt } = weakness;
  const isSaid = status === 'accepted' || status === 'dismissed';
  if (by.kind === 'bot' || (!isSaid && (acceptedAt === null || acceptedAt === undefined))) return null;
  const verdict = doneBy({
    what: 'the acceptance of its risk',
    done: acceptedAt ?? undefined,
    deadline,
    asOf,
  });
  if (verdict.outcome !== 'pass' || by.kind === 'person') return verdict;
  return unknown('its risk was accepted by somebody who is not known to be a person of the company');
}
