import { checkWithId } from '#/checks/index.ts';
import { limitsInForce, type Rule, ruleSource, sameLimits } from '#/features/checks/index.ts';
import { Definition } from '#/features/controls/index.ts';
import { criteriaIn, openedAs, shownEngagement } from '#/features/engagements/index.ts';
import { rankedOf, shownCriteria, shownStatus, toldOf } from '#/features/readiness/index.ts';
import type { Rules } from '#/package/reperform.ts';
import { withStatements } from './statements.service.ts';
import { statusSource } from './status-source.service.ts';

type Limits = Rule['parameters'];

/** What this version re-performs a package by. */
export const packageRules = (): Rules => ({
  checkWithId,
  sourceOf: ruleSource,
  statusSource: statusSource(),
  toldOf: ({ id, definition }) => {
    const { data } = Definition.safeParse(definition);
    return data === undefined ? null : toldOf({ id, definition: data });
  },
  statusOf: ({ id, versions, controls: held }) => {
    const opened = openedAs(id, versions);
    const controls = held.map(({ version, facts }) => ({
      version: { id: version.id, definition: Definition.parse(version.definition) },
      facts,
    }));
    const ranked = rankedOf(controls, criteriaIn(opened.engagement));
    const shown = shownStatus({ criteria: shownCriteria(opened.engagement), ranked, controls });
    const worded = withStatements(
      shown.controls,
      controls.map(({ version }) => version),
    );
    return { ...shown, engagement: shownEngagement(opened), controls: worded };
  },
  limitsOf: (check, versions) => {
    const parsed = versions.flatMap(({ position, effectiveFrom, received, definition }) => {
      const { data } = Definition.safeParse(definition);
      return data === undefined ? [] : [{ position, effectiveFrom, received, definition: data }];
    });
    try {
      return limitsInForce(check, parsed);
    } catch {
      return null; // limits that no check can read are those of no run
    }
  },
  sameLimits: (a, b) => Array.isArray(a) && Array.isArray(b) && sameLimits(a as Limits, b as Limits),
});
