import { DomainError } from '#/core/errors.ts';
import { DAY } from '#/core/time/instant.ts';
import { partyOf } from '#/core/party.ts';
import { documentWithId, documentState, todayIn } from '#/features/documents/index.ts';
import { membersWhoMay } from '#/features/identity/index.ts';
import { factsInForce, reportDocuments } from '#/features/reports/index.ts';
import { type PartyStanding, partyStanding, signNda, textFile } from '#/features/ndas/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { grantsOfVisitor, type ShownGrant } from './grant.store.ts';
import { companyIn, linkInto } from '#/features/organization/index.ts';
import { dayOf, type GrantsDeps } from './ground.service.ts';
import { signedLetter, signLetter } from './letters.ts';
import { hasManyLinks, linkFor } from './link.service.ts';
import { type Refused, whyNotRead } from './reading.ts';
import { requestsOfVisitor, waitingOfParty, type RequestRow } from './request.store.ts';
import { settleParty } from './settle.service.ts';
import { ensuredVisitor, type Visitor } from './visitor.store.ts';

/** A document that somebody was given, and whether it opens now. */
export interface OnShelf {
  readonly id: string;
  readonly title: string;
  readonly level: 'public' | 'request' | 'nda';
  readonly pages: number;
  readonly first: string | null;
  readonly last: string | null;
  /** It is no longer the one that is given out today. */
  readonly isOld: boolean;
  readonly grant: string;
  readonly download: boolean;
  /** The last day on which it opens, in the company's zone. */
  readonly until: string;
  readonly refused: Refused;
  /** What it says can be read in the order of readers. */
  readonly hasFacts: boolean;
}

export interface Room {
  readonly shelf: readonly OnShelf[];
  readonly requests: readonly (RequestRow & { readonly titles: readonly string[] })[];
  readonly nda: PartyStanding;
  /** Something that is wanted, or given, needs an agreement that is not there. */
  readonly mustSign: boolean;
  /** The agreement in force was signed here, by them or by a colleague of somebody who was let in. */
  readonly hasAgreement: boolean;
}

/** What a visitor finds: what they may read, what waits, and what they have to sign. */
export const roomOf = (deps: GrantsDeps, org: string, visitor: Visitor): Promise<Room> =>
  deps.db.transaction(org, async (tx) => {
    const [now, today] = [deps.chance.now(), await todayIn(deps, tx)];
    const nda = await partyStanding(tx, visitor.party);
    const known = documentsKnown(tx, today);
    const withFacts = new Set(
      (await reportDocuments(tx)).flatMap((each) => (factsInForce(each) === null ? [] : [each.version.id])),
    );
    const shelf = new Map<string, OnShelf>();
    const grants = await grantsOfVisitor(tx, visitor.id);
    for (const grant of grants)
      for (const id of grant.documents) {
        const { isOld, state, ...document } = await known(id);
        const refused = whyNotRead(standingOf(grant), {
          document: id,
          level: document.level,
          state,
          hasNda: nda.inForce !== null,
          now,
        });
        const before = shelf.get(id);
        if (before !== undefined && (before.refused === null || refused !== null)) continue;
        const { download } = grant;
        const until = await dayOf(deps, tx, grant.expires);
        const hasFacts = withFacts.has(id);
        shelf.set(id, { id, ...document, isOld, grant: grant.id, download, until, refused, hasFacts });
      }
    const requests = [];
    for (const request of await requestsOfVisitor(tx, visitor.id))
      requests.push({
        ...request,
        titles: await Promise.all(request.documents.map(async (id) => (await known(id)).title)),
      });
    const asked = (await waitingOfParty(tx, visitor.party)).flatMap(({ documents }) => documents);
    const levels = await Promise.all(asked.map(async (id) => (await known(id)).level));
    const isWanted = levels.includes('nda') || [...shelf.values()].some(({ refused }) => refused === 'nda');
    return {
      shelf: [...shelf.values()],
      requests,
      nda,
      mustSign: nda.inForce === null && (isWanted || nda.isOutdated),
      hasAgreement: isTheirs(nda.inForce, visitor, grants),
    };
  });

export const standingOf = ({ documents, expires, because }: ShownGrant) => ({
  documents,
  expires,
  ended: because !== null,
});

function documentsKnown(tx: Tx, today: string) {
  const read = new Map<string, Awaited<ReturnType<typeof look>>>();
  const look = async (id: string) => {
    const { definition } = await documentWithId(tx, id);
    const { title, level, first, last, file } = definition;
    const state = documentState(definition, today);
    return { title, level, first, last, pages: file.pages, state, isOld: state !== 'given' };
  };
  return async (id: string) => {
    const known = read.get(id) ?? (await look(id));
    read.set(id, known);
    return known;
  };
}

export interface Signature {
  readonly signer: string;
  readonly title: string;
  readonly company: string;
  readonly version: number;
  readonly address: string;
  readonly agent: string;
}

/** Signs for the visitor’s company; what waited for it is looked at again, and both sides are told. */
export async function sign(
  deps: GrantsDeps,
  org: string,
  visitor: Visitor,
  signature: Signature,
): Promise<{ readonly id: string }> {
  const { email, party, mailed } = visitor;
  return signNda(deps, org, { ...signature, email, party, mailed: mailed ?? false }, async (tx, { sha256 }) => {
    const { name, home } = await companyIn(deps, tx, org);
    await settleParty(deps, tx, org, party);
    await deps.post(tx, org, signedLetter({ to: email, company: name, link: `${home}/access/agreement`, sha256 }));
    for (const member of await membersWhoMay(tx, 'grants:write', deps.chance.now()))
      await deps.post(
        tx,
        org,
        signedLetter({
          to: member.email,
          company: signature.company,
          link: await linkInto(deps, org, '/trust/readers?part=agreements'),
          sha256,
        }),
      );
  });
}

/** The file that is signed now, for whoever is signed in. Throws `not_found` where the text is no file. */
export async function agreementText(deps: GrantsDeps, org: string, visitor: Visitor) {
  const { text } = await deps.db.transaction(org, (tx) => partyStanding(tx, visitor.party));
  return textFile(deps, org, text?.version ?? 0);
}

/** What stands on the pages of a version of it, one text a page; null: it cannot be read as text. */
export async function agreementWords(
  deps: GrantsDeps,
  org: string,
  version: number,
): Promise<readonly string[] | null> {
  const { bytes } = await textFile(deps, org, version);
  return (await deps.documents.read(bytes))?.texts ?? null;
}

/** Sends the agreement on to a colleague who may sign it. */
export const sendOn = (deps: GrantsDeps, org: string, visitor: Visitor, email: string): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    if (partyOf(email) !== visitor.party)
      throw new DomainError('input_invalid', {
        where: 'email',
        because: `only somebody at ${visitor.party} can sign for your company`,
      });
    const { name, company, party } = visitor;
    const now = deps.chance.now();
    const other = await ensuredVisitor(tx, org, {
      id: deps.chance.newId(),
      email,
      party,
      name: email,
      company,
      made: now,
    });
    if (await hasManyLinks(deps, tx, other.id)) return;
    const { name: of, home } = await companyIn(deps, tx, org);
    const { link, expires } = await linkFor(deps, tx, org, { home, visitor: other.id, request: null, lasts: 2 * DAY });
    await deps.post(tx, org, signLetter({ to: email, company: of, link, expires, from: name }));
  });

/** The signed copy of the agreement that binds the visitor’s company; what was signed elsewhere is the company's own. */
export async function agreementOf({ db, blobs }: GrantsDeps, org: string, visitor: Visitor): Promise<Uint8Array> {
  const found = await db.transaction(org, async (tx) => {
    const { inForce } = await partyStanding(tx, visitor.party);
    return isTheirs(inForce, visitor, await grantsOfVisitor(tx, visitor.id)) ? inForce : null;
  });
  if (found === null) throw new DomainError('not_found', { what: 'agreement', id: visitor.party });
  return blobs(org).get('artifacts', found.sha256);
}

/** An address at a domain shows a colleague, and does not show that they are let in. */
const isTheirs = (agreement: PartyStanding['inForce'], { email }: Visitor, grants: readonly ShownGrant[]): boolean =>
  agreement?.how === 'signed' && (agreement.email === email || grants.length > 0);
