import { keptName } from '#/core/named-subject.ts';
import { sql } from 'kysely';
import { asEraser, type Tx } from '#/platform/db/database.ts';

export interface ErasableArtifact {
  readonly id: string;
  readonly position: number;
  readonly sha256: string;
}

/** Every receipt of the artifact with this id or SHA-256: the same bytes may have been received more than once. */
export const artifactsNamed = async (tx: Tx, name: string): Promise<readonly ErasableArtifact[]> =>
  (
    await sql<ErasableArtifact>`
      select a.id, a.position, a.sha256 from artifact a
       where a.sha256 = ${name} or a.sha256 in (select b.sha256 from artifact b where b.id::text = ${name})
       order by a.position`.execute(tx)
  ).rows;

export interface ErasureRow {
  readonly org: string;
  readonly position: number;
  readonly subjectKind: 'artifact' | 'segment';
  readonly subject: string;
  readonly successor: string | null;
  readonly reason: string;
  readonly basis: string;
  readonly person: string;
}

export async function insertErasure(tx: Tx, { subjectKind, ...row }: ErasureRow): Promise<void> {
  await tx
    .insertInto('erasure')
    .values({ ...row, subject_kind: subjectKind })
    .execute();
}

/** The erasure of something, as far as there was one. */
export const erasureOf = (
  tx: Tx,
  kind: ErasureRow['subjectKind'],
  subject: string,
): Promise<Pick<ErasureRow, 'position' | 'reason' | 'basis'> | undefined> =>
  tx
    .selectFrom('erasure')
    .select(['position', 'reason', 'basis'])
    .where('subject_kind', '=', kind)
    .where('subject', '=', subject)
    .executeTakeFirst();

export const destroyArtifacts = (tx: Tx, ids: readonly string[]): Promise<unknown> =>
  asEraser(tx, () =>
    tx
      .deleteFrom('artifact')
      .where('id', 'in', [...ids])
      .execute(),
  );

/** What these checks said of an item, which may name a person, and the lists that may name it; those are made anew. */
export async function destroyFindings(tx: Tx, item: string, checks: readonly string[]): Promise<void> {
  await asEraser(tx, () =>
    tx.deleteFrom('finding').where('item', '=', item).where(sql<boolean>`check_id = any(${checks}::text[])`).execute(),
  );
  await tx.deleteFrom('derived_page').execute();
  await tx.deleteFrom('derived').execute();
}

/** What stays of what names an item: it is of another one that has its key. */
export interface Kept {
  readonly checks: readonly string[];
  readonly controls: readonly string[];
}

/** Checks and controls by which an item is named beside its records. */
export async function namedBeside(tx: Tx, item: string): Promise<Kept> {
  const { rows } = await sql<{ check: string | null; control: string | null }>`
    select check_id as check, null as control from exclusion where item = ${item}
     union select check_id, null from deviation_explanation where item = ${item}
     union select null, control from evidence where item = ${item}
     union select subject->>'id', subject->>'control' from action where subject->>'item' = ${keptName(item)}`.execute(
    tx,
  );
  const of = (name: 'check' | 'control') => [...new Set(rows.flatMap((row) => row[name] ?? []))];
  return { checks: of('check'), controls: of('control') };
}

/** Files that were attached for an item: nothing leads to them once that is destroyed. */
export const attachedFor = async (tx: Tx, item: string, { controls }: Kept): Promise<readonly string[]> =>
  (await tx.selectFrom('evidence').select(['artifact', 'control']).where('item', '=', item).execute()).flatMap(
    ({ artifact, control }) => (controls.includes(control) ? [] : [artifact]),
  );

/**
 * Everything beside the records that names an item: its exclusions and their ends, what was said of it as a deviation and
 * the tasks that follow from that, the audit log's lines about it, and what was attached for it. Gives the positions of their entries.
 */
export async function destroyNaming(tx: Tx, item: string, kept: Kept): Promise<readonly number[]> {
  const positions = await destroyedNaming(tx, item, kept);
  await sql`delete from task where key in (select 'own:' || made from unnest(${positions}::bigint[]) as t (made))`.execute(
    tx,
  );
  return positions;
}

const destroyedNaming = (tx: Tx, item: string, { checks, controls }: Kept): Promise<readonly number[]> =>
  asEraser(tx, async () => {
    const { rows } = await sql<{ position: number }>`
      with ended as (
        delete from exclusion_end e using exclusion x
         where x.org = e.org and x.position = e.exclusion and x.item = ${item} and x.check_id <> all(${checks}::text[])
        returning e.position
      ), excluded as (
        delete from exclusion where item = ${item} and check_id <> all(${checks}::text[]) returning position
      ), followed as (
        delete from task_made m using deviation_explanation e
         where e.org = m.org and e.position = m.explanation and e.item = ${item} and e.check_id <> all(${checks}::text[])
        returning m.position
      ), explained as (
        delete from deviation_explanation where item = ${item} and check_id <> all(${checks}::text[]) returning position
      ), acted as (
        delete from action
         where subject->>'item' = ${keptName(item)}
           and coalesce(subject->>'id', '') <> all(${checks}::text[])
           and coalesce(subject->>'control', '') <> all(${controls}::text[])
        returning position
      ), attached as (
        delete from evidence where item = ${item} and control <> all(${controls}::text[]) returning position
      )
      select position from ended union select position from excluded union select position from explained
       union select position from followed
       union select position from acted union select position from attached order by position`.execute(tx);
    return rows.map(({ position }) => position);
  });
