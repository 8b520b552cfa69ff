import { actor, choice, flag, moment, number, text } from './field.ts';
import { definePopulation } from './population.ts';

export const vendorReview = definePopulation({
  name: 'vendor-review',
  version: 1,
  one: 'vendor review',
  many: 'vendor reviews',
  doc: 'One review of a vendor or subservice organization, and of the assurance report that it gave.',
  key: '{id}',
  shape: { kind: 'event', occurred: 'reviewedAt' },
  lookups: { vendor: { field: 'vendor' } },
  fields: {
    id: text('What the company calls it.'),
    vendor: text('Who was reviewed.'),
    critical: flag('Whether the company cannot keep its commitments without it.').orUnknown(),
    subservice: flag('Whether it is a subservice organization of the report.').orUnknown(),
    onboardedAt: moment('When it was first used.').orNone().orUnknown(),
    reviewedAt: moment('When the review was finished.'),
    reviewer: actor('Who reviewed.'),
    report: choice(
      ['soc-2-type-2', 'soc-2-type-1', 'soc-1', 'soc-3', 'iso-27001', 'questionnaire', 'none'],
      'What it gave.',
    ).orUnknown(),
    reportFrom: moment('First day that the report covers.').orNone().orUnknown(),
    reportTo: moment('Last day that the report covers.').orNone().orUnknown(),
    opinion: choice(['unqualified', 'qualified', 'adverse', 'disclaimer'], 'What its auditor concluded.')
      .orNone()
      .orUnknown(),
    exceptions: number('How many exceptions the report holds.').orUnknown(),
    exceptionsRead: flag('Whether each was read and its effect on us written down.').orUnknown(),
    userControlsMapped: flag('Whether its complementary user entity controls were mapped to our controls.').orUnknown(),
    bridgeLetterTo: moment('The day to which a letter of its management reaches.').orNone().orUnknown(),
  },
});
