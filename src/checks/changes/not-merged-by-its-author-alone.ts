import { z } from 'zod';
import { type Actor, bot, person, UNNAMED, unresolved } from '#/core/actor.ts';
import { type Answer, at, momentOf } from '#/core/time/moment.ts';
import { deviation, notApplicable, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { approvedBy, type Change, sameVoice } from './approval.ts';
import { hangsOnStatedMerge } from './stated.ts';

const ADA = person('employee:1');
const BO = person('employee:2');
const ZED = unresolved('github:zed');
const RENOVATE = bot('bot:renovate');
const noon = momentOf('2026-03-03T12:00:00Z');
const approval = { by: BO, state: 'approved', at: noon, revision: 'head', grade: 'platform' } as const;
const merged = {
  author: ADA,
  mergedBy: ADA,
  mergedAt: noon,
  headRevision: 'head',
  revision: 'merged',
  approvals: [],
  emergency: false,
} as const;

export default defineCheck({
  id: 'changes.not-merged-by-its-author-alone',
  version: 2,
  title: 'Nobody alone writes a change and merges it',
  prose:
    'Fraud and plain mistakes need a moment in which a second person looks. Somebody who did not write the change merged it, or approved it before the merge; a machine that merges does what its master asked, so then the approval alone counts. Who started the deployment is not seen.',
  controls: ['production-deploy-restricted', 'change-peer-review'],
  terms: {
    'production-deploy-restricted': [
      'alone|single person|one person|on their own|by themselves|segregat|separat',
      'deploy|merg|releas|ship',
    ],
    'change-peer-review': [
      'other than the author|other than|another|second|independent|someone else|somebody else|peer|did not write|different person|colleague',
      'before|prior to|until|ahead of|without',
      'merged|merg|main branch|default branch|production branch',
    ],
  },
  sentence: () =>
    'Each change that is not an emergency is merged by a person who did not write it, or is approved by one before it is merged.',
  parameters: z.strictObject({}),
  population: 'change',
  reads: ['author', 'coauthors', 'mergedBy', 'approvals', 'headRevision', 'revision', 'mergedAt', 'emergency'],
  anchor: 'mergedAt',
  companions: {},
  judge(change) {
    if (change.emergency === true) return notApplicable('declared an emergency change, which is reviewed afterwards');
    return judged(change);
  },
  passesOnWord: (recorded) => hangsOnStatedMerge(recorded, (change) => judged(change).outcome),
  examples: [
    { name: 'merged by another', item: { ...merged, mergedBy: BO }, trap: true, expect: 'pass' },
    { name: 'merged by its author', item: merged, expect: 'deviation' },
    {
      name: 'merged by its author, approved by another at that instant',
      item: { ...merged, approvals: [approval] },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'merged by its author, approved by another a millisecond later',
      item: { ...merged, approvals: [{ ...approval, at: at(noon.latest + 1) }] },
      expect: 'deviation',
    },
    {
      name: 'merged by one who wrote a part of it',
      item: { ...merged, mergedBy: BO, coauthors: [{ by: BO }] },
      expect: 'deviation',
    },
    {
      name: 'merged by a machine after approval by another',
      item: { ...merged, mergedBy: RENOVATE, approvals: [approval] },
      trap: true,
      expect: 'pass',
    },
    { name: 'merged by a machine, approved by nobody', item: { ...merged, mergedBy: RENOVATE }, expect: 'deviation' },
    {
      name: 'written by a machine, merged by a person',
      item: { ...merged, author: RENOVATE },
      trap: true,
      expect: 'pass',
    },
    {
      name: 'written and merged by a machine',
      item: { ...merged, author: RENOVATE, mergedBy: RENOVATE },
      expect: 'deviation',
    },
    {
      name: 'written and merged by one unknown login',
      item: { ...merged, author: ZED, mergedBy: ZED },
      expect: 'deviation',
    },
    { name: 'merged by an unknown login', item: { ...merged, mergedBy: ZED }, expect: 'unknown' },
    { name: 'written by an unknown login', item: { ...merged, author: ZED }, expect: 'unknown' },
    { name: 'the source does not say who merged it', item: { ...merged, mergedBy: UNNAMED }, expect: 'unknown' },
    {
      name: 'merged by its author, and the source does not tell approvals',
      item: { ...merged, approvals: undefined },
      expect: 'unknown',
    },
    { name: 'an emergency', item: { ...merged, emergency: true }, expect: 'not-applicable' },
  ],
});

type Merged = Change & { readonly mergedBy: Actor };

function judged(change: Merged): Verdict {
  const approved = approvedBy(change, change.mergedAt);
  if (approved.kind === 'approved') return pass();
  const alone = mergedAlone(change, change.mergedBy);
  if (alone === 'no') return pass();
  if (alone === 'unclear') return unknown('the source does not tell who wrote it from who merged it');
  return approved.kind === 'unclear'
    ? unknown(approved.because)
    : deviation(`${mergerOf(change.mergedBy)}, and ${approved.because}`);
}

/** Did nobody else have a hand in the merge? */
function mergedAlone({ author, coauthors }: Change, merger: Actor): Answer {
  if (merger.kind === 'bot') return 'yes';
  if (sameVoice(merger, author) || coauthors?.some(({ by }) => sameVoice(merger, by)) === true) return 'yes';
  const isToldApart = merger.kind === 'person' && (author.kind === 'person' || author.kind === 'bot');
  return isToldApart ? 'no' : 'unclear';
}

const mergerOf = (merger: Actor): string =>
  merger.kind === 'bot' ? 'a machine merged it' : 'one who wrote it merged it';
