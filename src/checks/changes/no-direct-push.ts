import { z } from 'zod';
import { deviation, notApplicable, pass, unknown } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';

export default defineCheck({
  id: 'changes.no-direct-push',
  version: 2,
  title: 'Nothing is pushed to the default branch without a pull request',
  prose:
    'A direct push passes by every rule that a pull request has to meet, whoever pushes it, person or machine. Only declared emergencies may, and they are reviewed afterwards. Whether a pull request was reviewed is not seen here.',
  controls: ['production-deploy-restricted'],
  terms: {
    'production-deploy-restricted': ['branches|branch|repositor', 'authorized|restrict|limit|only|alone|nobody|direct'],
  },
  sentence: () => 'Each change that is not an emergency arrives on the default branch by a pull request.',
  parameters: z.strictObject({}),
  population: 'change',
  reads: ['form', 'emergency', 'mergedAt'],
  anchor: 'mergedAt',
  companions: {},
  judge({ form, emergency }) {
    if (form === 'pull-request') return pass();
    if (emergency === true) return notApplicable('declared an emergency change, which is reviewed afterwards');
    return form === undefined
      ? unknown('the source does not say how it arrived')
      : deviation('it was pushed without a pull request');
  },
  examples: [
    { name: 'a pull request', item: { form: 'pull-request', emergency: false }, expect: 'pass' },
    { name: 'a direct push', item: { form: 'direct-push', emergency: false }, expect: 'deviation' },
    {
      name: 'a direct push of which nobody says whether it was an emergency',
      item: { form: 'direct-push' },
      expect: 'deviation',
    },
    {
      name: 'a direct push in an emergency',
      item: { form: 'direct-push', emergency: true },
      trap: true,
      expect: 'not-applicable',
    },
    { name: 'a pull request in an emergency', item: { form: 'pull-request', emergency: true }, expect: 'pass' },
    { name: 'the source does not say how it arrived', item: { emergency: false }, expect: 'unknown' },
  ],
});
