import { DomainError } from '#/core/errors.ts';
import { formatInstant } from '#/core/time/instant.ts';
import { receivedFile } from '#/features/evidence/index.ts';
import { organizationName } from '#/features/organization/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Tx } from '#/platform/db/database.ts';
import { type NdasDeps, textFile } from './service.ts';
import { insertNda, type NdaFile, type NdaText, ndaTexts } from './store.ts';

/** Somebody who signs for a company, and how it is known that it was they. */
export interface Signing {
  readonly party: string;
  readonly company: string;
  readonly signer: string;
  readonly title: string;
  readonly email: string;
  /** Where the signature came from. */
  readonly address: string;
  readonly agent: string;
  /** Whether the address was shown to be theirs by a link that was mailed. */
  readonly mailed: boolean;
  /** The text that they read. */
  readonly version: number;
}

/** The agreement, and the digest of its signed copy. */
export interface Signed {
  readonly id: string;
  readonly sha256: string;
}

/** How the log names what somebody outside did: who it was stands in the signed copy. */
export const VISITOR = 'a visitor';

/**
 * Signs: the text, the signer and the circumstances become one file, which is sealed. What the log holds of it is its
 * digest and the version of the text. `also` runs in the same transaction.
 */
export async function signNda(
  deps: NdasDeps,
  org: string,
  signing: Signing,
  also: (tx: Tx, signed: Signed) => Promise<void>,
): Promise<Signed> {
  const at = deps.chance.now();
  const read = await deps.db.transaction(org, async (tx) => ({
    text: await readText(tx, signing.version),
    name: await organizationName(tx),
  }));
  const { file: own } = read.text;
  const after = own === null ? {} : { after: (await textFile(deps, org, signing.version)).bytes };
  const bytes = await deps.documents.write({
    title: read.text.title,
    text: own === null ? read.text.body : `${followsWords(own)}\n\n${read.text.body}`,
    facts: factsOf(signing, read, formatInstant(at)),
    ...after,
    at,
  });
  const name = `nda-${signing.party.replaceAll(/[^a-z0-9.-]/g, '-')}.pdf`;
  const file = await receivedFile(deps, org, { bytes, name, media: 'application/pdf', grade: 'export' });
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    await readText(tx, signing.version);
    const { artifact, sha256 } = await file.seal(tx);
    const said = {
      id: deps.chance.newId(),
      how: 'signed',
      version: signing.version,
      artifact,
      sha256,
      person: VISITOR,
    } as const;
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'nda-agreed', payload: { v: 1, ...said } }]);
    const { mailed: _, version: __, ...party } = signing;
    await insertNda(tx, org, { ...said, position: sealed?.position ?? -1 }, { ...party, signed: at });
    const signed = { id: said.id, sha256 };
    await also(tx, signed);
    return signed;
  });
}

const followsWords = ({ name, pages }: NdaFile): string =>
  `The text is the file “${name}”, whose ${pages === 1 ? 'page follows' : `${pages} pages follow`} after this one. What stands here is agreed to, too.`;

/** What was read is what is signed: a text that was replaced meanwhile is read again first. */
async function readText(tx: Tx, version: number): Promise<NdaText> {
  const [latest] = await ndaTexts(tx);
  if (latest?.version !== version) throw new DomainError('nda_changed');
  return latest;
}

interface Read {
  readonly text: NdaText;
  readonly name: string;
}

const factsOf = (signing: Signing, { text, name }: Read, at: string): readonly (readonly [string, string])[] => [
  ['Between', `${name} and ${signing.company}`],
  ['Text', `version ${text.version}, SHA-256 ${text.file?.sha256 ?? sha256Hex(new TextEncoder().encode(text.body))}`],
  ['Signed by', signing.signer],
  ['As', signing.title],
  [
    'Address',
    `${signing.email}, ${signing.mailed ? 'shown by a link that was mailed there' : 'not shown: the link was handed over by the company, because no mail left its server'}`,
  ],
  ['Consent', 'typed the name, and ticked: I have read this agreement, agree to it, and may sign it for my company'],
  ['At', at],
  ['From', signing.address],
  ['With', signing.agent],
];
