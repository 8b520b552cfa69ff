import type { Letter } from '#/platform/mail/letter.ts';

interface About {
  readonly to: string;
  readonly link: string;
  readonly expires: number;
}

export const passwordLetter = ({ to, link, expires }: About): Letter => ({
  kind: 'password',
  to,
  subject: 'Set a new password for Attestry',
  text: `Somebody, we hope you, asked for a new password of your account.

Set it here within an hour; it works once, and ends every session of the account:
${link}

An authenticator app stays as it is. Passkeys end, unless you confirmed before that this address is yours. If it was not you, nothing needs to be done.`,
  link,
  expires,
});

export const addressLetter = ({ to, link, expires }: About): Letter => ({
  kind: 'address',
  to,
  subject: 'Confirm your e-mail address for Attestry',
  text: `Confirm within an hour that this is your address:
${link}

If you have no account there, nothing needs to be done.`,
  link,
  expires,
});

export const byCompanyLetter = ({ to, link, expires }: About): Letter => ({
  kind: 'password',
  to,
  subject: 'You sign in to Attestry with your company',
  text: `Somebody, we hope you, asked for a new password of your account.

Your company lets you in by single sign-on only, so there is no password to set here. Sign in with your company:
${link}

If you cannot sign in there, ask whoever runs it.`,
  link,
  expires,
});
