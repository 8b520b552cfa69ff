import { DomainError } from '#/core/errors.ts';
import { partyOf } from '#/core/party.ts';
import { DAY } from '#/core/time/instant.ts';
import { offeredDocuments, type Offered, todayIn } from '#/features/documents/index.ts';
import { titlesShown } from '#/features/reports/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { companyIn } from '#/features/organization/index.ts';
import type { GrantsDeps } from './ground.service.ts';
import { confirmLetter } from './letters.ts';
import { hasManyLinks, linkFor } from './link.service.ts';
import { insertRequest, requestsOfVisitor } from './request.store.ts';
import { settleRequest } from './settle.service.ts';
import { ensuredVisitor, type Visitor } from './visitor.store.ts';

export interface Ask {
  readonly email: string;
  readonly name: string;
  readonly company: string;
  readonly reason: string;
  readonly documents: readonly string[];
}

const LINK_LASTS = DAY;

/** What may be asked for today. */
export const askable = (deps: GrantsDeps, org: string): Promise<readonly Offered[]> =>
  deps.db.transaction(org, (tx) => askableIn(deps, tx));

/** The same, in a transaction. */
export async function askableIn(deps: GrantsDeps, tx: Tx): Promise<readonly Offered[]> {
  const shown = await titlesShown(tx);
  return (await offeredDocuments(tx, await todayIn(deps, tx)))
    .filter(({ level }) => level !== 'public')
    .map((each) => ({ ...each, title: shown(each) }));
}

/**
 * Takes a request of somebody whose address nobody knows to be theirs yet: a link goes there, and until it is used nobody
 * is bothered. What is answered is the same for every address.
 */
export const ask = (deps: GrantsDeps, org: string, { documents, ...input }: Ask): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    const chosen = await chosenOf(deps, tx, documents);
    const { email, name, company } = input;
    const now = deps.chance.now();
    const visitor = await ensuredVisitor(tx, org, {
      id: deps.chance.newId(),
      email,
      party: partyOf(email),
      name,
      company,
      made: now,
    });
    if (await hasManyLinks(deps, tx, visitor.id)) return;
    const id = deps.chance.newId();
    await insertRequest(tx, org, {
      id,
      visitor: visitor.id,
      name,
      company,
      reason: input.reason,
      documents: chosen,
      state: 'unconfirmed',
      made: now,
    });
    const { name: of, home } = await companyIn(deps, tx, org);
    const { link, expires } = await linkFor(deps, tx, org, {
      home,
      visitor: visitor.id,
      request: id,
      lasts: LINK_LASTS,
    });
    await deps.post(tx, org, confirmLetter({ to: email, company: of, link, expires }));
  });

/** The same of a visitor who is signed in: nothing that is known is asked again, and what waits already is not asked for twice. */
export const askMore = (
  deps: GrantsDeps,
  org: string,
  visitor: Visitor,
  { reason, documents }: Pick<Ask, 'reason' | 'documents'>,
): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const id = deps.chance.newId();
    const chosen = await chosenOf(deps, tx, documents);
    const { id: of, name, company } = visitor;
    const waiting = (await requestsOfVisitor(tx, of)).filter(({ state }) => state === 'waiting');
    const more = chosen.filter((document) => !waiting.some(({ documents: asked }) => asked.includes(document)));
    if (more.length === 0) return;
    await insertRequest(tx, org, {
      id,
      visitor: of,
      name,
      company,
      reason,
      documents: more,
      state: 'waiting',
      made: deps.chance.now(),
    });
    await settleRequest(deps, tx, org, id);
  });

async function chosenOf(deps: GrantsDeps, tx: Tx, documents: readonly string[]): Promise<readonly string[]> {
  const offered = new Set((await askableIn(deps, tx)).map(({ id }) => id));
  const chosen = [...new Set(documents)].filter((id) => offered.has(id));
  if (chosen.length === 0)
    throw new DomainError('input_invalid', { where: 'documents', because: 'choose at least one' });
  return chosen;
}
