import { canonicalJson, type Json } from '#/ledger/canonical.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Ground } from './facts.service.ts';
import type { DerivedKey } from './keeping.ts';

/** What is kept of one thing; long lists lie beside it, page by page. */
export interface Worked {
  readonly value: Json;
  readonly pages?: readonly (readonly Json[])[];
}

/** A digest of everything that a kept thing is made from: what is as it was is found by it, and nothing else. */
export const keyOf = (made: Json): string => sha256Hex(canonicalJson(made));

/**
 * By subject, what was worked out before from just the same; what was not is worked out now, however much must be read
 * for it, and kept. Whoever runs checks does that ahead, so that a reading does not.
 */
export async function kept<P extends DerivedKey>(
  { keeping, asOf, erased }: Ground,
  what: string,
  { parts, workOut }: { readonly parts: readonly P[]; readonly workOut: (part: P) => Promise<Worked> },
): Promise<ReadonlyMap<string, Json>> {
  const found = new Map((await keeping.rows(what, parts)).map(({ subject, value }) => [subject, value]));
  // in one order everywhere, so that no two wait for each other
  const missing = parts
    .filter(({ subject }) => !found.has(subject))
    .toSorted((a, b) => (a.subject < b.subject ? -1 : 1));
  const made = new Map<string, Worked>();
  for (const part of missing) if (!made.has(part.subject)) made.set(part.subject, await workOut(part));
  const rows = missing.flatMap(({ subject, key }) => {
    const worked = made.get(subject);
    if (worked === undefined) return [];
    return [{ what, subject, key, value: worked.value, basis: null, position: asOf.position, erased }];
  });
  const inserted = await keeping.insert(rows);
  for (const { subject, key } of rows) {
    const worked = made.get(subject);
    if (worked === undefined) continue;
    found.set(subject, worked.value);
    const pages = (worked.pages ?? []).map((entries, page) => ({ page, entries }));
    if (inserted.has(subject)) await keeping.insertPages({ what, subject, key }, pages);
  }
  return found;
}
