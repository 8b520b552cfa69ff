import { DomainError } from '#/core/errors.ts';
import { DAY, type Instant } from '#/core/time/instant.ts';
import { sha256 } from '#/ledger/hash.ts';
import { type AnswerKey, type Answers, renewKept } from '#/platform/answers.ts';
import type { Database } from '#/platform/db/database.ts';
import type { Vault } from '#/platform/keys.ts';
import { claimAnswer, forgetAnswers, keepAnswer, keptAnswers, releaseKey, replaceAnswer } from './answered.store.ts';

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The same without the instant of asking, by which it is known again; left out: the body is. */
  readonly lasting?: string;
}

export interface OnceDeps {
  readonly answers: Answers;
  readonly vault: Vault;
  readonly now: () => Instant;
}

export interface Request {
  readonly asker: string;
  readonly key: string;
  /** What it asks, by which another use of the key is told from a repetition. */
  readonly says: string;
}

const SERVER_FAULT = 500;

/** Answers a request once: repeated with its key, it is answered as before. Throws `key_reused` and `busy`. */
export async function once(deps: OnceDeps, request: Request, answer: () => Promise<Answer>): Promise<Answer> {
  const { asker, key, says } = request;
  const { answers, vault, now } = deps;
  const of = { asker, key };
  const about = answers.about(of);
  // A request may hold a password, which could be guessed from its hash: that is sealed, too.
  const hash = sha256(says);
  const before = await answers.claim({ ...of, request: vault.seal(hash, about), begun: now() });
  if (before === undefined) return first(deps, of, answer);
  if (!Buffer.from(vault.open(before.request, about)).equals(hash)) throw new DomainError('key_reused');
  if (before.status === null || before.answer === null) throw new DomainError('busy', { what: 'the same request' });
  return { status: before.status, body: Buffer.from(vault.open(before.answer, about)).toString('utf8') };
}

async function first({ answers, vault }: OnceDeps, of: AnswerKey, answer: () => Promise<Answer>): Promise<Answer> {
  const given = await answer().catch(async (error: unknown) => {
    await answers.release(of);
    throw error;
  });
  if (given.status >= SERVER_FAULT) {
    await answers.release(of);
    return given;
  }
  const sealed = vault.seal(Buffer.from(given.body), answers.about(of));
  await answers.keep(of, { status: given.status, answer: sealed });
  return given;
}

const aboutIn =
  (org: string): Answers['about'] =>
  ({ asker, key }) =>
    `answer ${org} ${asker} ${key}`;

/** What was answered in an organization. */
export const answersOf = (db: Database, org: string): Answers => ({
  about: aboutIn(org),
  claim: (row) => db.transaction(org, (tx) => claimAnswer(tx, { org, ...row })),
  keep: (of, given) => db.transaction(org, (tx) => keepAnswer(tx, of, given)),
  release: (of) => db.transaction(org, (tx) => releaseKey(tx, of)),
});

/** Seals what is kept of requests with the vault's newest key; how many things were not yet. */
export const renewAnswers = (
  { db, vault }: Pick<OnceDeps, 'vault'> & { readonly db: Database },
  org: string,
): Promise<number> =>
  db.transaction(org, async (tx) => {
    return renewKept(vault, await keptAnswers(tx), {
      about: aboutIn(org),
      replace: (of, anew) => replaceAnswer(tx, of, anew),
    });
  });

/** Answers of more than a day ago are not asked for again. */
export const forgetOldAnswers = (
  { db, now }: Pick<OnceDeps, 'now'> & { readonly db: Database },
  org: string,
): Promise<void> => db.transaction(org, (tx) => forgetAnswers(tx, now() - DAY));
