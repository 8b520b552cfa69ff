import { z } from 'zod';
import type { Item } from '#/core/populations/index.ts';
import { type Moment, momentOf, notAfter } from '#/core/time/moment.ts';
import { deviation, pass, unknown, type Verdict } from '#/core/verdict.ts';
import { companion, defineCheck } from '#/checks/check.ts';
import { bestOf } from '#/checks/deadline.ts';
import { where } from '#/checks/scope.ts';

const REVISION = '4f2e9c0d1b8a7f6e5d4c3b2a190817263544f3e2';
const noon = momentOf('2026-03-03T12:00:00Z');
const deployed = { repository: 'acme/app', revision: REVISION, production: true, deployedAt: noon } as const;
const change = { repository: 'acme/app', mergedAt: noon } as const;

export default defineCheck({
  id: 'changes.deployment-traces-to-change',
  version: 2,
  title: 'What runs in production arrived as a change',
  prose:
    'Review protects production only if nothing else gets there. The revision that was deployed must be the one in which a known change of the same repository ended, merged by then. A revision that is older than the records of changes, such as after a return to an earlier release, is found wanting as well, and can be excluded with its reason.',
  controls: ['production-deploy-restricted'],
  terms: {
    'production-deploy-restricted': ['production|live', 'deploy|releas|ship', 'change'],
  },
  sentence: () =>
    'Each deployment to production is of a revision in which a change ended that was merged before the deployment.',
  parameters: z.strictObject({}),
  population: 'deployment',
  reads: ['repository', 'revision', 'production', 'deployedAt'],
  anchor: 'deployedAt',
  companions: {
    changes: companion('change', ['repository', 'mergedAt'], {
      by: 'revision',
      of: ({ revision }: { readonly revision: string | null | undefined }) => revision,
      back: 'revision',
    }),
  },
  judge(deployment, { companions }) {
    return where(deployment.production, traced(deployment, companions.changes), {
      no: 'not a deployment to production',
      unsaid: 'the source does not say whether it went to production',
    });
  },
  examples: [
    {
      name: 'merged at the instant of the deployment',
      item: deployed,
      companions: { changes: [change] },
      expect: 'pass',
    },
    {
      name: 'merged a millisecond after the deployment',
      item: deployed,
      companions: { changes: [{ ...change, mergedAt: momentOf('2026-03-03T12:00:00.001Z') }] },
      expect: 'deviation',
    },
    {
      name: 'merged some time that day',
      item: deployed,
      companions: { changes: [{ ...change, mergedAt: momentOf('2026-03-03[Europe/Berlin]') }] },
      expect: 'unknown',
    },
    { name: 'no change ended in it', item: deployed, expect: 'deviation' },
    {
      name: 'only a change of another repository ended in it',
      item: deployed,
      companions: { changes: [{ ...change, repository: 'acme/site' }] },
      expect: 'deviation',
    },
    {
      name: 'the source does not say of which repository it is',
      item: { ...deployed, repository: undefined },
      companions: { changes: [change] },
      trap: true,
      expect: 'pass',
    },
    { name: 'named by a tag', item: { ...deployed, revision: 'v1.4.0' }, expect: 'unknown' },
    { name: 'the source does not tell the revision', item: { ...deployed, revision: undefined }, expect: 'unknown' },
    { name: 'the source says that there is no revision', item: { ...deployed, revision: null }, expect: 'unknown' },
    { name: 'to staging', item: { ...deployed, production: false }, trap: true, expect: 'not-applicable' },
    { name: 'untraced, to nobody knows where', item: { ...deployed, production: undefined }, expect: 'unknown' },
  ],
});

interface Deployed {
  readonly repository: string | undefined;
  readonly revision: string | null | undefined;
  readonly deployedAt: Moment;
}

function traced(
  { repository, revision, deployedAt }: Deployed,
  changes: readonly Pick<Item<'change'>, 'repository' | 'mergedAt'>[],
): Verdict {
  if (revision === null || revision === undefined) return unknown('the source does not say which revision it was');
  const found = bestOf(
    changes
      .filter((one) => repository === undefined || one.repository === repository)
      .map(({ mergedAt }) => mergedBefore(mergedAt, deployedAt)),
  );
  if (found !== undefined) return found;
  return COMMIT.test(revision)
    ? deviation('no change is known that ended in this revision')
    : unknown(`"${revision}" is not the full id of a commit, so it cannot be compared`);
}

/** SHA-1 or SHA-256, in full: a part of an id, or a tag, is never equal to one. */
const COMMIT = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

function mergedBefore(mergedAt: Moment, deployedAt: Moment): Verdict {
  switch (notAfter(mergedAt, deployedAt)) {
    case 'yes':
      return pass();
    case 'no':
      return deviation('it was deployed before the change was merged');
    case 'unclear':
      return unknown('whether it was merged before depends on an hour that the source does not say');
  }
}
