import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import { eraseArtifact, type EraseDeps } from '#/features/evidence/index.ts';
import { forgetVisitor, type GrantsDeps, staleVisitors, visitorWithEmail } from '#/features/grants/index.ts';
import { forgetMailTo } from '#/features/mail/index.ts';
import { eraseSigner, ndasSignedBy, partyStanding } from '#/features/ndas/index.ts';
import { saveSetting, settingAt } from '#/features/organization/index.ts';
import { deleteReviews } from '#/features/reports/index.ts';
import { forgetSubscriber } from '#/features/subscribers/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { readersContract } from './contract.ts';
import { forgottenCount, insertForgotten } from './store.ts';

export type ReadersDeps = GrantsDeps & EraseDeps;

/** The sealed setting that says how long data of readers is kept. */
const RETENTION = 'reader-retention';

const daysKept = async (tx: Tx): Promise<number | null> =>
  ((await settingAt(tx, RETENTION)) as { readonly days: number | null } | undefined)?.days ?? null;

export const readers = (deps: ReadersDeps): Handlers<typeof readersContract> => ({
  retention: ({ org }) =>
    deps.db.transaction(org, async (tx) => ({ days: await daysKept(tx), forgotten: await forgottenCount(tx) })),
  setRetention: ({ org, person }, value) =>
    deps.db.transaction(org, async (tx) => ({
      position: await saveSetting(tx, org, deps.ledger, { key: RETENTION, value, person }),
    })),
  forget: (caller, input) => forget(deps, caller, input),
});

interface Forgetting {
  readonly address: string;
  readonly reason: string;
  readonly basis: string;
}

/** Forgets somebody; what was begun and cut short is ended by doing it again. Throws `not_found`. */
export async function forget(deps: ReadersDeps, caller: Caller, { address, reason, basis }: Forgetting) {
  const { org, person } = caller;
  const signed = await deps.db.transaction(org, (tx) => signedBy(tx, address));
  for (const { artifact } of signed.over)
    await eraseArtifact(deps, caller, artifact, { reason, basis, successor: null });
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const visitor = await visitorWithEmail(tx, address);
    const subscriber = await forgetSubscriber(tx, address);
    const messages = await forgetMailTo(tx, { address, name: visitor?.name ?? '' });
    for (const { id } of signed.over) await eraseSigner(tx, id);
    if (visitor === undefined && !subscriber && messages === 0 && signed.over.length + signed.kept.length === 0)
      throw new DomainError('not_found', { what: 'reader', id: 'with that address' });
    if (visitor !== undefined) await deleteReviews(tx, visitor.id);
    const { grants, requests } =
      visitor === undefined
        ? { grants: 0, requests: 0 }
        : await forgetVisitor(deps, tx, { org, person, visitor: visitor.id });
    const said = { reader: visitor?.id ?? deps.chance.newId(), reason, basis, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'reader-forgotten', payload: { v: 1, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertForgotten(tx, org, { ...said, position });
    const kept = signed.kept.map(({ company }) => company);
    return { position, grants, requests, agreements: signed.over.length, kept, subscriber, messages };
  });
}

/** Agreements that somebody signed: those that bind nobody any more, and those in force, on which others rely. */
async function signedBy(tx: Tx, address: string) {
  const all = await ndasSignedBy(tx, address);
  const kept: typeof all = [];
  const over: typeof all = [];
  for (const each of all) ((await partyStanding(tx, each.party)).inForce?.id === each.id ? kept : over).push(each);
  return { kept, over };
}

/** Forgets, by the clock, who has had no access for as long as the company keeps them. How many. */
export async function forgetOldReaders(deps: ReadersDeps, org: string): Promise<number> {
  const stale = await deps.db.transaction(org, async (tx) => {
    const days = await daysKept(tx);
    return days === null ? [] : staleVisitors(tx, deps.chance.now() - days * DAY);
  });
  const ground = {
    reason: 'They have had no access for as long as data of readers is kept.',
    basis: 'retention period',
  };
  for (const { email } of stale) await forget(deps, { org, person: 'schedule' }, { address: email, ...ground });
  return stale.length;
}
