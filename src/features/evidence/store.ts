import { sql } from 'kysely';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { receivedAt } from '#/platform/db/statements.ts';

export interface EvidenceRow {
  readonly id: string;
  readonly position: number;
  readonly control: string;
  readonly purpose: string;
  readonly artifact: string;
  readonly occurred: string;
  /** A day of the period for which it was performed, where a person says so. */
  readonly period: string | null;
  /** The key of the item that called for it, where a person says which. */
  readonly item: string | null;
  readonly person: string;
  readonly note: string;
}

export async function insertEvidence(tx: Tx, org: string, row: EvidenceRow): Promise<void> {
  await tx
    .insertInto('evidence')
    .values({ org, ...row })
    .execute();
}

export async function insertArtifact(
  tx: Tx,
  {
    collected,
    ...row
  }: {
    readonly org: string;
    readonly id: string;
    readonly position: number;
    readonly sha256: string;
    readonly bytes: number;
    readonly media: string;
    readonly name: string;
    readonly grade: string;
    readonly collected: Instant;
  },
): Promise<void> {
  await tx
    .insertInto('artifact')
    .values({ ...row, source: null, collected: formatInstant(collected) })
    .execute();
}

/** What was attached before a position, with what is left of each artifact. */
export const evidenceRows = (tx: Tx, asOf: number) =>
  tx
    .selectFrom('evidence as v')
    .leftJoin('artifact as a', (join) => join.onRef('a.org', '=', 'v.org').onRef('a.id', '=', 'v.artifact'))
    .select([
      'v.id',
      'v.position',
      'v.control',
      'v.purpose',
      'v.occurred',
      'v.period',
      'v.item',
      'v.person',
      'v.note',
      'v.artifact',
      receivedAt('v.position').as('received'),
      'a.name',
      'a.sha256',
      'a.bytes',
      'a.grade',
      'a.position as artifactPosition',
    ])
    .select((build) =>
      build
        .exists(
          build
            .selectFrom('erasure as e')
            .where('e.subject_kind', '=', 'artifact')
            .where('e.successor', 'is', null)
            .where('e.position', '<', asOf)
            .where(sql<boolean>`e.subject = v.artifact::text`),
        )
        .as('erased'),
    )
    .where('v.position', '<', asOf)
    .orderBy('v.position')
    .execute();

const artifacts = (tx: Tx) =>
  tx
    .selectFrom('artifact as a')
    .select(['a.id', 'a.name', 'a.media', 'a.grade', 'a.bytes', 'a.sha256', 'a.source', 'a.collected', 'a.position'])
    .select(receivedAt('a.position').as('received'));

/** The latest artifacts before a position, of one source or of all, newest first. */
export const artifactsBefore = (
  tx: Tx,
  {
    before,
    source,
    limit,
    hidden,
  }: {
    readonly before: number;
    readonly source: string | null;
    readonly limit: number;
    readonly hidden: readonly string[];
  },
) =>
  artifacts(tx)
    .where('a.position', '<', before)
    .$if(hidden.length > 0, (query) => query.where(sql<boolean>`a.id <> all(${hidden}::uuid[])`))
    .$if(source !== null, (query) => query.where('a.source', '=', source ?? ''))
    .orderBy('a.position', 'desc')
    .limit(limit)
    .execute();

/** The engagement letters of other examinations than these. */
export const lettersOfOthers = async (tx: Tx, engagements: readonly string[]): Promise<readonly string[]> =>
  (
    await tx
      .selectFrom('audit_letter')
      .select('artifact')
      .where(sql<boolean>`engagement <> all(${engagements}::text[])`)
      .execute()
  ).map(({ artifact }) => artifact);

/** Files of the documents of the trust center, and of agreements. */
export const gatedArtifacts = async (tx: Tx): Promise<readonly string[]> =>
  (
    await sql<{ artifact: string }>`
      select definition -> 'file' ->> 'artifact' as artifact from document
       union select artifact::text from nda`.execute(tx)
  ).rows.map(({ artifact }) => artifact);

export const artifactWithId = (tx: Tx, id: string) => artifacts(tx).where('a.id', '=', id).executeTakeFirst();

/** Artifacts of some sources, of people where `attached` is among them, and those with some ids. */
export const artifactsHeld = async (tx: Tx, sources: readonly string[], ids: readonly string[]) =>
  (
    await sql<{ id: string; sha256: string; name: string; source: string | null; received: Instant }>`
      select a.id, a.sha256, a.name, a.source, ${receivedAt('a.position')} as received from artifact a
       where coalesce(a.source, 'attached') = any(${sources}::text[]) or a.id = any(${ids}::uuid[])
       order by a.position`.execute(tx)
  ).rows;

/** Of some artifacts, the bytes that another one has, too. */
export const receivedElsewhere = async (
  tx: Tx,
  artifacts: readonly { readonly id: string; readonly sha256: string }[],
): Promise<ReadonlySet<string>> => {
  const { rows } = await sql<{ sha256: string }>`
    select distinct sha256 from artifact
     where sha256 = any(${artifacts.map(({ sha256 }) => sha256)}::text[])
       and id <> all(${artifacts.map(({ id }) => id)}::uuid[])`.execute(tx);
  return new Set(rows.map(({ sha256 }) => sha256));
};

/** Is there a source of this name? */
export const isSource = async (tx: Tx, id: string): Promise<boolean> =>
  (await tx.selectFrom('source').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;
