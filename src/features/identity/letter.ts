import type { Letter } from '#/platform/mail/letter.ts';

export interface Inviting {
  readonly to: string;
  readonly organization: string;
  readonly role: string;
  readonly person: string;
  readonly link: string;
  readonly expires: number;
}

/** What is written to whoever is invited. */
export const invitationLetter = ({ to, organization, role, person, link, expires }: Inviting): Letter => ({
  kind: 'invitation',
  to,
  role,
  subject: `You are invited to ${organization} on Attestry`,
  text: `${person} invites you to work with ${organization} on Attestry, as ${role}.

Open this within a week to join; it works once:
${link}

If you do not know them, nothing needs to be done.`,
  link,
  expires,
});
