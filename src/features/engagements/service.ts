import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { parseDay } from '#/core/time/zone.ts';
import { type Ledger, listedMoment } from '#/features/ledger/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { engagementsContract } from './contract.ts';
import { daysOf, type Engagement, namedByDays, parsedEngagement, zoneIn } from './definition.ts';
import { type Opened, openedAs, shownBefore } from './opened.ts';
import { engagementRows, insertEngagement } from './store.ts';

export interface EngagementsDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Pick<Chance, 'now'>;
  /** The zone in which days are entered where none is named. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

/** The latest version of each engagement before a position of the log. */
export async function openedEngagements(tx: Tx, asOf: number): Promise<readonly Opened[]> {
  const versions = Map.groupBy(await engagementRows(tx, asOf), ({ id }) => id);
  return [...versions].map(([id, rows]) => openedAs(id, rows));
}

/** The engagement with this id; with null, the only or the last one opened. */
export async function engagementWithId(tx: Tx, id: string | null, asOf: number): Promise<Opened> {
  const wanted = (all: readonly Opened[]): Opened | undefined =>
    id === null ? all.at(-1) : all.find((each) => each.id === id);
  const found = wanted(await openedEngagements(tx, asOf));
  if (found !== undefined) return found;
  const later = wanted(await openedEngagements(tx, Number.MAX_SAFE_INTEGER));
  if (later !== undefined)
    throw new DomainError('engagement_not_yet', { engagement: later.id, position: later.position });
  throw id === null ? new DomainError('engagement_none') : new DomainError('not_found', { what: 'engagement', id });
}

export const engagements = (deps: EngagementsDeps): Handlers<typeof engagementsContract> => ({
  list: ({ org, standing }, { asOf }) =>
    deps.db.transaction(org, async (tx) => {
      const named = standing?.engagements ?? null;
      const all = await openedEngagements(tx, (await listedMoment(tx, deps, asOf)).position);
      return { engagements: all.filter(({ id }) => named === null || named.includes(id)).map(shown) };
    }),
  create: (caller, { id, name, type, first, last, zone, ...rest }) =>
    deps.db.transaction(caller.org, async (tx) => {
      await deps.ledger.lock(tx);
      if ((await openedEngagements(tx, Number.MAX_SAFE_INTEGER)).some((known) => known.id === id))
        throw new DomainError('engagement_exists', { id });
      const examination = examinationOf(type, { first, last, zone: zone ?? (await deps.zoneOf(tx)) });
      return save(deps, tx, caller, {
        id,
        kind: 'engagement-opened',
        engagement: parsedEngagement({ v: 2, examination, ...rest, name: name ?? namedByDays({ examination }) }),
      });
    }),
  change: (caller, { id, first, last, ...rest }) =>
    deps.db.transaction(caller.org, async (tx) => {
      await deps.ledger.lock(tx);
      const { engagement: before } = await engagementWithId(tx, id, Number.MAX_SAFE_INTEGER);
      const days = {
        ...daysOf(before),
        ...(first === undefined ? {} : { first }),
        ...(last === undefined ? {} : { last }),
        zone: zoneIn(before),
      };
      const changed = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const examination = examinationOf(before.examination.type, days);
      const name = before.name === namedByDays(before) ? namedByDays({ examination }) : before.name;
      const engagement = parsedEngagement({ ...before, name, ...changed, examination });
      return save(deps, tx, caller, { id, kind: 'engagement-changed', engagement });
    }),
});

function examinationOf(
  type: 'type-1' | 'type-2',
  { first, last, zone }: { readonly first?: string | undefined; readonly last: string; readonly zone: string },
) {
  if (type === 'type-1') return { type, asOf: last, zone };
  if (first === undefined)
    throw new DomainError('input_invalid', {
      where: 'first',
      because: 'a Type II examination has a first and a last day',
    });
  if ((parseDay(last) ?? 0) - (parseDay(first) ?? 0) > MOST_DAYS)
    throw new DomainError('input_invalid', {
      where: 'last',
      because: 'more than ten years after the first day, where a window is one of three to twelve months',
    });
  return { type, window: { first, last, zone } };
}

/** Of a window: a year that is mistyped should not make a thousand weeks. */
const MOST_DAYS = 3_653;

async function save(
  { ledger }: EngagementsDeps,
  tx: Tx,
  { org, person }: Caller,
  { id, kind, engagement }: { readonly id: string; readonly kind: string; readonly engagement: Engagement },
): Promise<{ readonly id: string; readonly position: number }> {
  const [sealed] = await ledger.seal(tx, org, [
    { kind, payload: { v: 1, id, engagement: engagement as unknown as Json, person } },
  ]);
  const position = sealed?.position ?? -1;
  await insertEngagement(tx, { org, id, position, definition: engagement, person });
  return { id, position };
}

const shown = ({ id, engagement, opened, changed, versions, position }: Opened) => ({
  id,
  name: engagement.name,
  type: engagement.examination.type,
  ...daysOf(engagement),
  zone: zoneIn(engagement),
  categories: [...engagement.categories],
  subservice: engagement.subservice.map((organization) => ({ ...organization })),
  notRelevant: { ...engagement.notRelevant },
  boundary: partsOf(engagement),
  promises: [...engagement.promises],
  cuecs: engagement.cuecs.map((each) => ({ ...each, criteria: [...each.criteria] })),
  opened,
  changed,
  before: shownBefore(versions),
  position,
});

const partsOf = ({ boundary }: Engagement): Record<string, string[]> =>
  Object.fromEntries(Object.entries(boundary).map(([part, texts]) => [part, [...(texts ?? [])]]));
