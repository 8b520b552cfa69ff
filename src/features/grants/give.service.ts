import { DAY, formatInstant, type Instant } from '#/core/time/instant.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import type { Tx } from '#/platform/db/database.ts';
import { DomainError } from '#/core/errors.ts';
import { toReadBefore } from '#/features/reports/index.ts';
import { linkFor } from './link.service.ts';
import { companyIn } from '#/features/organization/index.ts';
import { dayOf, type GrantsDeps } from './ground.service.ts';
import { insertGrant } from './grant.store.ts';
import { grantedLetter } from './letters.ts';

const LINK_LASTS = 2 * DAY;

export interface Giving {
  readonly visitor: string;
  readonly email: string;
  readonly request: string | null;
  readonly documents: readonly { readonly id: string; readonly title: string }[];
  readonly days: number;
  readonly download: boolean;
  readonly person: string;
  /** By which rule; null: a person decided. */
  readonly rule: string | null;
  readonly read: Read;
}

/** What the account's owner has read of the reports that are given; of all of them, as `mustBeRead` saw. */
export interface Read extends SaidRead {
  readonly isAll: true;
}

/** What whoever decides says was read. */
export interface SaidRead {
  /** Positions of the briefs on exceptions. */
  readonly briefs: readonly number[];
  /** Reports of which nobody confirmed whether they hold exceptions: they were looked into themselves. */
  readonly reportsRead: readonly string[];
}

export interface Given {
  readonly grant: string;
  readonly expires: Instant;
  readonly position: number;
}

/**
 * What had to be read of documents before they are given, all of which `said` says was.
 * Throws `brief_missing` and `brief_unread`: no report that is known to hold exceptions is given by somebody who was not
 * shown what to say of them. Throws `report_unread`: none of which that is not known is given as if it held none.
 */
export async function mustBeRead(tx: Tx, documents: Giving['documents'], said: SaidRead): Promise<Read> {
  const { briefs, unknown } = await toReadBefore(
    tx,
    documents.map(({ id }) => id),
  );
  const positions = briefs.map(({ title, position }) => {
    if (position === null) throw new DomainError('brief_missing', { title });
    if (!said.briefs.includes(position)) throw new DomainError('brief_unread', { title, position });
    return position;
  });
  const unread = unknown.find(({ document }) => !said.reportsRead.includes(document));
  if (unread !== undefined) throw new DomainError('report_unread', { ...unread });
  return { briefs: positions, reportsRead: unknown.map(({ document }) => document), isAll: true };
}

/** Seals that somebody may read something, and writes to them. */
export async function give(deps: GrantsDeps, tx: Tx, org: string, giving: Giving): Promise<Given> {
  const { visitor, request, download, person, rule } = giving;
  const zone = zoneNamed(await deps.zoneOf(tx));
  // To the end of the day that the reader is told.
  const expires = zone.startOf(zone.dayOf(deps.chance.now()) + giving.days + 1) - 1;
  const said = {
    id: deps.chance.newId(),
    visitor,
    request,
    documents: giving.documents.map(({ id }) => id),
    download,
    person,
    rule,
    briefs: [...giving.read.briefs],
    reportsRead: [...giving.read.reportsRead],
  };
  const payload = { v: 3, ...said, expires: formatInstant(expires) };
  const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'access-granted', payload }]);
  const position = sealed?.position ?? -1;
  await insertGrant(tx, org, { ...said, expires, position });
  const { name, home } = await companyIn(deps, tx, org);
  const made = await linkFor(deps, tx, org, { home, visitor, request: null, lasts: LINK_LASTS });
  await deps.post(
    tx,
    org,
    grantedLetter({
      to: giving.email,
      company: name,
      ...made,
      documents: giving.documents.map(({ title }) => title),
      until: await dayOf(deps, tx, expires),
    }),
  );
  return { grant: said.id, expires, position };
}
