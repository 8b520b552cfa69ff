import { CHECKS, checkWithId } from '#/checks/index.ts';
import type { PopulationName } from '#/core/populations/index.ts';
import { controlVersions } from '#/features/controls/index.ts';
import { type Populations, positionsOf, sealedSegments } from '#/features/populations/index.ts';
import { evidenceOf } from '#/library/evidence.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import { type Kept, namedBeside } from './erase.store.ts';

export interface ItemNamed {
  readonly population: PopulationName;
  readonly key: string;
}

/** The population whose items call for a control. */
type CallersOf = (control: string) => PopulationName | null;

async function callersIn(tx: Tx): Promise<CallersOf> {
  const versions = await controlVersions(tx, Number.MAX_SAFE_INTEGER);
  return (control) => {
    const { occurrences } = evidenceOf(versions.get(control)?.at(-1)?.definition.origin ?? null);
    return occurrences.kind === 'triggered' ? occurrences.population : null;
  };
}

/**
 * By what is said of items of other populations that have the key of one that is erased: by checks of them, and for
 * controls that they call for. It stays, for it is of a record that stays. Where there is no such record, what is said
 * can be of nothing but the one that goes.
 */
export async function keptBeside(
  { db, populations }: { readonly db: Database; readonly populations: Populations },
  org: string,
  { population, key }: ItemNamed,
): Promise<Kept> {
  const { controls, segments } = await db.transaction(org, async (tx) => {
    const [named, calls] = [await namedBeside(tx, key), await callersIn(tx)];
    const callers = new Map(named.controls.map((id) => [id, calls(id)]));
    const others = new Set([...named.checks.map((id) => checkWithId(id)?.population), ...callers.values()]);
    const found: (readonly [PopulationName, Awaited<ReturnType<typeof sealedSegments>>])[] = [];
    for (const other of others)
      if (other !== undefined && other !== null && other !== population)
        found.push([other, await sealedSegments(tx, { population: other, reference: true })]);
    return { controls: callers, segments: found };
  });
  const holding = new Set<PopulationName | null>();
  for (const [other, all] of segments) {
    const refs = all.map(({ position, digest }) => ({ position, digest, merged: false }));
    if (await populations.readingSealed(org, refs, async (opened) => positionsOf(opened, key).size > 0))
      holding.add(other);
  }
  return {
    checks: CHECKS.filter((check) => holding.has(check.population)).map(({ id }) => id),
    controls: [...controls].filter(([, other]) => holding.has(other)).map(([id]) => id),
  };
}
