import type { Caller, Handlers } from '#/contract/endpoint.ts';
import { DomainError } from '#/core/errors.ts';
import type { Instant } from '#/core/time/instant.ts';
import { parseDay, zoneNamed } from '#/core/time/zone.ts';
import { engagementWithId } from '#/features/engagements/index.ts';
import { receivedFile } from '#/features/evidence/index.ts';
import { memberRows } from '#/features/identity/index.ts';
import { type Ledger, listedMoment } from '#/features/ledger/index.ts';
import { FEES, MUSTS, QUESTIONS } from '#/library/choosing-auditor.ts';
import type { BlobStore } from '#/platform/blob/blob-store.ts';
import type { Chance } from '#/platform/clock.ts';
import type { Database, Tx } from '#/platform/db/database.ts';
import type { auditContract } from './contract.ts';
import { openOf } from './open.ts';
import { deleteQuote, insertLetter, insertQuote, letterRows, type Offer, quoteRows, replaceQuote } from './store.ts';

export interface AuditDeps {
  readonly db: Database;
  readonly ledger: Ledger;
  readonly chance: Chance;
  readonly blobs: (org: string) => BlobStore;
  /** The zone in which days are entered. */
  readonly zoneOf: (tx: Tx) => Promise<string>;
}

export const audit = (deps: AuditDeps): Handlers<typeof auditContract> => ({
  guide: async () => ({
    musts: MUSTS.map((each) => ({ ...each })),
    questions: QUESTIONS.map((each) => ({ ...each })),
    fees: FEES.map((each) => ({ ...each })),
  }),
  firm: ({ org }, { engagement, asOf }) =>
    deps.db.transaction(org, async (tx) => {
      const { position: end, instant } = await listedMoment(tx, deps, asOf);
      await engagementWithId(tx, engagement, end);
      const letIn = await firmsLetIn(tx, engagement, instant);
      const letters = (await letterRows(tx, engagement)).filter(({ position }) => position < end);
      const last = letters.at(-1);
      return { engaged: last === undefined ? null : shownLetter(last), letIn, letters: letters.length };
    }),
  quotes: ({ org }, { engagement }) =>
    deps.db.transaction(org, async (tx) => {
      await mustBeOpen(tx, engagement);
      const rows = await quoteRows(tx, engagement);
      return {
        quotes: rows.map(({ offer, ...row }) => ({
          ...row,
          ...offer,
          includes: [...offer.includes],
          open: [...openOf(offer)],
        })),
      };
    }),
  record: ({ org, person }, { engagement, ...offer }) =>
    deps.db.transaction(org, async (tx) => {
      await mustBeOpen(tx, engagement);
      const id = deps.chance.newId();
      await insertQuote(tx, { org, id, engagement, offer: ranged(offer), recorded: deps.chance.now(), person });
      return { id };
    }),
  revise: ({ org, person }, { id, ...offer }) =>
    deps.db.transaction(org, async (tx) => {
      if (!(await replaceQuote(tx, { id, offer: ranged(offer), recorded: deps.chance.now(), person }))) missing(id);
      return { id };
    }),
  drop: ({ org }, { id }) =>
    deps.db.transaction(org, async (tx) => {
      if (!(await deleteQuote(tx, id))) missing(id);
      return { id };
    }),
  engage: (caller, input) => engage(deps, caller, input),
});

/** The firm that is engaged for an examination, by its last letter; null while none is. */
export async function engagedFirm(
  tx: Tx,
  engagement: string,
): Promise<{ readonly name: string; readonly signed: string } | null> {
  const letter = await engagedLetter(tx, engagement);
  return letter === null ? null : { name: letter.firm, signed: letter.signed };
}

/** The firms whose people are let in to an examination, each once: one may be at work before its letter is brought in. */
const firmsLetIn = async (tx: Tx, engagement: string, at: Instant): Promise<string[]> => [
  ...new Set(
    (await memberRows(tx))
      .filter(
        ({ engagements, added, expires }) =>
          engagements.includes(engagement) && added <= at && at < (expires ?? Infinity),
      )
      .flatMap(({ firm }) => firm ?? []),
  ),
];

/** Its last letter, with the licence that it names; null while no firm is engaged. */
export const engagedLetter = async (
  tx: Tx,
  engagement: string,
): Promise<{
  readonly firm: string;
  readonly licence: string;
  readonly licenceLookup: string;
  readonly signed: string;
} | null> => (await letterRows(tx, engagement)).at(-1) ?? null;

const missing = (id: string): never => {
  throw new DomainError('not_found', { what: 'quote', id });
};

const mustBeOpen = (tx: Tx, engagement: string) => engagementWithId(tx, engagement, Number.MAX_SAFE_INTEGER);

function ranged(offer: Offer): Offer {
  if (offer.feeHigh !== null && offer.feeHigh < (offer.feeLow ?? 0))
    throw new DomainError('input_invalid', { where: 'feeHigh', because: 'it is below the lower end of the range' });
  return offer;
}

type Engage = Handlers<typeof auditContract>['engage'];

/** The letter is received as any file is, and sealed with its firm, so that who is engaged can be followed to its bytes. */
async function engage(
  deps: AuditDeps,
  { org, person }: Caller,
  { bytes, name, media, ...letter }: Parameters<Engage>[1],
) {
  const file = await receivedFile(deps, org, { bytes, name, media, grade: 'export' });
  return deps.db.transaction(org, async (tx) => {
    await mustBeOpen(tx, letter.engagement);
    if (zoneNamed(await deps.zoneOf(tx)).startOf(parseDay(letter.signed) ?? 0) > deps.chance.now())
      throw new DomainError('input_invalid', { where: 'signed', because: 'the day has not begun' });
    const { artifact, sha256 } = await file.seal(tx);
    const [sealed] = await deps.ledger.seal(tx, org, [
      { kind: 'auditor-engaged', payload: { v: 1, ...letter, artifact, sha256, person } },
    ]);
    const position = sealed?.position ?? -1;
    await insertLetter(tx, { org, position, ...letter, artifact, person });
    return { artifact, sha256, position };
  });
}

type LetterRow = Awaited<ReturnType<typeof letterRows>>[number];

const shownLetter = ({ artifact, name, sha256, bytes, ...letter }: LetterRow) => ({
  ...letter,
  artifact: name === null || sha256 === null || bytes === null ? null : { id: artifact, name, sha256, bytes },
});
