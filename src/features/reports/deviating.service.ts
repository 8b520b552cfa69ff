import { type ReadinessDeps, standing } from '#/features/readiness/index.ts';
import { reasonsPutAside } from '#/features/work/index.ts';
import type { Deviating } from './ours.contract.ts';

/** The controls of an examination of which our own records show deviations, with what management said of each. */
export const deviatingIn = (deps: ReadinessDeps, org: string, engagement: string): Promise<readonly Deviating[]> =>
  standing(deps, org, { engagement }, async ({ ranked }, { tx }) => {
    const answers = await reasonsPutAside(tx, engagement);
    return ranked
      .filter(({ of }) => of.status === 'deviations found')
      .map(({ id, criteria, of }) => ({
        id,
        criteria,
        reasons: of.reasons.slice(0, 1),
        answer: answers.get(id) ?? '',
      }));
  });
