import { z } from 'zod';
import { bot, person, unresolved } from '#/core/actor.ts';
import { at, momentOf } from '#/core/time/moment.ts';
import { deviation, notApplicable, pass, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { approvedBy } from './approval.ts';
import { hangsOnStated } from './stated.ts';

const ADA = person('employee:1');
const BO = person('employee:2');
const noon = momentOf('2026-03-03T12:00:00Z');
const minutesAfter = (minutes: number) => at(noon.latest + minutes * 60_000);
const approval = {
  by: BO,
  state: 'approved',
  at: minutesAfter(-60),
  revision: 'head',
  grade: 'platform',
} as const;
const merged = {
  author: ADA,
  mergedAt: noon,
  headRevision: 'head',
  revision: 'merged',
  emergency: false,
  coauthors: [],
} as const;

export default defineCheck({
  id: 'changes.approved-by-another',
  version: 2,
  title: 'A change is approved by another person before it is merged',
  prose:
    'A second pair of eyes before production is what most readers of a report look for first. An approval counts when a known person other than the author gave it for the revision that was merged, and did not take it back. What is said in a commit message is a statement, and shows as one.',
  controls: ['change-peer-review'],
  terms: {
    'change-peer-review': [
      'approved|approv|sign off|signed off|signs off|authoriz',
      'other than the author|other than|another|second|independent|someone else|somebody else|peer|did not write|different person|colleague',
      'before|prior to|until|ahead of|without',
      'merged|merg|main branch|default branch|production branch',
    ],
  },
  sentence: () =>
    'Each change is approved, by a person who did not write it and for the revision that was merged, before it is merged.',
  parameters: z.strictObject({}),
  population: 'change',
  reads: ['author', 'coauthors', 'approvals', 'headRevision', 'revision', 'mergedAt', 'emergency'],
  anchor: 'mergedAt',
  companions: {},
  judge(change) {
    if (change.emergency === true) return notApplicable('declared an emergency change, which is reviewed afterwards');
    const approved = approvedBy(change, change.mergedAt);
    switch (approved.kind) {
      case 'approved':
        return pass();
      case 'not approved':
        return deviation(approved.because);
      case 'unclear':
        return unknown(approved.because);
    }
  },
  passesOnWord: (recorded) => hangsOnStated(recorded, (change) => approvedBy(change, change.mergedAt).kind),
  examples: [
    {
      name: 'approved by another an hour before',
      item: { ...merged, approvals: [approval] },
      expect: 'pass',
    },
    {
      name: 'approved at the very instant of the merge',
      item: { ...merged, approvals: [{ ...approval, at: noon }] },
      expect: 'pass',
    },
    {
      name: 'approved a millisecond after the merge',
      item: { ...merged, approvals: [{ ...approval, at: at(noon.latest + 1) }] },
      expect: 'deviation',
    },
    { name: 'nobody approved', item: { ...merged, approvals: [] }, expect: 'deviation' },
    {
      name: 'approved by its author',
      item: { ...merged, approvals: [{ ...approval, by: ADA }] },
      expect: 'deviation',
    },
    {
      name: 'approved by a machine',
      item: { ...merged, approvals: [{ ...approval, by: bot('bot:renovate') }] },
      expect: 'deviation',
    },
    {
      name: 'written by a machine, approved by a person',
      trap: true,
      item: { ...merged, author: bot('bot:renovate'), approvals: [approval] },
      expect: 'pass',
    },
    {
      name: 'approved by one who wrote a part of it',
      item: { ...merged, coauthors: [{ by: BO }], approvals: [approval] },
      expect: 'deviation',
    },
    {
      name: 'approved before the last commit',
      item: { ...merged, approvals: [{ ...approval, revision: 'earlier' }] },
      expect: 'deviation',
    },
    {
      name: 'approved, then changes requested by the same person',
      item: {
        ...merged,
        approvals: [approval, { ...approval, state: 'changes-requested', at: minutesAfter(-30) }],
      },
      expect: 'deviation',
    },
    {
      name: 'changes requested, then approved by the same person',
      item: {
        ...merged,
        approvals: [{ ...approval, state: 'changes-requested', at: minutesAfter(-90) }, approval],
      },
      expect: 'pass',
    },
    {
      name: 'approved, and withdrawn only after the merge',
      item: { ...merged, approvals: [approval, { ...approval, state: 'withdrawn', at: minutesAfter(5) }] },
      expect: 'pass',
    },
    {
      name: 'approved, and withdrawn nobody knows when',
      item: { ...merged, approvals: [approval, { ...approval, state: 'withdrawn', at: undefined }] },
      expect: 'unknown',
    },
    {
      name: 'a review was withdrawn nobody knows when, and its word is not told',
      item: { ...merged, approvals: [{ ...approval, state: 'withdrawn', at: undefined }] },
      expect: 'unknown',
    },
    {
      name: 'a review of an earlier revision was withdrawn nobody knows when',
      item: { ...merged, approvals: [{ ...approval, state: 'withdrawn', at: undefined, revision: 'earlier' }] },
      expect: 'deviation',
    },
    {
      name: 'a review was withdrawn before the merge',
      item: { ...merged, approvals: [{ ...approval, state: 'withdrawn', at: minutesAfter(-5) }] },
      expect: 'deviation',
    },
    {
      name: 'a review was withdrawn nobody knows when, and its author then requested changes',
      item: {
        ...merged,
        approvals: [
          { ...approval, state: 'withdrawn', at: undefined },
          { ...approval, state: 'changes-requested', at: minutesAfter(-5) },
        ],
      },
      expect: 'deviation',
    },
    {
      name: 'approved by an unknown login',
      item: { ...merged, approvals: [{ ...approval, by: unresolved('github:zed') }] },
      expect: 'unknown',
    },
    {
      name: 'written by an unknown login',
      item: { ...merged, author: unresolved('github:zed'), approvals: [approval] },
      expect: 'unknown',
    },
    {
      name: 'written by an unknown login and approved by nobody',
      item: { ...merged, author: unresolved('github:zed'), approvals: [] },
      expect: 'deviation',
    },
    {
      name: 'the source does not tell approvals',
      item: { ...merged, approvals: undefined },
      expect: 'unknown',
    },
    {
      name: 'the source does not tell what was approved',
      item: { ...merged, approvals: [{ ...approval, revision: undefined }] },
      expect: 'unknown',
    },
    { name: 'an emergency', item: { ...merged, emergency: true, approvals: [] }, expect: 'not-applicable' },
  ],
});
