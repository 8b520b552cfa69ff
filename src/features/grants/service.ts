import { MadeEnd } from '#/contract/cursor.ts';
import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { companyDomain, companiesIn, isFreeMail, partyOf } from '#/core/party.ts';
import { documentsKnown, mustBeOffered } from './named.service.ts';
import { companyIn, saveSetting } from '#/features/organization/index.ts';
import { briefPositions } from '#/features/reports/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import type { grantsContract } from './contract.ts';
import { give, mustBeRead } from './give.service.ts';
import { grantRows, grantWithId, insertEnd } from './grant.store.ts';
import { type GrantsDeps, rulesIn } from './ground.service.ts';
import { listCounts, type PartyList, replaceList } from './party-list.store.ts';
import { deniedLetter, revokedLetter } from './letters.ts';
import { requestForUpdate, requestRows, type RequestRow, updateRequest, waitingCount } from './request.store.ts';
import { RULES } from './rules.ts';
import { shownGrant, shownRequest } from './shown.ts';
import { viewsOfGrant, viewWithCopy } from './view.store.ts';
import { ensuredVisitor, updateVisitor } from './visitor.store.ts';

type Handling<N extends keyof typeof grantsContract> = (
  deps: GrantsDeps,
  ...given: Parameters<Handlers<typeof grantsContract>[N]>
) => ReturnType<Handlers<typeof grantsContract>[N]>;

export const grants = (deps: GrantsDeps): Handlers<typeof grantsContract> => ({
  requests: (caller, input) => requests(deps, caller, input),
  approve: (caller, input) => approve(deps, caller, input),
  deny: (caller, input) => deny(deps, caller, input),
  list: ({ org }, { before = Number.MAX_SAFE_INTEGER, limit }) =>
    deps.db.transaction(org, async (tx) => {
      const known = await documentsKnown(tx);
      const rows = await grantRows(tx, before, limit);
      return {
        grants: rows.map((row) => shownGrant(row, known, deps.chance.now())),
        next: rows.length < limit ? null : (rows.at(-1)?.position ?? null),
      };
    }),
  show: ({ org }, { id }) =>
    deps.db.transaction(org, async (tx) => {
      const known = await documentsKnown(tx);
      const grant = shownGrant(await grantKnown(tx, id), known, deps.chance.now());
      const views = await viewsOfGrant(tx, id);
      return {
        grant,
        views: views.map(({ document, at, download, copy, part }) => ({
          document,
          title: known(document).title,
          at,
          download,
          copy,
          part,
        })),
      };
    }),
  give: (caller, input) => giveTo(deps, caller, input),
  revoke: (caller, input) => revoke(deps, caller, input),
  trace: ({ org }, { sha256 }) =>
    deps.db.transaction(org, async (tx) => {
      const view = await viewWithCopy(tx, sha256);
      if (view === undefined) return { found: null };
      const known = await documentsKnown(tx);
      const { id: grant, name, email, company } = await grantKnown(tx, view.grant);
      return { found: { grant, name, email, company, title: known(view.document).title, at: view.at } };
    }),
  rules: ({ org }) => deps.db.transaction(org, async (tx) => ({ rules: await rulesIn(tx), ...(await listCounts(tx)) })),
  setRules: (caller, rules) => setRules(deps, caller, rules),
  setCustomers: async (caller, { text }) => {
    const { listed, refused } = await setList(deps, caller, 'customers', text);
    return { customers: listed, refused };
  },
  setDeals: async (caller, { text }) => {
    const { listed, refused } = await setList(deps, caller, 'deals', text);
    return { deals: listed, refused };
  },
});

const requests: Handling<'requests'> = ({ db }, { org }, { state, after, limit }) =>
  db.transaction(org, async (tx) => {
    const place = after === undefined ? null : MadeEnd.read(after);
    const rows = await requestRows(tx, { state, after: place, limit: limit + 1 });
    const known = await documentsKnown(tx);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      requests: page.map((row) => shownRequest(row, { known, isFree: isFreeMail(row.email) })),
      next: last === undefined ? null : MadeEnd.write(last),
      waiting: await waitingCount(tx),
    };
  });

async function grantKnown(tx: Tx, id: string) {
  const found = await grantWithId(tx, id);
  if (found === undefined) throw new DomainError('not_found', { what: 'grant', id });
  return found;
}

async function waiting(tx: Tx, id: string): Promise<RequestRow> {
  const found = await requestForUpdate(tx, id);
  if (found === undefined) throw new DomainError('not_found', { what: 'request', id });
  if (found.state !== 'waiting') throw new DomainError('request_state', { what: 'request', state: found.state });
  return found;
}

const approve: Handling<'approve'> = (deps, { org, person }, { id, documents, days, download, briefs, reportsRead }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const request = await waiting(tx, id);
    const offered = await mustBeOffered(deps, tx, documents ?? request.documents);
    const given = await give(deps, tx, org, {
      visitor: request.visitor,
      email: request.email,
      request: id,
      documents: offered,
      days,
      download,
      person,
      rule: null,
      read: await mustBeRead(tx, offered, { briefs, reportsRead }),
    });
    await updateRequest(tx, id, { state: 'granted', decided: deps.chance.now(), decider: person, grant: given.grant });
    return given;
  });

const deny: Handling<'deny'> = (deps, { org, person }, { id, reason }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const { email, documents } = await waiting(tx, id);
    const payload = { v: 1, request: id, documents: [...documents], because: reason, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'access-denied', payload }]);
    await updateRequest(tx, id, { state: 'denied', decided: deps.chance.now(), decider: person, because: reason });
    const { name, home } = await companyIn(deps, tx, org);
    await deps.post(tx, org, deniedLetter({ to: email, company: name, link: home, because: reason }));
    return { id, position: sealed?.position ?? -1 };
  });

const giveTo: Handling<'give'> = (
  deps,
  { org, person }: Caller,
  { email, name, company, documents, days, download, briefs, reportsRead },
) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const offered = await mustBeOffered(deps, tx, documents);
    const made = deps.chance.now();
    const about = { id: deps.chance.newId(), email, party: partyOf(email), name, company, made };
    const visitor = await ensuredVisitor(tx, org, about);
    if (visitor.verified === null) await updateVisitor(tx, visitor.id, { name, company });
    return give(deps, tx, org, {
      visitor: visitor.id,
      email,
      request: null,
      documents: offered,
      days,
      download,
      person,
      rule: null,
      read: await mustBeRead(tx, offered, { briefs, reportsRead }),
    });
  });

const revoke: Handling<'revoke'> = (deps, { org, person }, { id, reason }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const { because, email } = await grantKnown(tx, id);
    if (because !== null) throw new DomainError('request_state', { what: 'grant', state: 'revoked' });
    const said = { grant: id, because: reason, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'access-revoked', payload: { v: 1, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertEnd(tx, org, { ...said, position });
    const { name, home } = await companyIn(deps, tx, org);
    await deps.post(tx, org, revokedLetter({ to: email, company: name, link: home, because: reason }));
    return { id, position };
  });

const setRules: Handling<'setRules'> = (deps, { org, person }, rules) =>
  deps.db.transaction(org, async (tx) => {
    const domains = rules.domains.map((each) => {
      const domain = companyDomain(each);
      if (domain === null)
        throw new DomainError('input_invalid', {
          where: 'domains',
          because: `"${each}" is not the domain of one company`,
        });
      return domain;
    });
    const value = { ...rules, domains: [...new Set(domains)], briefs: await knownBriefs(tx, rules.briefs) };
    return { position: await saveSetting(tx, org, deps.ledger, { key: RULES, value, person }) };
  });

/** Only what can still be read is acknowledged; what was acknowledged and is out of date falls away. */
async function knownBriefs(tx: Tx, positions: readonly number[]): Promise<number[]> {
  const before = new Set((await rulesIn(tx)).briefs);
  const now = new Set(await briefPositions(tx));
  const unknown = positions.find((each) => !now.has(each) && !before.has(each));
  if (unknown !== undefined)
    throw new DomainError('input_invalid', { where: 'briefs', because: `no brief is sealed at ${unknown}` });
  return [...new Set(positions)].filter((each) => now.has(each));
}

const setList = (deps: GrantsDeps, { org, person }: Caller, list: PartyList, text: string) =>
  deps.db.transaction(org, async (tx) => {
    const { companies, refused } = companiesIn(text);
    const domains = companies.map(({ domain }) => domain);
    const names = companies.map(({ name }) => name);
    await replaceList(tx, org, { list, domains, names, added: deps.chance.now(), person });
    return { listed: companies.length, refused: refused.slice(0, 100) };
  });
