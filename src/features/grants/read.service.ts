import { DomainError } from '#/core/errors.ts';
import { documentState, documentWithId, type DocumentVersion, todayIn } from '#/features/documents/index.ts';
import { membersWhoMay } from '#/features/identity/index.ts';
import { partyStanding } from '#/features/ndas/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Tx } from '#/platform/db/database.ts';
import { grantsOfVisitor, type ShownGrant } from './grant.store.ts';
import { dayOf, type GrantsDeps } from './ground.service.ts';
import { unmarkedLetter } from './letters.ts';
import { markFor } from './mark.ts';
import { REFUSED_WORDS, type Refused, whyNotRead } from './reading.ts';
import { standingOf } from './room.service.ts';
import { insertView } from './view.store.ts';
import type { Visitor } from './visitor.store.ts';
import { linkInto } from '#/features/organization/index.ts';

export interface Reading {
  readonly document: string;
  /** To be saved as a file; else to be read in the browser. */
  readonly download: boolean;
}

export interface Copy {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Opened {
  readonly version: DocumentVersion;
  readonly grant: ShownGrant;
  readonly day: string;
}

/**
 * A marked copy for a visitor. Whether they may have it is decided before it is made and once more, in the transaction
 * that records it, before it leaves; so that what was taken back meanwhile is not given.
 */
export async function readDocument(deps: GrantsDeps, org: string, visitor: Visitor, reading: Reading): Promise<Copy> {
  const { version, grant, day } = await deps.db.transaction(org, (tx) => opened(deps, tx, visitor, reading));
  const { file, title } = version.definition;
  const bytes = await copyOf(deps, org, { visitor, version, grant, day });
  await deps.db.transaction(org, async (tx) => {
    const again = await opened(deps, tx, visitor, reading);
    if (again.version.definition.file.sha256 !== file.sha256)
      throw new DomainError('access_refused', { because: 'it was replaced just now' });
    if (again.grant.id !== grant.id)
      // its number stands on the copy
      throw new DomainError('access_refused', { because: 'your access changed just now; open it once more' });
    await insertView(tx, org, {
      id: deps.chance.newId(),
      grant: again.grant.id,
      document: reading.document,
      original: file.sha256,
      copy: sha256Hex(bytes),
      download: reading.download,
      at: deps.chance.now(),
      part: 'copy',
    });
  });
  return {
    name: `${title
      .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
      .replaceAll(/^-|-$/g, '')
      .slice(0, 80)
      .toWellFormed()}.pdf`,
    bytes,
  };
}

/** Throws `access_refused` where a visitor may not read a document (any more). Nothing is read by it, nor recorded. */
export const mustBeOpen = (deps: GrantsDeps, org: string, visitor: Visitor, document: string): Promise<void> =>
  deps.db.transaction(org, async (tx) => {
    if ((await publicOne(tx, document, await todayIn(deps, tx))) === null)
      await opened(deps, tx, visitor, { document, download: false });
  });

/** The document and the grant that opens it now. Throws `access_refused`, which says why. */
export async function opened(deps: GrantsDeps, tx: Tx, visitor: Visitor, reading: Reading): Promise<Opened> {
  const found = await openedOrNot(deps, tx, visitor, reading);
  if (typeof found === 'string') throw new DomainError('access_refused', { because: REFUSED_WORDS[found] });
  return found;
}

/** The same, or why nothing opens it. */
export async function openedOrNot(
  deps: GrantsDeps,
  tx: Tx,
  visitor: Visitor,
  { document, download }: Reading,
): Promise<Opened | NonNullable<Refused>> {
  const [now, today] = [deps.chance.now(), await todayIn(deps, tx)];
  const version = await documentWithId(tx, document);
  const { level } = version.definition;
  const state = documentState(version.definition, today);
  const hasNda = level !== 'nda' || (await partyStanding(tx, visitor.party)).inForce !== null;
  let because: NonNullable<Refused> = 'not granted';
  for (const grant of await grantsOfVisitor(tx, visitor.id)) {
    const refused = whyNotRead(standingOf(grant), { document, level, state, hasNda, now });
    if (refused === null && (!download || grant.download)) return { version, grant, day: await dayOf(deps, tx, now) };
    if (because === 'not granted' && refused !== null) because = refused;
  }
  return because;
}

interface Making extends Opened {
  readonly visitor: Visitor;
}

/** Marked, or nothing: then whoever runs the trust center is told. */
async function copyOf(deps: GrantsDeps, org: string, { visitor, version, grant, day }: Making): Promise<Uint8Array> {
  try {
    const original = await deps.blobs(org).get('artifacts', version.definition.file.sha256);
    return await deps.documents.mark(original, markFor({ ...visitor, grant: grant.id, day }));
  } catch (error) {
    if (error instanceof DomainError && error.code === 'overloaded') throw error;
    const because =
      error instanceof DomainError
        ? (error.facts['because'] ?? error.message)
        : 'something went wrong that nobody foresaw';
    await deps.db.transaction(org, async (tx) => {
      const about = {
        link: await linkInto(deps, org, '/trust/readers?part=documents'),
        title: version.definition.title,
        because: String(because),
      };
      for (const { email } of await membersWhoMay(tx, 'trust:write', deps.chance.now()))
        await deps.post(tx, org, unmarkedLetter({ to: email, ...about }));
    });
    throw new DomainError(
      'document_unmarked',
      { because: 'the file of the original does not allow it' },
      { cause: error },
    );
  }
}

/** The original of a document that anybody may read. */
export async function readPublic(deps: GrantsDeps, org: string, document: string): Promise<Copy | null> {
  const found = await deps.db.transaction(org, async (tx) => publicOne(tx, document, await todayIn(deps, tx)));
  if (found === null) return null;
  const { file } = found.version.definition;
  return { name: file.name, bytes: await deps.blobs(org).get('artifacts', file.sha256) };
}

/** The document where anybody may read it; null: not anybody may, or it is given to nobody. */
export async function publicOne(tx: Tx, document: string, today: string): Promise<Pick<Opened, 'version'> | null> {
  const version = await documentWithId(tx, document);
  const isGiven = documentState(version.definition, today) === 'given';
  return isGiven && version.definition.level === 'public' ? { version } : null;
}
