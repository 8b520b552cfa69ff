import { z } from 'zod';
import { defineCheck } from '#/checks/check.ts';
import { worstOf } from '#/checks/deadline.ts';
import { required } from '#/checks/requirement.ts';
import { withoutBranch } from './default-branch.ts';

const repository = {
  name: 'acme/app',
  archived: false,
  production: true,
  defaultBranch: 'main',
  pullRequestRequired: true,
  approvalsRequired: 1,
} as const;

export default defineCheck({
  id: 'changes.branch-rules-require-review',
  version: 2,
  title: 'The default branch changes only by an approved pull request',
  prose:
    'A rule that the platform enforces holds on the day on which everybody is in a hurry. Each repository counts, unless it is archived or the company says that it is not part of the system. Whether administrators may pass by the rules is judged by changes.branch-rules-bind-administrators, and their changes are one by one.',
  controls: ['change-peer-review', 'production-deploy-restricted'],
  terms: {
    'change-peer-review': [
      'reviewed|review|approv|sign off|signed off',
      'before|prior to|until|ahead of|without',
      'merged|merg|main branch|default branch|production branch',
    ],
    'production-deploy-restricted': [
      'change',
      'branches|branch|repositor',
      'no person alone|alone|another|other than|second|approv|review',
    ],
  },
  sentence: () =>
    'The default branch of each repository that is open to change takes pull requests only, and each of them needs at least one approval.',
  parameters: z.strictObject({}),
  population: 'repository',
  reads: ['archived', 'production', 'defaultBranch', 'pullRequestRequired', 'approvalsRequired'],
  anchor: 'validity',
  companions: {},
  judge(judged) {
    const without = withoutBranch(judged);
    if (without !== null) return without;
    const { pullRequestRequired, approvalsRequired: approvals } = judged;
    const protectedBranch = required(
      pullRequestRequired,
      'its default branch takes changes without a pull request',
      'the source does not say whether its default branch takes pull requests only',
    );
    const approved = required(
      approvals === undefined ? undefined : approvals >= 1,
      'a change needs no approval',
      'the source does not say how many approvals a change needs',
    );
    return worstOf([protectedBranch, approved]) ?? approved;
  },
  examples: [
    { name: 'one approval is needed', item: repository, expect: 'pass' },
    { name: 'no approval is needed', item: { ...repository, approvalsRequired: 0 }, expect: 'deviation' },
    { name: 'pushes are allowed', item: { ...repository, pullRequestRequired: false }, expect: 'deviation' },
    {
      name: 'pushes are allowed, and the source does not tell approvals',
      item: { ...repository, pullRequestRequired: false, approvalsRequired: undefined },
      expect: 'deviation',
    },
    {
      name: 'the source does not tell approvals',
      item: { ...repository, approvalsRequired: undefined },
      expect: 'unknown',
    },
    {
      name: 'the source does not say whether pushes are allowed',
      item: { ...repository, pullRequestRequired: undefined },
      expect: 'unknown',
    },
    {
      name: 'nobody said whether it is part of the system',
      item: { ...repository, production: undefined, approvalsRequired: 0 },
      expect: 'deviation',
    },
    {
      name: 'archived without rules',
      item: { ...repository, archived: true, approvalsRequired: 0 },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'a playground',
      item: { ...repository, production: false, approvalsRequired: 0 },
      trap: true,
      expect: 'not-applicable',
    },
    { name: 'empty', item: { ...repository, defaultBranch: null, approvalsRequired: 0 }, expect: 'not-applicable' },
  ],
});
