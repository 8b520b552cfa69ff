import { DomainError } from '#/core/errors.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';
import { sha256 } from '#/ledger/hash.ts';
import type { Database } from '#/platform/db/database.ts';
import { renewEach, type Vault } from '#/platform/keys.ts';
import { claimAnswer, forgetAnswers, keepAnswer, keptAnswers, releaseKey, replaceAnswer } from './answered.store.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The same without the instant of asking, by which it is known again; left out: the body is. */
  readonly lasting?: string;
}

export interface OnceDeps {
  readonly db: Database;
  readonly vault: Vault;
  readonly now: () => Instant;
}

export interface Request {
  readonly org: string;
  readonly asker: string;
  /** Null: the asker does not mind doing it twice. */
  readonly key: string | null;
  /** What it asks, by which another use of the key is told from a repetition. */
  readonly says: string;
}

const SERVER_FAULT = 500;

/** Answers a request once: repeated with its key, it is answered as before. Throws `key_reused` and `busy`. */
export async function once(deps: OnceDeps, request: Request, answer: () => Promise<Answer>): Promise<Answer> {
  const { org, asker, key, says } = request;
  if (key === null) return answer();
  const hash = sha256(says);
  const about = aboutAnswer(org, { asker, key });
  const claim = { org, asker, key, request: hash, begun: deps.now() };
  const before = await deps.db.transaction(org, (tx) => claimAnswer(tx, claim));
  if (before === undefined) return first(deps, request, { key, about }, answer);
  if (!Buffer.from(before.request).equals(hash)) throw new DomainError('key_reused');
  if (before.status === null || before.answer === null) throw new DomainError('busy', { what: 'the same request' });
  return { status: before.status, body: Buffer.from(deps.vault.open(before.answer, about)).toString('utf8') };
}

async function first(
  { db, vault }: OnceDeps,
  { org, asker }: Request,
  { key, about }: { readonly key: string; readonly about: string },
  answer: () => Promise<Answer>,
): Promise<Answer> {
  const release = (): Promise<void> => db.transaction(org, (tx) => releaseKey(tx, { asker, key }));
  const given = await answer().catch(async (error: unknown) => {
    await release();
    throw error;
  });
  if (given.status >= SERVER_FAULT) {
    await release();
    return given;
  }
  const sealed = vault.seal(Buffer.from(given.body), about);
  await db.transaction(org, (tx) => keepAnswer(tx, { asker, key }, { status: given.status, answer: sealed }));
  return given;
}

const aboutAnswer = (org: string, { asker, key }: { readonly asker: string; readonly key: string }): string =>
  `answer ${org} ${asker} ${key}`;

/** Seals kept answers with the vault's newest key; how many were not yet. */
export const renewAnswers = ({ db, vault }: Omit<OnceDeps, 'now'>, org: string): Promise<number> =>
  db.transaction(org, async (tx) => {
    return renewEach(vault, await keptAnswers(tx), {
      sealed: ({ answer }) => answer,
      about: (kept) => aboutAnswer(org, kept),
      replace: (kept, anew) => replaceAnswer(tx, kept, anew),
    });
  });

/** Answers of more than a day ago are not asked for again. */
export const forgetOldAnswers = ({ db, now }: Omit<OnceDeps, 'vault'>, org: string): Promise<void> =>
  db.transaction(org, (tx) => forgetAnswers(tx, now() - DAY));
