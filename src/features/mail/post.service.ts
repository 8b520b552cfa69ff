import type { Chance } from '#/platform/clock.ts';
import type { Queue } from '#/platform/jobs/queue.ts';
import { renewEach, type Vault } from '#/platform/keys.ts';
import type { Post } from '#/platform/mail/letter.ts';
import type { Mailer } from '#/platform/mail/mailer.ts';
import type { Database } from '#/platform/db/database.ts';
import { heldMail, insertMail, replaceBody } from './store.ts';

export interface PostDeps {
  readonly chance: Chance;
  readonly vault: Vault;
  /** Opened when the first message is sent. */
  readonly queue: () => Promise<Pick<Queue, 'send'>>;
  /** Null: no mail leaves this server. */
  readonly mailer: Mailer | null;
}

/** The work that delivers a message. */
export const MAIL = 'mail';

/** For what the text of a message is encrypted. */
export const aboutMail = (org: string, id: string): string => `mail ${org} ${id}`;

/** The one way into the outbox. Without a mail server a message is kept there until somebody hands it over. */
export const posting =
  ({ chance, vault, queue, mailer }: PostDeps): Post =>
  async (tx, org, { kind, to, subject, text, link, expires, role = null, leave = null }) => {
    const [id, made] = [chance.newId(), chance.now()];
    const body = vault.seal(Buffer.from(JSON.stringify({ text, link, leave })), aboutMail(org, id));
    const state = mailer === null ? 'kept' : 'waiting';
    await insertMail(tx, org, { id, kind, role, recipient: to, subject: lineOf(subject), state, expires, body, made });
    if (state === 'waiting') await (await queue()).send(tx, MAIL, { org, id });
  };

/** Encrypts messages with the vault's newest key; how many were not yet. */
export const renewMail = (
  { db, vault }: Pick<PostDeps, 'vault'> & { readonly db: Database },
  org: string,
): Promise<number> =>
  db.transaction(org, async (tx) => {
    return renewEach(vault, await heldMail(tx), {
      sealed: ({ body }) => body,
      about: ({ id }) => aboutMail(org, id),
      replace: ({ id }, anew) => replaceBody(tx, id, anew),
    });
  });

const LONGEST = 200;
const lineOf = (subject: string): string => subject.replaceAll(/\s+/g, ' ').slice(0, LONGEST);
