import type { Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import { companyDomain } from '#/core/party.ts';
import type { Instant } from '#/core/time/instant.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { receivedFile } from '#/features/evidence/index.ts';
import type { Ledger } from '#/features/ledger/index.ts';
import { organizationName } from '#/features/organization/index.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { Documents } from '#/platform/documents/documents.ts';
import { lastMaterialOf, standingOf } from './agreement.ts';
import type { ndasContract } from './contract.ts';
import { publishText } from './publish.service.ts';
import { type Agreement, insertNda, insertNdaEnd, ndaRows, type NdaText, ndaTexts, ndaWithId } from './store.ts';
import { NDA_TITLE, ndaTemplate } from './template.ts';

export interface NdasDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly blobs: (org: string) => BlobStore;
  readonly zoneOf: (tx: Tx) => Promise<string>;
  readonly documents: Documents;
}

type Handling<N extends keyof typeof ndasContract> = (
  deps: NdasDeps,
  ...given: Parameters<Handlers<typeof ndasContract>[N]>
) => ReturnType<Handlers<typeof ndasContract>[N]>;

export const ndas = (deps: NdasDeps): Handlers<typeof ndasContract> => ({
  text: ({ org }) =>
    deps.db.transaction(org, async (tx) => {
      const history = await ndaTexts(tx);
      const body = ndaTemplate(await organizationName(tx));
      const shownTexts = history.map(shownText);
      return { latest: shownTexts[0] ?? null, history: shownTexts, template: { title: NDA_TITLE, body } };
    }),
  publish: (caller, input) => publishText(deps, caller, input),
  textFile: ({ org }, { version }) => textFile(deps, org, version),
  list: ({ org }, { before = Number.MAX_SAFE_INTEGER, limit }) =>
    deps.db.transaction(org, async (tx) => {
      const last = lastMaterialOf(await ndaTexts(tx));
      const rows = await ndaRows(tx, before, limit);
      return {
        ndas: rows.map((row) => shown(row, last)),
        next: rows.length < limit ? null : (rows.at(-1)?.position ?? null),
      };
    }),
  record: (caller, input) => record(deps, caller, input),
  end: (caller, input) => end(deps, caller, input),
  file: async ({ org }, { id }) => {
    const found = await deps.db.transaction(org, (tx) => known(tx, id));
    const bytes = await deps.blobs(org).get('artifacts', found.sha256);
    return { name: `nda-${found.party.replaceAll(/[^a-z0-9.-]/g, '-')}.pdf`, bytes: new Uint8Array(bytes) };
  },
});

const shownText = ({ file, ...text }: NdaText & { readonly received: Instant }) => ({
  ...text,
  file: file === null ? null : { name: file.name, sha256: file.sha256, pages: file.pages },
});

/** The file that a version of the text is. Throws `not_found` where it is none. */
export async function textFile({ db, blobs }: Pick<NdasDeps, 'db' | 'blobs'>, org: string, version: number) {
  const found = await db.transaction(org, async (tx) => (await ndaTexts(tx)).find((each) => each.version === version));
  if (found?.file == null)
    throw new DomainError('not_found', { what: 'file of the agreement, version', id: String(version) });
  const bytes = await blobs(org).get('artifacts', found.file.sha256);
  return { name: found.file.name, bytes: new Uint8Array(bytes) };
}

async function known(tx: Tx, id: string): Promise<Agreement> {
  const found = await ndaWithId(tx, id);
  if (found === undefined) throw new DomainError('not_found', { what: 'agreement', id });
  return found;
}

const record: Handling<'record'> = async (deps, { org, person }, { domain, company, signer, signed, ...file }) => {
  const party = companyDomain(domain);
  if (party === null)
    throw new DomainError('input_invalid', { where: 'domain', because: 'it is not the domain of one company' });
  await deps.documents.inspect(file.name, file.bytes); // it is handed out again, as a document is
  const received = await receivedFile(deps, org, { ...file, grade: 'export' });
  return deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const day = zoneNamed(await deps.zoneOf(tx)).startOf(parseDay(signed) ?? 0);
    if (day > deps.chance.now())
      throw new DomainError('input_invalid', { where: 'signed', because: 'the day has not begun' });
    const version = (await ndaTexts(tx))[0]?.version ?? 0;
    const { artifact, sha256 } = await received.seal(tx);
    const said = { id: deps.chance.newId(), how: 'elsewhere', version, artifact, sha256, person } as const;
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'nda-agreed', payload: { v: 1, ...said } }]);
    const position = sealed?.position ?? -1;
    const by = { party, company, signer, title: '', email: '', address: '', agent: '', signed: day };
    await insertNda(tx, org, { ...said, position }, by);
    return { id: said.id, sha256, position };
  });
};

const end: Handling<'end'> = (deps, { org, person }, { id, reason }) =>
  deps.db.transaction(org, async (tx) => {
    await deps.ledger.lock(tx);
    const { ended } = await known(tx, id);
    if (ended !== null) throw new DomainError('request_state', { what: 'agreement', state: 'ended' });
    const said = { nda: id, because: reason, person };
    const [sealed] = await deps.ledger.seal(tx, org, [{ kind: 'nda-ended', payload: { v: 1, ...said } }]);
    const position = sealed?.position ?? -1;
    await insertNdaEnd(tx, org, { ...said, position });
    return { id, position };
  });

function shown({ artifact: _, ended, ...row }: Agreement, lastMaterial: number) {
  return { ...row, state: standingOf({ ...row, ended: ended !== null }, lastMaterial), because: ended ?? '' };
}
