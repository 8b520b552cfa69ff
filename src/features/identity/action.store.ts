import { sql } from 'kysely';
import { namesOfAction } from '#/core/former-actions.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { instant } from '#/platform/db/statements.ts';

/** One line of the audit log. */
export interface ActionRow {
  readonly position: number;
  readonly at: Instant;
  readonly person: string;
  readonly via: string;
  readonly name: string;
  readonly subject: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly request: string;
  readonly address: string;
}

/** At most as many as one request is about: a statement has 65,535 values. */
export async function insertActions(tx: Tx, org: string, rows: readonly ActionRow[]): Promise<void> {
  const values = rows.map(({ at, subject, ...row }) => ({
    org,
    ...row,
    occurred: formatInstant(at),
    subject: JSON.stringify(subject),
  }));
  await tx.insertInto('action').values(values).execute();
}

export interface ActionFilter {
  readonly person?: string | undefined;
  readonly name?: string | undefined;
  readonly outcome?: string | undefined;
  /** Stands somewhere in a line, whatever its case. */
  readonly text?: string | undefined;
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A text that stands for itself in a pattern. */
const plainly = (text: string): string => text.replaceAll(/[\\%_]/g, (letter) => `\\${letter}`);

/** The newest first. */
export async function actionRows(tx: Tx, filter: ActionFilter): Promise<readonly ActionRow[]> {
  const { person, name, outcome, text, from, to, before, limit } = filter;
  const rows = await tx
    .selectFrom('action')
    .select(['position', 'occurred as at', 'person', 'via', 'name', 'subject', 'outcome', 'request', 'address'])
    .$if(person !== undefined, (query) => query.where('person', '=', person ?? ''))
    .$if(name !== undefined, (query) =>
      query.where((is) =>
        is.or(
          namesOfAction(name ?? '').map((each) => is.and([is('name', '>=', each), is('name', '<', `${each}\uffff`)])),
        ),
      ),
    )
    .$if(outcome !== undefined, (query) => query.where('outcome', '=', outcome ?? ''))
    .$if(text !== undefined, (query) =>
      query.where(
        sql<boolean>`concat_ws(' ', person, via, name, subject::text, outcome, address, request) ilike ${`%${plainly(text ?? '')}%`}`,
      ),
    )
    .$if(from !== undefined, (query) => query.where('occurred', '>=', instant(from ?? 0)))
    .$if(to !== undefined, (query) => query.where('occurred', '<', instant(to ?? 0)))
    .$if(before !== undefined, (query) => query.where('position', '<', before ?? 0))
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ subject, ...row }) => ({ ...row, subject: subject as ActionRow['subject'] }));
}
