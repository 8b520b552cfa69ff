import { z } from 'zod';
import { notApplicable, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { required } from '#/checks/requirement.ts';
import { withoutBranch } from './default-branch.ts';

const repository = {
  name: 'acme/app',
  archived: false,
  production: true,
  defaultBranch: 'main',
  pullRequestRequired: true,
  administratorsBound: true,
} as const;

export default defineCheck({
  id: 'changes.branch-rules-bind-administrators',
  version: 1,
  title: 'Administrators cannot pass by the rules of the default branch',
  prose:
    'Where an administrator may pass by a rule, one person can write a change and bring it to production alone, whether or not anybody does. Each repository counts that is open to change and part of the system. A branch that asks for no pull request has no rule to be bound by: that is judged by changes.branch-rules-require-review.',
  controls: ['production-deploy-restricted'],
  terms: {
    'production-deploy-restricted': [
      'change',
      'branches|branch|repositor',
      'no person alone|alone|another|other than|second|authorized|administrat|bypass',
    ],
  },
  sentence: () =>
    'The rules that ask for a pull request to the default branch of a repository bind its administrators, too.',
  parameters: z.strictObject({}),
  population: 'repository',
  reads: ['archived', 'production', 'defaultBranch', 'pullRequestRequired', 'administratorsBound'],
  anchor: 'validity',
  companions: {},
  judge(judged) {
    const without = withoutBranch(judged);
    if (without !== null) return without;
    const { pullRequestRequired, administratorsBound } = judged;
    if (pullRequestRequired === false) return notApplicable('asks for no pull request, which is judged by itself');
    if (pullRequestRequired === undefined && administratorsBound !== true)
      return unknown('the source does not say whether its default branch takes pull requests only');
    return required(
      administratorsBound,
      'its administrators may pass by the rules of its default branch',
      'the source does not say whether its administrators are bound by the rules of its default branch',
    );
  },
  examples: [
    { name: 'administrators are bound', item: repository, expect: 'pass' },
    { name: 'they may pass by', item: { ...repository, administratorsBound: false }, expect: 'deviation' },
    {
      name: 'the source does not tell',
      item: { ...repository, administratorsBound: undefined },
      expect: 'unknown',
    },
    {
      name: 'they may pass by what the source does not tell',
      item: { ...repository, pullRequestRequired: undefined, administratorsBound: false },
      expect: 'unknown',
    },
    {
      name: 'nobody said whether it is part of the system',
      item: { ...repository, production: undefined, administratorsBound: false },
      expect: 'deviation',
    },
    {
      name: 'there is no rule',
      item: { ...repository, pullRequestRequired: false, administratorsBound: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'a playground',
      item: { ...repository, production: false, administratorsBound: false },
      trap: true,
      expect: 'not-applicable',
    },
    {
      name: 'archived',
      item: { ...repository, archived: true, administratorsBound: false },
      expect: 'not-applicable',
    },
    {
      name: 'empty',
      item: { ...repository, defaultBranch: null, administratorsBound: false },
      expect: 'not-applicable',
    },
  ],
});
