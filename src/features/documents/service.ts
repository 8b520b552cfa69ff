import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { formatDay } from '#/core/time/zone.ts';
import { dayNow } from '#/features/organization/index.ts';
import { receivedFile } from '#/features/evidence/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { claimsIn } from '#/features/trust/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Documents } from '#/platform/documents/documents.ts';
import type { documentsContract } from './contract.ts';
import { type Definition, type DocumentFile, type DocumentVersion, faultOf, stateOf } from './document.ts';
import { documentWithId } from './given.service.ts';
import { documentVersions, insertDocument, latestDocuments } from './store.ts';

export interface DocumentsDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly blobs: (org: string) => BlobStore;
  readonly zoneOf: (tx: Tx) => Promise<string>;
  readonly documents: Documents;
}

export const documentsService = (deps: DocumentsDeps): Handlers<typeof documentsContract> => ({
  list: ({ org }) =>
    deps.db.transaction(org, async (tx) => {
      const today = await todayIn(deps, tx);
      const all = (await latestDocuments(tx)).map((each) => shown(each, today));
      return { documents: all.toSorted((a, b) => Number(b.state === 'given') - Number(a.state === 'given')) };
    }),
  show: ({ org }, { id }) =>
    deps.db.transaction(org, async (tx) => {
      const today = await todayIn(deps, tx);
      const document = shown(await documentWithId(tx, id), today);
      return { document, history: (await documentVersions(tx, id)).map((each) => shown(each, today)) };
    }),
  add: async (caller, { name, bytes, ...about }) => {
    mustClaimNothing(about);
    const id = deps.chance.newId();
    const kept = await keptFile(deps, caller.org, name, bytes);
    return deps.db.transaction(caller.org, async (tx) => {
      const file = await kept(tx);
      const definition: Definition = { v: 1, ...about, file, retired: null };
      return { ...(await save(deps, tx, caller, { id, kind: 'document-added', definition })), pages: file.pages };
    });
  },
  change: (caller, { id, ...said }) =>
    deps.db.transaction(caller.org, async (tx) => {
      await deps.ledger.lock(tx);
      const { definition } = await givenDocument(tx, id);
      const set = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
      const changed = { ...definition, ...set };
      if (said.title !== undefined) mustClaimNothing(changed);
      return save(deps, tx, caller, { id, kind: 'document-changed', definition: changed });
    }),
  replace: async (caller, { id, name, bytes }) => {
    const kept = await keptFile(deps, caller.org, name, bytes);
    return deps.db.transaction(caller.org, async (tx) => {
      await deps.ledger.lock(tx);
      const { definition } = await givenDocument(tx, id);
      const file = await kept(tx);
      return save(deps, tx, caller, { id, kind: 'document-changed', definition: { ...definition, file } });
    });
  },
  retire: (caller, { id, reason }) =>
    deps.db.transaction(caller.org, async (tx) => {
      await deps.ledger.lock(tx);
      const { definition } = await givenDocument(tx, id);
      const retired = { ...definition, retired: reason };
      const { position } = await save(deps, tx, caller, { id, kind: 'document-retired', definition: retired });
      return { id, position };
    }),
  file: async ({ org }, { id }) => {
    const { definition } = await deps.db.transaction(org, (tx) => documentWithId(tx, id));
    const bytes = await deps.blobs(org).get('artifacts', definition.file.sha256);
    return { name: definition.file.name, bytes: new Uint8Array(bytes) };
  },
});

/** The day that it is in the organization. */
export const todayIn = async (deps: Pick<DocumentsDeps, 'zoneOf' | 'chance'>, tx: Tx): Promise<string> =>
  formatDay(await dayNow(deps, tx));

/** Looks at a file before anything is kept of it; what is returned seals it in the transaction that needs it. */
async function keptFile(deps: DocumentsDeps, org: string, name: string, bytes: Uint8Array) {
  const { pages, signed } = await deps.documents.inspect(name, bytes);
  const file = await receivedFile(deps, org, { bytes, name, media: 'application/pdf', grade: 'export' });
  return async (tx: Tx): Promise<DocumentFile> => {
    const { artifact, sha256 } = await file.seal(tx);
    return { artifact, sha256, name, bytes: bytes.length, pages, signed };
  };
}

async function givenDocument(tx: Tx, id: string): Promise<DocumentVersion> {
  const latest = await documentWithId(tx, id);
  if (latest.definition.retired !== null)
    throw new DomainError('input_invalid', { where: 'id', because: 'it is retired already' });
  return latest;
}

/** A title stands in public: it goes by the same rules as the page. The document itself bears out that it is one. */
function mustClaimNothing({ title, kind }: Pick<Definition, 'title' | 'kind'>): void {
  const hasReport = kind === 'soc2-report' || kind === 'soc3-report' || kind === 'bridge-letter';
  const [claim] = claimsIn('title', title, { hasReport });
  if (claim !== undefined) throw new DomainError('document_claims', { ...claim });
}

interface Saved {
  readonly id: string;
  readonly kind: 'document-added' | 'document-changed' | 'document-retired';
  readonly definition: Definition;
}

async function save({ ledger }: DocumentsDeps, tx: Tx, { org, person }: Caller, { id, kind, definition }: Saved) {
  const fault = faultOf(definition);
  if (fault === 'restricted') throw new DomainError('document_restricted');
  if (fault === 'days')
    throw new DomainError('input_invalid', {
      where: 'last',
      because: 'its days are both given, the first one first, or neither',
    });
  const written = { id, definition: { ...definition, file: { ...definition.file } }, person };
  const [sealed] = await ledger.seal(tx, org, [{ kind, payload: { v: 1, ...written } }]);
  const position = sealed?.position ?? -1;
  await insertDocument(tx, org, { ...written, position });
  return { id, sha256: definition.file.sha256, position };
}

function shown({ id, definition, received, person, position }: DocumentVersion, today: string) {
  const { v: _, file, retired, ...about } = definition;
  return {
    id,
    ...about,
    file: { ...file },
    state: stateOf(definition, today),
    reason: retired ?? '',
    received,
    person,
    position,
  };
}
