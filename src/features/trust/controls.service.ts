import { type Day, parseDay, zoneNamed } from '#/core/time/zone.ts';
import { controlVersions, inForceAt, statementIn, type Version } from '#/features/controls/index.ts';
import { daysOf, zoneIn } from '#/features/engagements/index.ts';
import { standing } from '#/features/readiness/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { claimsIn } from './claims.ts';
import { faceOf } from './faces.ts';
import type { ControlShown, Face } from './facts.ts';
import type { TrustDeps } from './facts.service.ts';
import { themeOf } from './themes.ts';

interface Wanted {
  /** Controls by id, in the order in which they are shown; null: every adopted one. */
  readonly wanted: readonly string[] | null;
  /** The examination in whose window they are looked at; null: there is none. */
  readonly engagement: string | null;
}

/** Controls with what their records say now. One that was chosen is there whatever became of it. */
export async function controlsShown(
  deps: TrustDeps,
  org: string,
  { wanted, engagement }: Wanted,
): Promise<readonly ControlShown[]> {
  if (wanted?.length === 0) return [];
  const faces = engagement === null ? new Map<string, Face>() : await facesIn(deps, org, engagement);
  return deps.db.transaction(org, async (tx) => {
    const zone = zoneNamed(await deps.zoneOf(tx));
    const all = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
    return (wanted ?? [...all.keys()]).flatMap((id) => {
      const versions = all.get(id) ?? [];
      const current = inForceAt(versions, deps.chance.now());
      if (current === undefined) return [];
      const { definition } = current;
      if (wanted === null && definition.state === 'retired') return [];
      const face = faceFor(versions, current, faces.get(id), (instant) => zone.dayOf(instant));
      return [shown(current, face)];
    });
  });
}

function faceFor(
  versions: readonly Version[],
  { definition, effectiveFrom }: Version,
  face: Face | undefined,
  dayOf: (instant: number) => Day,
): Face {
  if (definition.state === 'retired') return { kind: 'retired', since: dayOf(effectiveFrom) };
  return face ?? { kind: 'adopted', since: dayOf(adoptedSince(versions)) };
}

/** Since when it is adopted without a break. */
function adoptedSince(versions: readonly Version[]): number {
  const line = versions.toSorted((a, b) => a.effectiveFrom - b.effectiveFrom);
  const broken = line.findLastIndex(({ definition }) => definition.state === 'retired');
  return line[broken + 1]?.effectiveFrom ?? 0;
}

/** A statement is typed, too: one that claims too much is not repeated in public. */
const said = (text: string, otherwise: string): string =>
  claimsIn('', text, { hasReport: false }).length === 0 ? text : otherwise;

const shown = ({ id, definition }: Version, face: Face): ControlShown => ({
  id,
  title: said(definition.title, id),
  statement: said(statementIn(definition), ''),
  theme: themeOf(definition.criteria),
  face,
});

const facesIn = (deps: TrustDeps, org: string, engagement: string): Promise<ReadonlyMap<string, Face>> =>
  standing(deps, org, { engagement }, async ({ opened, ranked }, { tx }) => {
    const zone = zoneNamed(zoneIn(opened.engagement));
    const { type } = opened.engagement.examination;
    const days = daysOf(opened.engagement);
    const [first, last] = [parseDay(days.first) ?? 0, parseDay(days.last) ?? 0];
    const until = type === 'type-2' && last < zone.dayOf(deps.chance.now()) ? last : null;
    const versions = await versionsOf(tx);
    return new Map(
      ranked.map(({ id, of, facts }) => {
        const adopted = zone.dayOf(adoptedSince(versions.get(id) ?? []));
        const since = type === 'type-2' ? Math.max(first, adopted) : adopted;
        if (until !== null && since > until) return [id, { kind: 'adopted', since }];
        return [id, faceOf({ status: of.status, type, reliesOn: facts.reliesOn, since, until })];
      }),
    );
  });

const versionsOf = (tx: Tx) => controlVersions(tx, Number.MAX_SAFE_INTEGER);
