import { DomainError } from '#/core/errors.ts';
import type { Tx } from '#/platform/db/database.ts';
import { offeredDocuments, todayIn } from '#/features/documents/index.ts';
import { membersWhoMay } from '#/features/identity/index.ts';
import { partyStanding } from '#/features/ndas/index.ts';
import { give, mustBeRead } from './give.service.ts';
import { grantsOfVisitor } from './grant.store.ts';
import { type GrantsDeps, rulesIn } from './ground.service.ts';
import { waitingLetter } from './letters.ts';
import { isListed } from './party-list.store.ts';
import { requestForUpdate, type RequestRow, updateRequest, waitingOfParty } from './request.store.ts';
import { grantsOpening } from './reading.ts';
import { ruleFor } from './rules.ts';
import { linkInto } from '#/features/organization/index.ts';

/**
 * Settles a request that is confirmed: whoever may read all of it already, and not only for some days more, is not asked
 * again, a rule may let them in, and otherwise those who decide are told that it waits.
 */
export async function settleRequest(deps: GrantsDeps, tx: Tx, org: string, id: string): Promise<void> {
  const request = await requestForUpdate(tx, id);
  if (request?.state !== 'waiting') return;
  if (await settledAlone(deps, tx, org, request)) return;
  const link = await linkInto(deps, org, '/trust/readers?part=requests');
  for (const { email } of await membersWhoMay(tx, 'grants:write', deps.chance.now()))
    await deps.post(
      tx,
      org,
      waitingLetter({
        to: email,
        link,
        who: `${request.name} of ${request.company}`,
        reason: request.reason,
      }),
    );
}

/** Looks again at what waits of a party, because it signed. */
export async function settleParty(deps: GrantsDeps, tx: Tx, org: string, party: string): Promise<void> {
  for (const request of await waitingOfParty(tx, party)) await settledAlone(deps, tx, org, request);
}

async function settledAlone(deps: GrantsDeps, tx: Tx, org: string, request: RequestRow): Promise<boolean> {
  const now = deps.chance.now();
  const had = grantsOpening(await grantsOfVisitor(tx, request.visitor), { documents: request.documents, now });
  const [first] = had?.toSorted((one, other) => one.expires - other.expires) ?? [];
  if (first !== undefined) {
    const because = 'They may read all of it already.';
    await updateRequest(tx, request.id, { state: 'granted', decided: now, decider: 'rule', because, grant: first.id });
    return true;
  }
  const rule = await ruleLetting(tx, request.party);
  if (rule === null) return false;
  const offered = await offeredDocuments(tx, await todayIn(deps, tx));
  const documents = offered.filter((each) => request.documents.includes(each.id));
  if (documents.length === 0) return false;
  const { days, download, briefs } = await rulesIn(tx);
  // A report with exceptions is given by rule only where those who own accounts have read the brief on them as it is; one
  // of which nobody confirmed whether it has some, never.
  const read = await mustBeRead(tx, documents, { briefs, reportsRead: [] }).catch(unread);
  if (read === null) return false;
  const { grant } = await give(deps, tx, org, {
    visitor: request.visitor,
    email: request.email,
    request: request.id,
    documents,
    days,
    download,
    person: 'rule',
    rule,
    read,
  });
  await updateRequest(tx, request.id, { state: 'granted', decided: now, decider: 'rule', because: rule, grant });
  return true;
}

/** Then a person decides. */
function unread(error: unknown): null {
  if (error instanceof DomainError && UNREAD.includes(error.code)) return null;
  throw error;
}

const UNREAD: readonly string[] = ['brief_missing', 'brief_unread', 'report_unread'];

async function ruleLetting(tx: Tx, party: string): Promise<string | null> {
  return ruleFor(await rulesIn(tx), {
    party,
    isCustomer: await isListed(tx, 'customers', party),
    hasDeal: await isListed(tx, 'deals', party),
    hasNda: (await partyStanding(tx, party)).inForce !== null,
  });
}
