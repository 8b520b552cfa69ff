import { type RawBuilder, sql } from 'kysely';
import { OUTCOMES } from '#/core/verdict.ts';

const DEVIATION = OUTCOMES.indexOf('deviation');
/** Of what nobody knows it is not known that it was mended. */
const NOT_MENDED = [DEVIATION, OUTCOMES.indexOf('unknown')];

const bad = (name: string) => sql`${sql.ref(`${name}.rule`)} = any(${NOT_MENDED}::int2[])`;

/** Columns or values of a statement. */
interface Of {
  readonly checkId: unknown;
  readonly item: unknown;
  /** The run that counts: the first of those that it follows, and its own number. */
  readonly base: unknown;
  readonly number: unknown;
}

/**
 * Whether what was said of a deviation, after the run `said` had found it, is of one that is over: a run since found the
 * item clean, or found it no more. Of what is looked at from time to time a look found it clean, and a later one did
 * not: what that look saw does not go on from one before it.
 */
export function isOutlived(run: RawBuilder<unknown>, { checkId, item, base, number }: Of): RawBuilder<boolean> {
  const of = (name: string) =>
    sql`${sql.ref(`${name}.check_id`)} = ${checkId} and ${sql.ref(`${name}.item`)} = ${item}`;
  const looks = sql`(select distinct on (look) look, rule, from_minute, to_minute from finding looked
                      where ${of('looked')} and looked.number between ${base} and ${number} order by look, number desc)`;
  return sql<boolean>`exists (
    select from check_run said
     where said.position = ${run}
       and (exists (select from finding found
                     where ${of('found')} and found.look = to_timestamp(0) and found.number > said.number and found.number <= ${number}
                       and not (${bad('found')}))
         or exists (select from check_run whole
                     where whole.check_id = ${checkId} and whole.number > said.number and whole.number <= ${number} and whole.base = whole.number
                       and not exists (select from finding found where ${of('found')} and found.number = whole.number))
         or exists (select from ${looks} found
                     where found.look > said.as_of and ${bad('found')}
                       and not exists (select from ${looks} earlier
                                        where earlier.look < found.look and ${bad('earlier')} and earlier.to_minute >= found.from_minute)
                       and exists (select from ${looks} later where later.look >= found.look and later.rule = ${DEVIATION}))))`;
}

/** Whether management has said, before a position of the log, what happened in a deviation as a run shows it. */
export const isExplained = (of: Of, asOf: number): RawBuilder<boolean> => sql<boolean>`exists (
  select from deviation_explanation e
   where e.check_id = ${of.checkId} and e.item = ${of.item} and e.position < ${asOf}
     and not ${isOutlived(sql.ref('e.run'), of)})`;
