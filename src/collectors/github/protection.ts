import type { Fact } from '#/core/populations/index.ts';
import type { Protection, Rule } from './shapes.ts';

/** What guards a branch: none means that GitHub says there is nothing; unknown, that it does not say. */
export interface Guards {
  readonly protection: Protection | null | undefined;
  readonly rules: readonly GuardingRule[] | undefined;
}

/** An active rule, and whether anybody may pass it by. */
export interface GuardingRule extends Rule {
  readonly bypass: boolean | undefined;
}

type Guarded = Pick<
  Fact<'repository'>,
  'pullRequestRequired' | 'approvalsRequired' | 'staleApprovalsDismissed' | 'checksRequired' | 'administratorsBound'
>;

/** Either of the two can demand a thing; that neither does is known only where both were read. */
export function guarded({ protection, rules }: Guards): Guarded {
  const reviews = rules?.filter(({ type }) => type === 'pull_request');
  const classic = protection?.required_pull_request_reviews ?? undefined;
  return told({
    pullRequestRequired: either(
      known(protection, () => classic !== undefined),
      known(reviews, (all) => all.length > 0),
    ),
    approvalsRequired: approvals(
      known(protection, () => classic?.required_approving_review_count ?? 0),
      known(reviews, (all) => Math.max(0, ...all.map((rule) => rule.parameters?.required_approving_review_count ?? 0))),
    ),
    staleApprovalsDismissed: either(
      known(protection, () => classic?.dismiss_stale_reviews === true),
      known(reviews, (all) => all.some((rule) => rule.parameters?.dismiss_stale_reviews_on_push === true)),
    ),
    checksRequired: either(
      known(protection, demandsChecks),
      known(rules, (all) => all.some(isDemandForChecks)),
    ),
    administratorsBound: bound(protection, reviews),
  });
}

const known = <T, R>(value: T | undefined, read: (value: T) => R): R | undefined =>
  value === undefined ? undefined : read(value);

function either(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  if (a === true || b === true) return true;
  return a === undefined || b === undefined ? undefined : false;
}

const approvals = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined || b === undefined ? undefined : Math.max(a, b);

function demandsChecks(protection: Protection | null): boolean {
  const { contexts = [], checks = [] } = protection?.required_status_checks ?? {};
  return contexts.length + checks.length > 0;
}

const isDemandForChecks = ({ type, parameters }: Rule): boolean =>
  type === 'workflows' || (type === 'required_status_checks' && (parameters?.required_status_checks ?? []).length > 0);

/** Bound are they by a demand for review that nobody can pass by; not, where no such demand is. */
function bound(
  protection: Protection | null | undefined,
  reviews: readonly GuardingRule[] | undefined,
): boolean | undefined {
  const classic = known(
    protection,
    (value) => (value?.required_pull_request_reviews ?? null) !== null && value?.enforce_admins?.enabled === true,
  );
  const ruled = known(reviews, (all) => {
    if (all.some(({ bypass }) => bypass === false)) return true;
    return all.every(({ bypass }) => bypass === true) ? false : undefined;
  });
  return either(classic, ruled);
}

/** Without the members that nothing is known of. */
const told = (fields: { readonly [K in keyof Guarded]: Guarded[K] | undefined }): Guarded =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
