import { DAY, formatInstant, type Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';
import { linkFor } from './link.service.ts';
import { companyIn, dayOf, type GrantsDeps } from './ground.service.ts';
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
}

export interface Given {
  readonly grant: string;
  readonly expires: Instant;
  readonly position: number;
}

/** Seals that somebody may read something, and writes to them. */
export async function give(deps: GrantsDeps, tx: Tx, org: string, giving: Giving): Promise<Given> {
  const { visitor, request, download, person, rule } = giving;
  const expires = deps.chance.now() + giving.days * DAY;
  const said = {
    id: deps.chance.newId(),
    visitor,
    request,
    documents: giving.documents.map(({ id }) => id),
    download,
    person,
    rule,
  };
  const payload = { v: 1, ...said, expires: formatInstant(expires) };
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
