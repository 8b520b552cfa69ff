import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { formatMoment, parseMoment } from '#/core/time/moment.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { criteriaIn, daysOf, engagementWithId, type Opened, zoneIn } from '#/features/engagements/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import type { Open, Populations } from '#/features/populations/index.ts';
import { criterionWithId, libraryControl } from '#/library/library.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { apartFrom } from './apart.service.ts';
import type { readinessContract } from './contract.ts';
import { type Facts, factsOf, type Ground } from './facts.service.ts';
import { gapsOf, type Ranked } from './gaps.ts';
import type { Occurrence } from './occurrences.ts';
import { type Status, statusOf, STATUSES } from './status.ts';

export interface ReadinessDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly blobs: (org: string) => BlobStore;
  readonly populations: Populations;
}

/** An engagement as it stood at a moment of the log, with everything that its statuses are made from. */
export interface Standing {
  readonly opened: Opened;
  readonly asOf: Ground['asOf'];
  readonly facts: Facts;
  readonly ranked: readonly Ranked[];
}

/** Works out where an engagement stood: now, or as of any past instant or day, with what the log held then. */
export async function standing<T>(
  { db, ledger, chance, blobs, populations }: ReadinessDeps,
  org: string,
  wanted: { readonly engagement?: string | undefined; readonly asOf?: string | undefined },
  use: (standing: Standing, ground: Ground) => Promise<T>,
): Promise<T> {
  const now = chance.now();
  return db.transaction(org, async (tx) => {
    const asOf = await asOfIn(
      tx,
      {
        ledger,
        now,
        zone: () =>
          engagementWithId(tx, wanted.engagement ?? null, Number.MAX_SAFE_INTEGER).then(({ engagement }) =>
            zoneIn(engagement),
          ),
      },
      wanted.asOf,
    );
    const opened = await engagementWithId(tx, wanted.engagement ?? null, asOf.position);
    return populations.reading(org, asOf.position, async (open: Open) => {
      const ground: Ground = { tx, blobs: blobs(org), open, opened, asOf };
      const facts = await factsOf(ground);
      return use({ opened, asOf, facts, ranked: rankedOf(opened, facts) }, ground);
    });
  });
}

interface Timing {
  readonly ledger: Ledger;
  readonly now: Instant;
  readonly zone: () => Promise<string>;
}

/** As of means as of a log position: a day maps to the last position received on it, an instant to the last at or before it. */
async function asOfIn(tx: Tx, { ledger, now, zone }: Timing, wanted: string | undefined): Promise<Ground['asOf']> {
  if (wanted === undefined) return { instant: now, position: await ledger.size(tx) };
  const day = parseDay(wanted);
  const instant = day === null ? parseMoment(wanted)?.latest : zoneNamed(await zone()).startOf(day + 1) - 1;
  if (instant === undefined)
    throw new DomainError('input_invalid', {
      where: 'asOf',
      because: 'not a day (2026-03-03) or an instant (2026-03-03T10:00:00Z)',
    });
  return { instant: Math.min(instant, now), position: await ledger.sizeAt(tx, instant) };
}

/** Adopted controls that serve a criterion in scope, with their statuses. */
function rankedOf({ engagement }: Opened, { controls }: Facts): readonly Ranked[] {
  const inScope = new Set(criteriaIn(engagement).map(({ id }) => id));
  return controls
    .filter(({ version }) => version.definition.criteria.some((criterion) => inScope.has(criterion)))
    .map(({ version: { id, definition }, facts }) => ({
      id,
      title: definition.title,
      ownerFunction: definition.ownerFunction,
      criteria: definition.criteria.filter((criterion) => inScope.has(criterion)),
      highRisk: definition.origin !== null && libraryControl(definition.origin)?.highRisk === true,
      facts,
      of: statusOf(facts),
    }));
}

export const readiness = (deps: ReadinessDeps): Handlers<typeof readinessContract> => ({
  status: ({ org }, input) =>
    standing(deps, org, input, async ({ opened, asOf, facts, ranked }, ground) => ({
      engagement: {
        id: opened.id,
        name: opened.engagement.name,
        type: opened.engagement.examination.type,
        ...daysOf(opened.engagement),
        zone: zoneIn(opened.engagement),
        opened: opened.opened,
        categories: [...opened.engagement.categories],
      },
      asOf: { ...asOf },
      counts: countStatuses(ranked),
      controls: ranked.map((each) => shownControl(each, facts)),
      criteria: shownCriteria(opened, ranked),
      gaps: gapsOf(ranked).map((gap) => ({ ...gap, reasons: [...gap.reasons] })),
      apart: await apartFrom(ground, facts, deps.ledger),
    })),
});

const countStatuses = (ranked: readonly Ranked[]): Record<Status, number> =>
  Object.fromEntries(
    STATUSES.map((status) => [status, ranked.filter(({ of }) => of.status === status).length]),
  ) as Record<Status, number>;

function shownControl({ id, title, ownerFunction, criteria, facts, of }: Ranked, { controls }: Facts) {
  const definition = controls.find(({ version }) => version.id === id)?.version.definition;
  return {
    id,
    title,
    owner: facts.owner,
    ownerFunction,
    frequency: definition?.frequency ?? '',
    criteria: [...criteria],
    status: of.status,
    asOf: of.asOf,
    reasons: [...of.reasons],
    checks: facts.checks.map(({ id: check, enabled, run }) => ({
      id: check,
      enabled,
      asOf: run?.asOf ?? null,
      population: run?.counts.population ?? 0,
      shown: run === null ? null : { ...run.counts.shown },
      rule: run === null ? null : { ...run.counts.rule },
    })),
    occurrences: facts.occurrences.map(shownOccurrence),
  };
}

function shownOccurrence(occurrence: Occurrence) {
  const { kind, period } = occurrence;
  const performance = occurrence.kind === 'performed' || occurrence.kind === 'late' ? occurrence.performance : null;
  return {
    kind,
    first: period.first,
    due: period.last,
    on: performance === null ? null : formatMoment(performance.at),
    proof: performance?.proof ?? null,
  };
}

/** A criterion shows the counts of its controls, never one judgement. */
const shownCriteria = ({ engagement }: Opened, ranked: readonly Ranked[]) =>
  criteriaIn(engagement).map(({ id }) => {
    const serving = ranked.filter(({ criteria }) => criteria.includes(id));
    return {
      id,
      title: criterionWithId(id)?.title ?? '',
      notRelevant: engagement.notRelevant[id] ?? null,
      controls: serving.length,
      counts: countStatuses(serving),
    };
  });
