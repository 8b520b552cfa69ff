import { DomainError } from '#/core/errors.ts';

/** An SMTP server, as ATTESTRY_SMTP names it. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** `implicit`: from the first byte. `required`: STARTTLS, or nothing is sent. `none`: in the clear. */
  readonly tls: 'implicit' | 'required' | 'none';
  readonly login: { readonly user: string; readonly password: string } | null;
}

const SUBMISSION = 587; // RFC 6409 §3.1
const SUBMISSIONS = 465; // RFC 8314 §7.3
const LOOPBACK: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * Messages hold links that let somebody in, so they leave encrypted, except to this machine or where `?tls=none` says
 * that the way is safe. Throws `variable_invalid`, without the address: it may hold a password.
 */
export function smtpServerIn(text: string): SmtpServer {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'smtp:' && url.protocol !== 'smtps:') || url.hostname === '')
    return refuse('it is no address of a mail server');
  const unknown = [...url.searchParams].find(([name, value]) => name !== 'tls' || value !== 'none');
  if (unknown !== undefined) return refuse('the only thing that may follow the address is ?tls=none');
  const isImplicit = url.protocol === 'smtps:';
  const isClear = url.searchParams.has('tls') || LOOPBACK.has(url.hostname);
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (isImplicit ? SUBMISSIONS : SUBMISSION) : Number(url.port),
    tls: isImplicit ? 'implicit' : isClear ? 'none' : 'required',
    login: loginIn(url),
  };
}

function loginIn({ username, password }: URL): SmtpServer['login'] {
  if (username === '') return null;
  try {
    return { user: decodeURIComponent(username), password: decodeURIComponent(password) };
  } catch {
    return refuse('a percent sign in the login or the password is written %25');
  }
}

const refuse = (because: string): never => {
  const help = 'smtp://USER:PASSWORD@HOST:587 or smtps://USER:PASSWORD@HOST';
  throw new DomainError('variable_invalid', { name: 'ATTESTRY_SMTP', because, help });
};
