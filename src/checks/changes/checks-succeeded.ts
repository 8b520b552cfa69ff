import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import { NEVER } from '#/core/time/instant.ts';
import { deviation, pass, pending, unknown, type Verdict } from '#/core/verdict.ts';
import { defineCheck } from '#/checks/check.ts';
import { worstOf } from '#/checks/deadline.ts';

type AutomatedCheck = NonNullable<Item<'change'>['checks']>[number];

/** How a check is called that somebody says there was: a trailer `Tested-by`. */
const STATED = ' (stated)';

const good = { name: 'unit', result: 'success', endedAt: undefined } as const;

export default defineCheck({
  id: 'changes.checks-succeeded',
  version: 2,
  title: 'The automated checks of a change ended well',
  prose:
    'A test that fails and is overridden protects nobody. All automated checks of the last revision that was proposed count, required or not; a change without any, or whose checks were all skipped, was not tested by a machine, and a test by hand is not seen. When a check ended, before or after the merge, is not judged.',
  controls: ['change-testing'],
  terms: {
    'change-testing': [
      'tests|test|checks',
      'failures|fail|succe|red|green',
      'before|prior to|until|ahead of|without|block',
    ],
  },
  sentence: () =>
    'Each change has automated checks; at least one of them succeeded, and each ended in success, neutral or skipped.',
  parameters: z.strictObject({}),
  population: 'change',
  reads: ['checks', 'mergedAt'],
  anchor: 'mergedAt',
  companions: {},
  judge({ checks }) {
    if (checks === undefined) return unknown('the source does not tell its automated checks');
    const worst = worstOf(checks.map(ended));
    if (worst?.outcome === 'pass' && !checks.some(({ result }) => result === 'success'))
      return deviation('each automated check of it was skipped or neutral');
    return worst ?? deviation('no automated check ran on it');
  },
  passesOnWord: ({ checks }) =>
    (checks as readonly Pick<AutomatedCheck, 'name' | 'result'>[] | null | undefined)?.some(
      ({ name, result }) => result === 'success' && !name.endsWith(STATED),
    ) === false,
  examples: [
    {
      name: 'all succeeded, were neutral or skipped',
      item: { checks: [good, { ...good, result: 'neutral' }, { ...good, result: 'skipped' }] },
      trap: true,
      expect: 'pass',
    },
    { name: 'one of two failed', item: { checks: [good, { ...good, result: 'failure' }] }, expect: 'deviation' },
    { name: 'its only one was skipped', item: { checks: [{ ...good, result: 'skipped' }] }, expect: 'deviation' },
    {
      name: 'one was skipped while another still runs',
      item: {
        checks: [
          { ...good, result: 'skipped' },
          { ...good, result: 'running' },
        ],
      },
      expect: 'pending',
    },
    { name: 'there were none', item: { checks: [] }, expect: 'deviation' },
    { name: 'one still runs', item: { checks: [good, { ...good, result: 'running' }] }, expect: 'pending' },
    {
      name: 'one failed while another still runs',
      item: {
        checks: [
          { ...good, result: 'running' },
          { ...good, result: 'failure' },
        ],
      },
      expect: 'deviation',
    },
    {
      name: 'the source does not say how one ended',
      item: { checks: [good, { ...good, result: undefined }] },
      expect: 'unknown',
    },
    { name: 'the source does not tell checks', item: {}, expect: 'unknown' },
  ],
});

function ended({ name, result }: AutomatedCheck): Verdict {
  switch (result) {
    case 'success':
    case 'neutral':
    case 'skipped':
      return pass();
    case 'failure':
      return deviation(`the check "${name}" failed`);
    case 'running':
      return pending(`the check "${name}" has not ended`, NEVER);
    case undefined:
      return unknown(`the source does not say how the check "${name}" ended`);
  }
}
