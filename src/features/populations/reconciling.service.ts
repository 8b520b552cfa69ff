import type { Caller } from '#/contract/endpoint.ts';
import { type SealedComparison, saidBy, spanOf } from '#/core/coverage/confirmed.ts';
import type { Share } from '#/core/coverage/share.ts';
import { type PopulationName, populationNamed } from '#/core/populations/index.ts';
import { rowReader } from '#/core/segment/row-reader.ts';
import { tableOf } from '#/core/segment/table.ts';
import type { Json } from '#/ledger/canonical.ts';
import { type Comparison, reconciled } from './reconcile.service.ts';
import type { OpenedSegment } from './segments.service.ts';
import type { PopulationsDeps } from './service.ts';
import { insertReconciliation } from './store.ts';

/** Compares two lists, and seals what each source of ours has on both sides: it confirms a source of which every part was compared. */
export async function reconcile(deps: PopulationsDeps, { org, person }: Caller, comparison: Comparison) {
  return deps.populations.reading(org, null, async (open) =>
    deps.db.transaction(org, async (tx) => {
      const known = { open, aliases: await deps.aliasesOf(tx), zone: await deps.zoneOf(tx) };
      const { shares, population, ...found } = await reconciled(comparison, known);
      const complete = found.matched > 0 && found.onlyThere.length === 0;
      const compared = { ...comparison, zone: known.zone };
      const payload = { v: 2, comparison: compared, population, ...found, complete, shares, person };
      const [sealed] = await deps.ledger.seal(tx, org, [
        { kind: 'reconciliation', payload: payload as unknown as Json },
      ]);
      const position = sealed?.position ?? -1;
      for (const [part, { source, ...share }] of shares.entries()) {
        await insertReconciliation(tx, {
          org,
          position,
          part,
          kind: comparison.kind,
          definition: { ...compared, population, source },
          result: { complete, matched: found.matched, share },
        });
      }
      const sources = shares.flatMap(({ says, source }) => (says === 'confirmed' ? [source] : []));
      return {
        position,
        kind: comparison.kind,
        population,
        counts: null,
        matched: found.matched,
        onlyHere: [...found.onlyHere],
        onlyThere: [...found.onlyThere],
        sources,
        shares: shares.map((share) => ({ ...share, parts: [...share.parts] })),
        complete,
      };
    }),
  );
}

interface CountSeen {
  readonly population: PopulationName;
  readonly source: string;
  readonly count: number;
  readonly note: string;
  readonly artifact?: string | undefined;
}

/** A count that a person saw in the source itself, against ours. Of 0 and 0 nothing was compared, so it completes nothing. */
export async function confirmCount(
  deps: PopulationsDeps,
  { org, person }: Caller,
  { population, source, count, note, artifact }: CountSeen,
) {
  return deps.populations.reading(org, null, async (open) =>
    deps.db.transaction(org, async (tx) => {
      const segments = await open(population);
      const ours = countFrom(population, segments, source);
      const complete = ours === count && ours > 0;
      const definition = { kind: 'count', population, source, count, note, artifact: artifact ?? null, by: person };
      const [sealed] = await deps.ledger.seal(tx, org, [
        { kind: 'reconciliation', payload: { v: 2, comparison: definition, ours, complete, person } },
      ]);
      const position = sealed?.position ?? -1;
      await insertReconciliation(tx, { org, position, part: 0, kind: 'count', definition, result: { complete, ours } });
      return {
        position,
        kind: 'count',
        population,
        counts: { here: ours, there: count },
        matched: Math.min(ours, count),
        onlyHere: [],
        onlyThere: [],
        complete,
        sources: complete ? [source] : [],
        shares: [],
      };
    }),
  );
}

/** What the source shows now: of what lasts, all that it still reports; of what happened, all that it ever told. */
function countFrom(population: PopulationName, segments: readonly OpenedSegment[], source: string): number {
  const { fields, shape } = populationNamed(population);
  const table = tableOf(segments, { observed: false, asOf: Number.MAX_SAFE_INTEGER });
  let count = 0;
  segments.forEach((segment, place) => {
    const read = rowReader(fields, segment, (artifact) => artifact);
    (table.itemOf[place] ?? []).forEach((item, at) => {
      if (item < 0) return;
      const { key, presence } = read(at);
      if (key.startsWith(`${source}/`) && (shape.kind === 'event' || presence !== 'gone')) count += 1;
    });
  });
  return count;
}

/** A comparison as somebody reads it beside what the runs account for. */
export function shownComparison(row: SealedComparison) {
  const { count, source = '', by } = row.definition as Partial<CountSeen & { readonly by: string }>;
  const { ours, share } = row.result as { readonly ours?: number; readonly share?: Omit<Share, 'source'> };
  const { from, to } = spanOf(row);
  return {
    position: row.position,
    received: row.received,
    kind: row.kind,
    source,
    from,
    to,
    says: saidBy(row),
    counts: count === undefined ? null : { here: ours ?? 0, there: count },
    by: by ?? null,
    share: share === undefined ? null : { matched: share.matched, of: share.of, parts: [...share.parts] },
  };
}
