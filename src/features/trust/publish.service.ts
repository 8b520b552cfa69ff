import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { zoneNamed } from '#/core/time/zone.ts';
import { organizationIn } from '#/features/organization/index.ts';
import type { Json } from '#/ledger/canonical.ts';
import type { Tx } from '#/platform/db/database.ts';
import { TrustContent } from './content.contract.ts';
import { noticePromised } from './changes.ts';
import { draftFor } from './draft.service.ts';
import { placeOf, programmeAt, type TrustDeps } from './facts.service.ts';
import type { Claim } from './claims.ts';
import { problemsOf } from './problems.ts';
import { claimGroundOf, type Programme } from './standing.ts';
import {
  countEditions,
  draftRow,
  editionBefore,
  insertPublication,
  noticeRows,
  publicRow,
  saveDraft,
  takeDomain,
} from './store.ts';

/** Publishes the draft of a revision. What it says is sealed with who published it. */
export async function publish(deps: TrustDeps, { org, person }: Caller, revision: number) {
  const proposal = await draftFor(deps, org);
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const saved = await draftRow(tx);
    if ((saved?.revision ?? 0) !== revision) throw new DomainError('trust_changed', { revision: saved?.revision ?? 0 });
    const content = saved === undefined ? proposal.content : TrustContent.parse(saved.content);
    await mustClaimNothing(deps, tx, content);
    if (content.domain === new URL(deps.url).hostname || !(await takeDomain(tx, org, content.domain)))
      throw new DomainError('trust_domain_taken', { domain: content.domain });
    if (saved === undefined) await saveDraft(tx, org, { content, revision: 1, person, saved: deps.chance.now() });
    const edition = (await countEditions(tx)) + 1;
    const payload = { v: 1, edition, content: content as unknown as Json, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'trust-published', payload }]);
    const position = sealed?.position ?? -1;
    await insertPublication(tx, org, { position, state: 'published', says: content, person });
    const { slug } = await organizationIn(tx);
    const address = content.domain === '' ? placeOf(deps.url, slug) : `https://${content.domain}`;
    return { edition, position, address };
  });
}

/** What stands in the way of publishing a content as the programme and the edition before stand. */
export async function problemsAt(
  { zoneOf }: Pick<TrustDeps, 'zoneOf'>,
  tx: Tx,
  content: TrustContent,
  programme: Programme,
): Promise<readonly Claim[]> {
  const edition = await editionBefore(tx, Number.MAX_SAFE_INTEGER);
  const before = edition === undefined ? null : TrustContent.parse(edition.says);
  const zone = zoneNamed(await zoneOf(tx));
  const promises = (await noticeRows(tx)).map(({ days, until }) => ({
    days,
    until: until === null ? null : zone.dayOf(until),
  }));
  return problemsOf(content, {
    ...claimGroundOf(programme, content),
    before,
    today: programme.today,
    noticeDays: noticePromised(promises, programme.today),
    organization: (await organizationIn(tx)).name,
  });
}

async function mustClaimNothing(deps: TrustDeps, tx: Tx, content: TrustContent): Promise<void> {
  const [problem] = await problemsAt(deps, tx, content, await programmeAt(tx, deps));
  if (problem !== undefined) throw new DomainError('trust_claims', { ...problem });
}

/** Takes the page down everywhere; a domain that it had is free again. */
export const withdraw = (deps: TrustDeps, { org, person }: Caller, reason: string) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    if ((await publicRow(tx)) === undefined) throw new DomainError('trust_unpublished');
    await takeDomain(tx, org, '');
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'trust-withdrawn', payload: { v: 1, reason, person } }]);
    const position = sealed?.position ?? -1;
    await insertPublication(tx, org, { position, state: 'withdrawn', says: { reason }, person });
    return { position };
  });
