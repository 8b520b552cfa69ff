import type { Standing } from '#/contract/endpoint.ts';
import type { LetterKind } from '#/platform/mail/letter.ts';

/** What decides whether somebody may read a message to another. */
export interface Addressed {
  readonly kind: LetterKind;
  /** No mail left the server when it was written. */
  readonly isKept: boolean;
  /** What the recipient is in the organization, or is to be; null: nothing. */
  readonly role: string | null;
  /** That role is for one engagement: an auditor's account is opened by nobody of management. */
  readonly isScoped: boolean;
  /** It is an invitation, and whoever opens it is the one who invited. */
  readonly isInviter: boolean;
  /** Whoever opens it may give that role to somebody. */
  readonly mayGive: boolean;
  /** The account is in another organization, too, and would be opened with this one's. */
  readonly isElsewhere: boolean;
}

/**
 * Why somebody may not read a message to another; null: they may. A link that sets a password makes whoever has it that
 * person, so it is shown to those only who could have made the account what it is. The terminal reads
 * everything but what opens the account of an auditor, of which `password-link` makes a note.
 */
export function whyNotOpened(standing: Standing | undefined, to: Addressed): string | null {
  if (standing === undefined) return whyNotAtTerminal(to);
  switch (to.kind) {
    case 'reminder':
    case 'notice':
    case 'test':
      return null;
    case 'access':
      return to.isKept ? null : 'it is mailed, which shows the address to be theirs';
    case 'news':
      return 'with its link anybody takes the reader off the list';
    case 'address':
      return 'whoever handed it over would show nothing about the address';
    case 'invitation':
      return whyNoInvitation(standing, to);
    case 'password':
      return whyNoPassword(standing, to);
  }
}

const MAILED = 'an auditor’s is mailed, so that nobody else can join in their name';

const whyNotAtTerminal = ({ isScoped, isKept }: Addressed): string | null => (isScoped && !isKept ? MAILED : null);

function whyNoInvitation({ role }: Standing, { isScoped, isKept, isInviter, mayGive }: Addressed): string | null {
  if (isScoped && !isKept) return MAILED;
  if (isScoped && !isInviter) return 'an auditor’s is handed over by whoever invited them';
  return mayGive ? null : `not by ${role}`;
}

function whyNoPassword(standing: Standing, { role, isScoped, isElsewhere, mayGive }: Addressed): string | null {
  if (role === null) return 'the account is no member here';
  if (isScoped) return 'an auditor’s account is opened by nobody else';
  if (isElsewhere) return 'the account is in another organization, too';
  return mayGive ? null : `not by ${standing.role}`;
}
