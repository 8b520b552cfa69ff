import { z } from 'zod';
import { momentOf, onDay } from '#/core/time/moment.ts';
import { notApplicable, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { doneBy } from '#/checks/deadline.ts';
import { unlessGone } from './employment.ts';

const moved = { endedOn: null, roleChangedOn: onDay('2026-03-02', 'Europe/Berlin') } as const;
const adjusted = (when: string) => ({ ...moved, accessReviewedOn: momentOf(when) });
const parameters = { businessDays: 5 };

export default defineCheck({
  id: 'people.mover-access-adjusted',
  version: 1,
  title: 'Access is adjusted in time when somebody changes role',
  prose:
    'Rights pile up when people move and nobody takes the old ones away. Only the last change of role is known, and an adjustment before its day belongs to an earlier one. What was taken away or kept is not seen.',
  controls: ['access-transfers'],
  terms: {
    'access-transfers': [
      'adjusts|adjust|review|chang|updat|correct',
      'access|account',
      'role|position|job|transfer|department|team',
    ],
  },
  sentence: ({ businessDays }) =>
    `Access is reviewed and adjusted by the end of business day ${businessDays} after a person changes role, unless they leave before.`,
  parameters: z.strictObject({ businessDays: z.int().min(0) }),
  population: 'person',
  reads: ['endedOn', 'roleChangedOn', 'accessReviewedOn'],
  anchor: 'roleChangedOn',
  companions: {},
  judge({ endedOn, roleChangedOn, accessReviewedOn }, { parameters: { businessDays }, calendar, asOf }) {
    if (roleChangedOn === undefined) return unknown('the source does not say whether they changed role');
    if (roleChangedOn === null) return notApplicable('has not changed role');
    if (roleChangedOn.earliest > asOf) return notApplicable('has not changed role yet', roleChangedOn.earliest);
    const isOfEarlier = accessReviewedOn && accessReviewedOn.latest < roleChangedOn.earliest;
    const deadline = calendar.endOfBusinessDay(roleChangedOn, businessDays);
    const done = isOfEarlier ? null : accessReviewedOn;
    return unlessGone(doneBy({ what: 'the adjustment of their access', done, deadline, asOf }), { endedOn }, deadline);
  },
  examples: [
    {
      name: 'adjusted in the last millisecond of the fifth business day',
      item: adjusted('2026-03-09T22:59:59.999Z'),
      parameters,
      expect: 'pass',
    },
    {
      name: 'adjusted a millisecond later',
      item: adjusted('2026-03-09T23:00:00Z'),
      parameters,
      expect: 'deviation',
    },
    {
      name: 'adjusted on the day of the change',
      item: { ...moved, accessReviewedOn: onDay('2026-03-02', 'Europe/Berlin') },
      expect: 'pass',
    },
    {
      name: 'adjusted only to an earlier change, until the last millisecond before this one',
      item: adjusted('2026-03-01T22:59:59.999Z'),
      expect: 'deviation',
    },
    { name: 'not adjusted', item: { ...moved, accessReviewedOn: null }, expect: 'deviation' },
    {
      name: 'not adjusted yet, on the last day',
      item: { ...moved, accessReviewedOn: null },
      asOf: '2026-03-09T22:59:59.999Z',
      expect: 'pending',
    },
    {
      name: 'left on the day on which it was due',
      item: { ...moved, accessReviewedOn: null, endedOn: onDay('2026-03-09', 'Europe/Berlin') },
      trap: true,
      expect: 'not-applicable',
    },
    { name: 'the source does not tell adjustments', item: moved, expect: 'unknown' },
    { name: 'the source does not tell changes of role', item: { endedOn: null }, expect: 'unknown' },
    { name: 'never moved', item: { ...moved, roleChangedOn: null }, expect: 'not-applicable' },
    { name: 'moves next month', item: moved, asOf: '2026-02-02T00:00:00Z', expect: 'not-applicable' },
  ],
});
