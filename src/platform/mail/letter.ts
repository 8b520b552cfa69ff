import type { Instant } from '#/core/time/instant.ts';
import type { Tx } from '#/platform/db/database.ts';

/** What a message is about; it decides who may open it where it was not delivered. */
export const LETTER_KINDS = [
  'invitation',
  'password',
  'address',
  'reminder',
  'notice',
  'access',
  'news',
  'test',
] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** A message to one person, in plain text. */
export interface Letter {
  readonly kind: LetterKind;
  /** An e-mail address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where the text leads, also in the text; null: nowhere. */
  readonly link: string | null;
  /** After this it says nothing true any more and is not sent; null: it does not age. */
  readonly expires: Instant | null;
  /** Of an invitation: as what it lets somebody in. */
  readonly role?: string;
  /** Of what somebody chose to get: the address at which one press ends it. */
  readonly leave?: string;
}

/** Puts a message into the outbox of an organization, from where it is sent when the transaction is committed. */
export type Post = (tx: Tx, org: string, letter: Letter) => Promise<void>;
