import { type Actor, samePerson } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';
import { notAfter } from '#/core/time/moment.ts';
import { deviation, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { bestOf } from '#/checks/deadline.ts';

type Grant = Pick<Item<'access-grant'>, 'person' | 'approvals' | 'grantedAt'>;
type Approval = NonNullable<Grant['approvals']>[number];

/** The verdict on the approval of access by a person other than the one who receives it, before it began. */
export function approvedGrant({ person, approvals, grantedAt }: Grant): Verdict {
  if (approvals === undefined) return unknown('the source does not say who approved it');
  return (
    bestOf(approvals.map((approval) => approvedBefore(approval, { person, grantedAt }))) ??
    deviation('nobody approved it')
  );
}

function approvedBefore({ by, at }: Approval, { person, grantedAt }: Pick<Grant, 'person' | 'grantedAt'>): Verdict {
  const other = byAnother(by, person);
  const early = at === undefined ? 'unclear' : notAfter(at, grantedAt);
  if (other.outcome === 'deviation') return other;
  if (early === 'no') return deviation('it was approved too late');
  if (other.outcome === 'unknown') return other;
  return early === 'yes' ? pass() : unknown('the source does not say exactly when it was approved');
}

/** Was it approved by a person other than this one? */
export function byAnother(approver: Actor, holder: Actor): Verdict {
  if (approver.kind === 'bot') return deviation('only a machine approved it');
  if (isSame(approver, holder)) return deviation('only the one who receives it approved it');
  if (approver.kind !== 'person')
    return unknown('it was approved by somebody who is not known to be a person of the company');
  return holder.kind === 'person' || holder.kind === 'bot'
    ? pass()
    : unknown('who receives it is not known, and may be the one who approved it');
}

const isSame = (a: Actor, b: Actor): boolean =>
  samePerson(a, b) || (a.kind === 'unresolved' && b.kind === 'unresolved' && a.handle === b.handle);
