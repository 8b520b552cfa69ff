import type { Handlers } from '#/contract/endpoint.ts';
import { formatDay, zoneNamed } from '#/core/time/zone.ts';
import { controlVersions } from '#/features/controls/index.ts';
import { shownEngagement, zoneIn } from '#/features/engagements/index.ts';
import { type Ledger, remembering } from '#/features/ledger/index.ts';
import { ApartEnd } from './apart.contract.ts';
import { movedSince } from './apart.ts';
import { apartFrom, apartOf, copied } from './apart.service.ts';
import { named } from './named.service.ts';
import type { readinessContract } from './contract.ts';
import { explained } from './explain.service.ts';
import type { Ground } from './facts.service.ts';
import { movieOf } from './movie.service.ts';
import { type Outlook, outlookOf } from './outlook.ts';
import { programmeOf } from './programme.service.ts';
import { type Place, placeOf } from '#/core/place.ts';
import { RULES } from './rules/all.ts';
import type { Finding, Rule } from './rules/rule.ts';
import { type AdvisingDeps, wordsIn } from './explained.service.ts';
import { gapsAdvised } from './explained.ts';
import { shownCriteria, standing, type Standing } from './standing.service.ts';
import { shownStatus } from './view.ts';
import { weekOf } from './week.service.ts';

/** How many items of each list that stands apart a status shows; the rest is asked for by itself. */
const IN_A_READING = { mostApart: 5, patient: false };

/** Management's view of an engagement, as it is shown and as a package holds it. */
export const viewOf = async (
  { opened, asOf, facts, ranked }: Standing,
  ground: Ground,
  ledger: Ledger,
  { mostApart, patient }: { readonly mostApart: number; readonly patient: boolean } = IN_A_READING,
) => ({
  engagement: shownEngagement(opened),
  asOf: { ...asOf },
  ...shownStatus({ criteria: shownCriteria(opened.engagement), ranked, controls: facts.controls }),
  apart: await apartFrom({ ground, facts, ledger, patient }, mostApart),
});

/** The same with what to do next, which depends on what management said of what was found, and no status does. */
async function advised(
  deps: AdvisingDeps,
  where: Standing,
  ground: Ground,
): ReturnType<Handlers<typeof readinessContract>['status']> {
  const view = await viewOf(where, ground, deps.ledger);
  const gaps = gapsAdvised(view.gaps, where.ranked, await wordsIn(deps, where, ground));
  return { ...view, gaps: gaps.map((gap) => ({ ...gap, reasons: [...gap.reasons] })) };
}

export function readiness(deps: AdvisingDeps): Handlers<typeof readinessContract> {
  const remember = remembering(deps);
  return {
    status: ({ org }, input) =>
      remember(org, { what: 'status', ...input }, () =>
        standing(deps, org, input, (where, ground) => advised(deps, where, ground)),
      ),
    explain: ({ org }, { subject, items, ...wanted }) =>
      standing(deps, org, wanted, (where, ground) => explained(where, ground, { subject, items, ledger: deps.ledger })),
    apart: ({ org, standing: who }, { list, control, after, limit, ...wanted }) => {
      const behind = after === undefined ? null : ApartEnd.read(after);
      if (behind !== null && behind.list !== list) throw movedSince();
      return standing(deps, org, { ...wanted, at: behind?.asOf }, async ({ opened, asOf, facts }, ground) => {
        const asking = { ground, facts, ledger: deps.ledger, patient: false };
        const found = await apartOf(asking, { list, control, after: behind, limit });
        return {
          engagement: shownEngagement(opened),
          asOf: { ...asOf },
          ...(await named(deps, { ground, standing: who, list }, copied(found))),
          next: found.end === null ? null : ApartEnd.write({ list, asOf: { ...asOf }, ...found.end }),
        };
      });
    },
    lint: ({ org, standing: who }, input) => {
      // What the tool advises management to do is nothing for whoever examines it.
      const isAdvised = (who?.engagements ?? null) === null;
      return remember(org, { what: 'lint', isAdvised, ...input }, () =>
        standing(deps, org, input, async (stood, ground) => ({
          asOf: { ...stood.asOf },
          rules: RULES.length,
          withheld: !isAdvised,
          findings: isAdvised ? [...(await findingsIn(stood, ground))] : [],
        })),
      );
    },
    outlook: ({ org }, input) =>
      remember(org, { what: 'outlook', ...input }, () => standing(deps, org, input, outlookIn)),
    movie: ({ org }, input) =>
      remember(org, { what: 'movie', ...input }, () =>
        standing(deps, org, input, async (stood, ground) => {
          const { weeks, series } = await movieOf(stood, ground);
          return {
            asOf: { ...stood.asOf },
            weeks: weeks.map(({ first, last }) => ({ first, last })),
            series: series.map(({ id, title, cells, checks }) => ({
              id,
              title,
              checks: [...checks],
              cells: [...cells],
            })),
          };
        }),
      ),
    week: ({ org }, input) =>
      remember(org, { what: 'week', ...input }, () =>
        standing(deps, org, input, (stood, ground) => weekOf(stood, ground, input)),
      ),
  };
}

async function outlookIn({ asOf, ranked, opened }: Standing, { tx }: Ground) {
  const versions = await controlVersions(tx, asOf.position);
  const zone = zoneNamed(zoneIn(opened.engagement));
  const adoptionOf = (id: string) => {
    const at = versions.get(id)?.[0]?.effectiveFrom ?? 0;
    return { at, day: formatDay(zone.dayOf(at)) };
  };
  const { performed, ...rest } = outlookOf(
    ranked.map(({ id, title, facts: { owner, occurrences } }) => ({
      id,
      title,
      owner,
      occurrences,
      adopted: adoptionOf(id),
    })),
  );
  const lists = Object.entries(rest).map(([name, list]) => [name, [...list]] as const);
  return { asOf: { ...asOf }, performed, ...(Object.fromEntries(lists) as Lists) };
}

/** What the rules of the programme find, what costs most first. */
export async function findingsIn({ facts, ranked }: Standing, ground: Ground): Promise<readonly RuleFinding[]> {
  const programme = await programmeOf(ground, facts, ranked);
  const controls = new Set(ranked.map(({ id }) => id));
  const placeAt = (subject: string): Place | null => (controls.has(subject) ? placeOf('control', subject) : null);
  const found = RULES.flatMap(({ id, title, task, why, weight, settled, checks = [], look }) =>
    look(programme).map((finding) => ({
      rule: id,
      title,
      task,
      why,
      weight,
      settled,
      checks: [...checks],
      place: placeAt(finding.subject),
      ...finding,
    })),
  );
  return found.toSorted((a, b) => WEIGHTS.indexOf(a.weight) - WEIGHTS.indexOf(b.weight));
}

/** A finding, with what its rule says of all of its kind. */
export interface RuleFinding
  extends Omit<Finding, 'place'>,
    Pick<Rule, 'title' | 'task' | 'why' | 'settled' | 'weight'> {
  readonly rule: string;
  readonly checks: string[];
  readonly place: Place | null;
}

const WEIGHTS = ['report', 'exception', 'time'] as const;
type Lists = { [K in Exclude<keyof Outlook, 'performed'>]: Outlook[K][number][] };
