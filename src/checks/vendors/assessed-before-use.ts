import { z } from 'zod';
import { momentOf, notAfter, onDay } from '#/core/time/moment.ts';
import { deviation, notApplicable, pass, unknown } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';

const first = {
  vendor: 'Cloudy',
  onboardedAt: momentOf('2026-03-03T12:00:00Z'),
  reviewedAt: momentOf('2026-03-03T12:00:00Z'),
} as const;

export default defineCheck({
  id: 'vendors.assessed-before-use',
  version: 1,
  title: 'A vendor is assessed before it is first used',
  prose:
    'After the contract is signed and the data has been sent, an assessment changes nothing. The first review of a vendor is judged, in the window in which the vendor was first used; later reviews are not its first. A vendor that was never reviewed is in no review, and is not seen here.',
  controls: ['vendor-due-diligence'],
  terms: {
    'vendor-due-diligence': [
      'vendors|vendor|supplier|third part|third-part|subprocessor|provider',
      'assesses|assess|review|due diligence|evaluat|examin',
      'before|prior to|until|ahead of|without',
    ],
  },
  sentence: () => 'The first review of each vendor is finished before the vendor is first used.',
  parameters: z.strictObject({}),
  population: 'vendor-review',
  reads: ['vendor', 'onboardedAt', 'reviewedAt'],
  anchor: 'onboardedAt',
  companions: {
    others: companion('vendor-review', ['reviewedAt'], {
      by: 'vendor',
      of: (reviewed: { readonly vendor: string }) => reviewed.vendor,
      back: 'vendor',
    }),
  },
  judge({ onboardedAt, reviewedAt }, { companions }) {
    if (companions.others.some((other) => notAfter(reviewedAt, other.reviewedAt) === 'no'))
      return notApplicable('it is not the first review of the vendor');
    if (onboardedAt === undefined) return unknown('the source does not say when the vendor was first used');
    if (onboardedAt === null) return pass();
    switch (notAfter(reviewedAt, onboardedAt)) {
      case 'yes':
        return pass();
      case 'no':
        return deviation('the vendor was used before its first review was finished');
      case 'unclear':
        return unknown('whether it was reviewed first depends on an hour that the source does not say');
    }
  },
  examples: [
    { name: 'reviewed at the very instant of its first use', item: first, expect: 'pass' },
    {
      name: 'reviewed a millisecond later',
      item: { ...first, reviewedAt: momentOf('2026-03-03T12:00:00.001Z') },
      expect: 'deviation',
    },
    {
      name: 'reviewed, and not used yet',
      item: { ...first, onboardedAt: null },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'reviewed again a year after its first use',
      item: { ...first, reviewedAt: momentOf('2027-03-03T12:00:00Z') },
      companions: { others: [first, { key: 'test/next', reviewedAt: momentOf('2027-03-03T12:00:00Z') }] },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'reviewed a year after its first use, and again later',
      item: { ...first, reviewedAt: momentOf('2027-03-03T12:00:00Z') },
      companions: { others: [{ reviewedAt: momentOf('2028-03-03T12:00:00Z') }] },
      expect: 'deviation',
    },
    {
      name: 'reviewed on the day of its first use',
      item: {
        ...first,
        onboardedAt: onDay('2026-03-03', 'Europe/Berlin'),
        reviewedAt: onDay('2026-03-03', 'Europe/Berlin'),
      },
      expect: 'unknown',
    },
    {
      name: 'the source does not say when it was first used',
      item: { ...first, onboardedAt: undefined },
      expect: 'unknown',
    },
  ],
});
