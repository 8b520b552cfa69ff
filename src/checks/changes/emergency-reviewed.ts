import { z } from 'zod';
import { person, unresolved } from '#/core/actor.ts';
import { type Instant, NEVER } from '#/core/time/instant.ts';
import { at, type Moment, momentOf } from '#/core/time/moment.ts';
import { notApplicable, openAs, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { type Approved, approvedBy } from './approval.ts';
import { hangsOnStated } from './stated.ts';

const ADA = person('employee:1');
const friday = momentOf('2026-03-06T12:00:00Z');
const emergency = {
  author: ADA,
  mergedAt: friday,
  headRevision: 'head',
  revision: 'merged',
  emergency: true,
  approvals: [],
} as const;
const approved = (when: string) => ({
  by: person('employee:2'),
  state: 'approved' as const,
  at: momentOf(when),
  revision: 'head',
  grade: 'platform' as const,
});
const parameters = { businessDays: 2 };
const REVIEW = 'its review';

export default defineCheck({
  id: 'changes.emergency-reviewed',
  version: 2,
  title: 'An emergency change is approved by another person soon after',
  prose:
    'An emergency may go first and be looked at later, but not never. An approval before the merge counts, too. Whether it was an emergency indeed, and the time of its deployment rather than of its merge, is not seen.',
  controls: ['emergency-changes'],
  terms: {
    'emergency-changes': ['emergency|urgent|hotfix', 'review|approv', 'after|following|within|next'],
  },
  sentence: ({ businessDays }) =>
    `Each emergency change is approved, by a person who did not write it, by the end of business day ${businessDays} after it was merged.`,
  parameters: z.strictObject({ businessDays: z.int().min(0) }),
  population: 'change',
  reads: ['author', 'coauthors', 'approvals', 'headRevision', 'revision', 'mergedAt', 'emergency'],
  anchor: 'mergedAt',
  companions: {},
  judge(change, { parameters: { businessDays }, calendar, asOf }) {
    if (change.emergency === false) return notApplicable('not an emergency');
    const deadline = calendar.endOfBusinessDay(change.mergedAt, businessDays);
    const approval = approvedBy(change, deadline);
    if (change.emergency === undefined) {
      return approval.kind === 'approved'
        ? notApplicable('approved by another, so that nothing hangs on whether it was an emergency')
        : unknown('the source does not say whether it was an emergency');
    }
    if (approval.kind === 'unclear') return unknown(approval.because);
    const done = approval.kind === 'approved' ? approval.at : null;
    const verdict = doneBy({ what: REVIEW, done, deadline, asOf });
    return verdict.outcome === 'deviation' && approval.kind === 'not approved'
      ? { ...endedLate(verdict, approvedBy(change, at(NEVER)), { deadline, asOf }), reason: approval.because }
      : verdict;
  },
  passesOnWord: (recorded) => hangsOnStated(recorded, (change) => approvedBy(change, at(NEVER)).kind),
  examples: [
    {
      name: 'approved in the last millisecond of the second business day',
      item: { ...emergency, approvals: [approved('2026-03-10T22:59:59.999Z')] },
      parameters,
      trap: true,
      expect: 'pass',
    },
    {
      name: 'approved a millisecond later',
      item: { ...emergency, approvals: [approved('2026-03-10T23:00:00Z')] },
      parameters,
      expect: 'deviation',
    },
    {
      name: 'approved before it was merged',
      item: { ...emergency, approvals: [approved('2026-03-06T11:59:00Z')] },
      expect: 'pass',
    },
    {
      name: 'approved by its author',
      item: { ...emergency, approvals: [{ ...approved('2026-03-09T09:00:00Z'), by: ADA }] },
      expect: 'deviation',
    },
    { name: 'not approved yet, on the last day', item: emergency, asOf: '2026-03-10T22:59:59.999Z', expect: 'pending' },
    { name: 'not approved, a millisecond later', item: emergency, asOf: '2026-03-10T23:00:00Z', expect: 'deviation' },
    {
      name: 'approved by an unknown login',
      item: { ...emergency, approvals: [{ ...approved('2026-03-09T09:00:00Z'), by: unresolved('github:zed') }] },
      expect: 'unknown',
    },
    {
      name: 'merged on a day whose hour nobody knows, and which ends elsewhere than at home',
      item: { ...emergency, mergedAt: momentOf('2026-03-06T22:30:00Z/2026-03-09T23:30:00Z') },
      asOf: '2026-03-11T12:00:00Z',
      expect: 'unknown',
    },
    { name: 'not an emergency', item: { ...emergency, emergency: false }, expect: 'not-applicable' },
    {
      name: 'of unsaid urgency, and approved',
      item: { ...emergency, emergency: undefined, approvals: [approved('2026-03-06T11:59:00Z')] },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'of unsaid urgency, and approved by nobody',
      item: { ...emergency, emergency: undefined },
      expect: 'unknown',
    },
  ],
});

/** An approval after the deadline makes nothing good, and yet the change waits for none any more. */
function endedLate(
  verdict: Verdict,
  approval: Approved,
  { deadline, asOf }: { readonly deadline: Moment; readonly asOf: Instant },
): Verdict {
  if (approval.kind !== 'approved') return openAs(verdict, approval.kind === 'unclear' ? 'unclear' : 'yes');
  const late = doneBy({ what: REVIEW, done: approval.at, deadline, asOf });
  return late.outcome === 'deviation' ? late : verdict;
}
