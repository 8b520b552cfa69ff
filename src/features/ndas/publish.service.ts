import type { Caller } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { receivedFile } from '#/features/evidence/index.ts';
import type { Tx } from '#/platform/db/database.ts';
import { RESTRICTED_USE, withRestrictedUse } from './restricted.ts';
import type { NdasDeps } from './service.ts';
import { insertNdaText, type NdaText, ndaTexts } from './store.ts';

interface Publishing {
  readonly title: string;
  /** Markdown. */
  readonly body?: string | undefined;
  /** A PDF. */
  readonly bytes?: Uint8Array | undefined;
  readonly name: string;
  readonly material: boolean;
}

/** Whoever signs reads it to its end, and every signed copy carries it. */
const LONGEST = { pages: 60, bytes: 5 * 2 ** 20 };

/**
 * Publishes a version of the text: the company's words, or its file. That reports are restricted in their use is a part
 * of each: where its words do not say so, and beside a file, whose words nobody here reads, it is added.
 */
export async function publishText(
  deps: NdasDeps,
  { org, person }: Caller,
  { title, body, bytes, name, material }: Publishing,
): Promise<{ readonly version: number; readonly restrictedUse: 'own' | 'added'; readonly position: number }> {
  if ((body === undefined) === (bytes === undefined))
    throw new DomainError('input_invalid', { where: 'body', because: 'give the text, or the file that it is' });
  const text = body === undefined ? RESTRICTED_USE : withRestrictedUse(body);
  const kept = bytes === undefined ? null : await keptFile(deps, org, { name, bytes });
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const [latest] = await ndaTexts(tx);
    if (latest !== undefined && isSame(latest, { title, body: text, file: kept }))
      throw new DomainError('input_invalid', { where: 'body', because: 'nothing in it changed' });
    const said = {
      version: (latest?.version ?? 0) + 1,
      title,
      body: text,
      material: latest === undefined || material,
      file: kept === null ? null : await kept.seal(tx),
      person,
    };
    const payload = { v: 2, ...said, file: said.file === null ? null : { ...said.file } };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'nda-published', payload }]);
    const position = sealed?.position ?? -1;
    await insertNdaText(tx, org, { ...said, position });
    return { version: said.version, restrictedUse: text === body ? 'own' : 'added', position };
  });
}

interface Words {
  readonly title: string;
  readonly body: string;
  readonly file: { readonly sha256: string } | null;
}

const isSame = (one: Words, other: Words): boolean =>
  one.title === other.title && one.body === other.body && one.file?.sha256 === other.file?.sha256;

/** Looks at a file before anything is kept of it. */
async function keptFile(
  deps: NdasDeps,
  org: string,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
) {
  const { pages } = await deps.documents.inspect(name, bytes);
  if (pages > LONGEST.pages || bytes.length > LONGEST.bytes)
    throw new DomainError('document_refused', {
      name,
      because: `an agreement has ${LONGEST.pages} pages and ${LONGEST.bytes / 2 ** 20} MB at most`,
      help: 'Leave out what nobody signs, or save it with smaller pictures.',
    });
  const received = await receivedFile(deps, org, { bytes, name, media: 'application/pdf', grade: 'export' });
  return {
    sha256: received.sha256,
    seal: async (tx: Tx): Promise<NonNullable<NdaText['file']>> => {
      const { artifact, sha256 } = await received.seal(tx);
      return { artifact, sha256, name, bytes: bytes.length, pages };
    },
  };
}
