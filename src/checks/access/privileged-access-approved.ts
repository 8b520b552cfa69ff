import { z } from 'zod';
import { type Actor, bot, person, unresolved } from '#/core/actor.ts';
import type { Item } from '#/core/populations/index.ts';
import { at, type Moment, momentOf, notAfter } from '#/core/time/moment.ts';
import { pass, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { bestOf } from '#/checks/deadline.ts';
import { where } from '#/checks/scope.ts';
import { ifActive } from './account.ts';
import { approvedGrant, byAnother } from './grant.ts';

const ADA = person('employee:1');
const BO = person('employee:2');
const noon = momentOf('2025-12-03T12:00:00Z');
const account = { system: 'aws:4421', owner: ADA, status: 'active', privileged: true } as const;
const grant = {
  system: 'aws:4421',
  privileged: true,
  person: ADA,
  grantedAt: noon,
  revokedAt: null,
  approvals: [{ by: BO, at: noon }],
} as const;

export default defineCheck({
  id: 'access.privileged-access-approved',
  version: 2,
  title: 'Whoever can administer a system was approved by another person',
  prose:
    'An administrator can undo every other control. The approval is the one that the account names, else that of a grant of privileged access to the same system that has not been revoked and began before the account was seen with it; of a system where neither is told, nothing is known. Whether the holder still needs the right is a question for the review of access.',
  controls: ['privileged-access'],
  terms: {
    'privileged-access': ['administrative|admin|privileged|elevated|root', 'approves|approv|authoriz'],
  },
  sentence: () => 'The holder of each active account that can administer its system was approved by another person.',
  parameters: z.strictObject({}),
  population: 'account',
  reads: ['system', 'owner', 'status', 'privileged', 'approvedBy'],
  anchor: 'validity',
  companions: {
    grants: companion('access-grant', ['system', 'privileged', 'person', 'approvals', 'grantedAt', 'revokedAt'], {
      by: 'person',
      of: ({ owner }: { readonly owner: Actor }) => owner,
      back: 'owner',
    }),
  },
  judge({ system, owner, status, privileged, approvedBy, since }, { companions }) {
    const isAsked = privileged !== false && status !== 'disabled';
    const verdict = isAsked
      ? approvedBy.kind === 'unnamed'
        ? grantedOf({ system, since }, companions.grants)
        : byAnother(approvedBy, owner)
      : pass();
    return where(privileged, ifActive(status, verdict), {
      no: 'it cannot administer its system',
      unsaid: 'the source does not say whether it can administer its system',
    });
  },
  examples: [
    { name: 'approved by another', item: { ...account, approvedBy: BO }, expect: 'pass' },
    { name: 'approved by its holder', item: { ...account, approvedBy: ADA }, expect: 'deviation' },
    { name: 'approved by a machine', item: { ...account, approvedBy: bot('bot:flow') }, expect: 'deviation' },
    {
      name: 'approved by somebody unknown',
      item: { ...account, approvedBy: unresolved('okta:zed') },
      expect: 'unknown',
    },
    {
      name: 'held by somebody unknown',
      item: { ...account, owner: unresolved('okta:zed'), approvedBy: BO },
      expect: 'unknown',
    },
    { name: 'no source tells approvals', item: account, expect: 'unknown' },
    {
      name: 'a grant was approved by another at the instant at which it began',
      item: account,
      companions: { grants: [grant] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'a grant was approved a millisecond later',
      item: account,
      companions: { grants: [{ ...grant, approvals: [{ by: BO, at: at(noon.latest + 1) }] }] },
      expect: 'deviation',
    },
    {
      name: 'a grant was approved by nobody',
      item: account,
      companions: { grants: [{ ...grant, approvals: [] }] },
      expect: 'deviation',
    },
    {
      name: 'the approved grant began a millisecond after the account was seen',
      item: { ...account, since: momentOf('2026-01-01T00:00:00Z') },
      companions: { grants: [{ ...grant, grantedAt: momentOf('2026-01-01T00:00:00.001Z') }] },
      expect: 'unknown',
    },
    {
      name: 'the approved grant began when the account was seen',
      item: { ...account, since: momentOf('2026-01-01T00:00:00Z') },
      companions: { grants: [{ ...grant, grantedAt: momentOf('2026-01-01T00:00:00Z') }] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'the approved grant was revoked',
      item: account,
      companions: { grants: [{ ...grant, revokedAt: noon }] },
      expect: 'unknown',
    },
    {
      name: 'the approved grant was for another system',
      item: account,
      companions: { grants: [{ ...grant, system: 'okta' }] },
      expect: 'unknown',
    },
    {
      name: 'the approved grant may have been for less',
      item: account,
      companions: { grants: [{ ...grant, privileged: undefined }] },
      expect: 'unknown',
    },
    { name: 'cannot administer', item: { ...account, privileged: false }, trap: true, expect: 'not-applicable' },
    {
      name: 'approved by its holder, and disabled',
      item: { ...account, status: 'disabled', approvedBy: ADA },
      expect: 'not-applicable',
    },
    {
      name: 'approved by its holder, and may not administer',
      item: { ...account, privileged: undefined, approvedBy: ADA },
      expect: 'unknown',
    },
  ],
});

type Grant = Pick<Item<'access-grant'>, 'system' | 'privileged' | 'person' | 'approvals' | 'grantedAt' | 'revokedAt'>;

/** A grant that was revoked, or of which it is not said that it was to administer this system, settles nothing. */
interface Seen {
  readonly system: string;
  /** When the account was first seen like this. */
  readonly since: Moment | null;
}

/** What was approved later says nothing of the time before. */
function grantedOf({ system, since }: Seen, grants: readonly Grant[]): Verdict {
  const settling = grants.filter((grant) => grant.system === system && grant.privileged === true && !grant.revokedAt);
  const before = settling.filter(({ grantedAt }) => since === null || notAfter(grantedAt, since) !== 'no');
  const verdict = bestOf(before.map(approvedGrant));
  if (verdict !== undefined) return verdict;
  return settling.length > 0
    ? unknown('its grant began after it was seen, and the source does not say who approved it before')
    : unknown('the source does not say who approved it');
}
