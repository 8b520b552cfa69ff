import { DAY, formatInstant, type Instant } from '#/core/time/instant.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import type { Tx } from '#/platform/db/database.ts';
import { DomainError } from '#/core/errors.ts';
import { briefsNeeded } from '#/features/reports/index.ts';
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
  /** The briefs on exceptions that go with the documents, and that the account's owner has read. */
  readonly briefs: ReadBriefs;
}

/** Positions of briefs of which it was looked whether they are all that is needed. */
export type ReadBriefs = readonly number[] & { readonly all: true };

export interface Given {
  readonly grant: string;
  readonly expires: Instant;
  readonly position: number;
}

/**
 * The briefs that go with documents, of which `read` are those that the account's owner has read as they say who decide.
 * Throws `brief_missing` and `brief_unread`: no report that is known to hold exceptions is given by somebody who was not
 * shown what to say of them.
 */
export async function readBriefs(tx: Tx, documents: Giving['documents'], read: readonly number[]): Promise<ReadBriefs> {
  const needed = await briefsNeeded(
    tx,
    documents.map(({ id }) => id),
  );
  const positions = needed.map(({ title, position }) => {
    if (position === null) throw new DomainError('brief_missing', { title });
    if (!read.includes(position)) throw new DomainError('brief_unread', { title, position });
    return position;
  });
  return positions as number[] & { readonly all: true };
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
    briefs: [...giving.briefs],
  };
  const payload = { v: 2, ...said, expires: formatInstant(expires) };
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
