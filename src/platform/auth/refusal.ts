import { DomainError, type ErrorCode } from '#/core/errors.ts';

/** Codes of the library that say no more than that somebody did not get in. */
const NOT_IN: ReadonlySet<string> = new Set([
  'INVALID_EMAIL_OR_PASSWORD',
  'INVALID_EMAIL',
  'INVALID_CODE',
  'INVALID_BACKUP_CODE',
  'INVALID_TWO_FACTOR_COOKIE',
  'TOTP_NOT_ENABLED',
  'TWO_FACTOR_NOT_ENABLED',
  'BACKUP_CODES_NOT_ENABLED',
  'AUTHENTICATION_FAILED',
  'PASSKEY_NOT_FOUND',
  'CHALLENGE_NOT_FOUND',
  'USER_NOT_FOUND',
  'CREDENTIAL_ACCOUNT_NOT_FOUND',
  'EMAIL_NOT_VERIFIED',
]);
const TOO_OFTEN: ReadonlySet<string> = new Set(['TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE', 'ACCOUNT_TEMPORARILY_LOCKED']);
/** What the library says as if it were its own fault: what came was not what it had asked the device for. */
const NOT_ASKED_FOR: ReadonlySet<string> = new Set(['FAILED_TO_VERIFY_REGISTRATION']);
/** How the library says what is not of its form: `[body.email] …; [body.password] …`. As everywhere, the first is told, by its name. */
const UNFORMED = /^\[(?:body|query)(?:\.([^\]]+))?\] (.*?)(?:; \[|$)/s;
/** Codes of the library that say what one of ours says. */
const OURS: ReadonlyMap<string, ErrorCode> = new Map([
  ['INVALID_PASSWORD', 'password_wrong'],
  ['INVALID_TOKEN', 'link_invalid'],
  ['TOKEN_EXPIRED', 'link_invalid'],
  ['SESSION_NOT_FRESH', 'confirmation_required'],
]);
const TOO_MANY = 429;
const SERVER_FAULT = 500;
const FEW_MINUTES = 300;

/** What the library refused, as an error of ours. */
export function refusal(status: number, body: unknown, retryAfter: string | null): DomainError {
  const { code, message } = membersOf(body);
  if (status === TOO_MANY || TOO_OFTEN.has(code))
    return new DomainError('too_many_requests', { seconds: Number(retryAfter ?? FEW_MINUTES) || FEW_MINUTES });
  if (NOT_ASKED_FOR.has(code)) return new DomainError('input_invalid', { where: 'response', because: message });
  if (status >= SERVER_FAULT) return new DomainError('unexpected', { request: '' });
  if (NOT_IN.has(code)) return new DomainError('sign_in_refused');
  const ours = OURS.get(code);
  if (ours !== undefined) return new DomainError(ours);
  if (/ORIGIN|CROSS_SITE|CALLBACK_URL|REDIRECT/.test(code))
    return new DomainError('origin_refused', { origin: message });
  if (status === 401) return new DomainError('unauthenticated');
  const unformed = code === 'VALIDATION_ERROR' ? UNFORMED.exec(message) : null;
  if (unformed !== null)
    return new DomainError('input_invalid', { where: unformed[1] ?? '', because: unformed[2] ?? '' });
  return new DomainError('input_invalid', { where: 'body', because: message });
}

function membersOf(body: unknown): { readonly code: string; readonly message: string } {
  const members = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  const { code, message } = members;
  return {
    code: typeof code === 'string' ? code : '',
    message: typeof message === 'string' && message !== '' ? message : 'it was refused',
  };
}
