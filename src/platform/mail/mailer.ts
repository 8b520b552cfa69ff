import { DomainError } from '#/core/errors.ts';
import type { SmtpServer } from './smtp-address.ts';

/** A message on its way out. */
export interface Outgoing {
  /** The same each time that it is tried, so that a receiver can tell a repetition. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Where one press ends what somebody chose to get; null: nobody chose it. */
  readonly leave: string | null;
}

/** Hands messages to an SMTP server. */
export interface Mailer {
  readonly host: string;
  readonly from: string;
  /** Resolves when the server has taken it. Throws `mail_refused` for good, `mail_unsent` where a later try may do. */
  readonly send: (message: Outgoing) => Promise<void>;
  /** Whether the server lets us in; throws the same. */
  readonly verify: () => Promise<void>;
}

/** In milliseconds. */
const LONGEST = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 40_000 };

export const mailer = ({ host, port, tls, login }: SmtpServer, from: string): Mailer => {
  const settings = {
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'required',
    ...(login === null ? {} : { auth: { user: login.user, pass: login.password } }),
    ...LONGEST,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  // Read when the first message leaves: most processes send none.
  const transport = async () => (await import('nodemailer')).createTransport(settings);
  return {
    host,
    from,
    send: async ({ id, to, subject, text, leave }) => {
      const domain = from.slice(from.lastIndexOf('@') + 1).replace(/>$/, '');
      const address = { name: '', address: to }; // so that no comma in it makes two of one
      const headers = { 'Auto-Submitted': 'auto-generated', ...leaving(leave) }; // RFC 3834: nobody's absence note answers it
      const message = { from, to: address, subject, text, messageId: `<${id}@${domain}>`, headers };
      await (await transport()).sendMail(message).catch((error: unknown) => fail(host, error));
    },
    verify: async () => {
      await (await transport()).verify().catch((error: unknown) => fail(host, error));
    },
  };
};

/** A mail program offers the way out itself; over HTTPS it may press the button, too. RFC 2369 §3.2, RFC 8058 §3.1. */
const leaving = (leave: string | null): Readonly<Record<string, string>> =>
  leave === null
    ? {}
    : {
        'List-Unsubscribe': `<${leave}>`,
        ...(leave.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
      };

/** Replies from here on are for good. RFC 5321 §4.2.1. */
const FOR_GOOD = 500;
const LONGEST_REPLY = 300;
/** It may be set right there, as may a password: the messages wait meanwhile. */
const OF_THE_SERVER: ReadonlySet<string> = new Set(['EAUTH', 'ETLS', 'EDNS', 'ECONNECTION', 'ETIMEDOUT', 'ESOCKET']);

function fail(host: string, error: unknown): never {
  const { code = '', responseCode = 0, response = '', command = '' } = error as SmtpFailure;
  const because = response === '' ? (code === '' ? 'the connection failed' : code) : response.slice(0, LONGEST_REPLY);
  const of = command === 'RCPT TO' && !POLICY.test(response) ? 'address' : 'server';
  const isForGood = responseCode >= FOR_GOOD && !OF_THE_SERVER.has(code);
  throw new DomainError(isForGood ? 'mail_refused' : 'mail_unsent', { host, because, of }, { cause: error });
}

/** A reply to the recipient is about that address, unless it says that it is about what the server allows. RFC 3463 §3.8. */
const POLICY = /^\d{3}[ -][45]\.7\./;

interface SmtpFailure {
  readonly code?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly command?: string;
}
