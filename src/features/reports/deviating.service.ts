import { statementsOn } from '#/features/deviations/index.ts';
import { deviatingOf, type ReadinessDeps, standing } from '#/features/readiness/index.ts';
import { reasonsPutAside } from '#/features/work/index.ts';
import type { Deviating } from './ours.contract.ts';

/** The controls of an examination of which our own records show deviations, with what management said of each. */
export const deviatingIn = (deps: ReadinessDeps, org: string, engagement: string): Promise<readonly Deviating[]> =>
  standing(deps, org, { engagement }, async (stood, ground) => {
    const found = await deviatingOf(deps, stood, ground);
    const said = await statementsOn(ground.tx, ground.asOf.position, found);
    const aside = await reasonsPutAside(ground.tx, engagement);
    return stood.ranked
      .filter(({ of }) => of.status === 'deviations found')
      .map(({ id, criteria, of }) => {
        const statements = found.flatMap(({ control }, at) => (control.id === id ? (said[at] ?? []) : []));
        return {
          id,
          criteria,
          reasons: of.reasons.slice(0, 1),
          answer: answerOf([...statements, aside.get(id) ?? '']),
        };
      });
  });

const answerOf = (parts: readonly string[]): string => [...new Set(parts)].filter((part) => part !== '').join('\n\n');
