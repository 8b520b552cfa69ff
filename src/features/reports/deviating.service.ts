import { statementsOn } from '#/features/deviations/index.ts';
import { windowIn } from '#/features/engagements/index.ts';
import { type ReadinessDeps, standing } from '#/features/readiness/index.ts';
import { reasonsPutAside } from '#/features/work/index.ts';
import type { Deviating } from './ours.contract.ts';

/** The controls of an examination of which our own records show deviations, with what management said of each. */
export const deviatingIn = (deps: ReadinessDeps, org: string, engagement: string): Promise<readonly Deviating[]> =>
  standing(deps, org, { engagement }, async ({ ranked, opened }, { tx }) => {
    const found = ranked.filter(({ of }) => of.status === 'deviations found');
    const checks = new Set(found.flatMap(({ facts }) => facts.checks.map(({ id }) => id)));
    const said = await statementsOn(tx, [...checks], windowIn(opened.engagement));
    const aside = await reasonsPutAside(tx, engagement);
    return found.map(({ id, criteria, of, facts }) => ({
      id,
      criteria,
      reasons: of.reasons.slice(0, 1),
      answer: answerOf([...facts.checks.flatMap((check) => said.get(check.id) ?? []), aside.get(id) ?? '']),
    }));
  });

const answerOf = (parts: readonly string[]): string => [...new Set(parts)].filter((part) => part !== '').join('\n\n');
