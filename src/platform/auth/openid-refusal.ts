import { DomainError } from '#/core/errors.ts';

/** What the library says by a code, as somebody who has to compare settings reads it. */
const SAYS: Readonly<Record<string, string>> = {
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: 'its token is not the one that was asked for',
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: 'its token has expired, or is of a time to come',
  OAUTH_KEY_SELECTION_FAILED: 'no key that it publishes signed the token',
  OAUTH_UNSUPPORTED_OPERATION: 'its token is signed in a way that is not taken',
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: 'it calls itself by another name than its settings say',
  OAUTH_INVALID_RESPONSE: 'what it answered is not what was asked for',
  OAUTH_RESPONSE_IS_NOT_CONFORM: 'it refused to answer',
  OAUTH_RESPONSE_IS_NOT_JSON: 'what it answered cannot be read',
  OAUTH_PARSE_ERROR: 'what it answered cannot be read',
  OAUTH_RESPONSE_BODY_ERROR: 'it refused the code or the client',
  OAUTH_AUTHORIZATION_RESPONSE_ERROR: 'it did not let somebody in',
  OAUTH_TIMEOUT: 'it took too long',
  OAUTH_ABORT: 'it took too long',
};

/** Which member of a token did not fit. */
const MEMBERS: Readonly<Record<string, string>> = {
  iss: 'its token is of another issuer',
  aud: 'its token is for another client',
  azp: 'its token is for another client',
  nonce: 'its token belongs to another sign-in',
  exp: 'its token has expired',
  sub: 'what it says is of another person',
};

const NOT_DESCRIBED = 'no provider describes itself at that issuer';
/** The same while it is asked what it is: there may be something else at its address, or nothing. */
export const DESCRIBING: Readonly<Record<string, string>> = {
  ...SAYS,
  OAUTH_INVALID_RESPONSE: NOT_DESCRIBED,
  OAUTH_RESPONSE_IS_NOT_CONFORM: NOT_DESCRIBED,
  OAUTH_RESPONSE_IS_NOT_JSON: NOT_DESCRIBED,
  OAUTH_PARSE_ERROR: NOT_DESCRIBED,
};

/** What was thrown as an error of ours; it names no value that came, only what did not fit. */
export function whyRefused(error: unknown, says: Readonly<Record<string, string>> = SAYS): DomainError {
  const chain = chainOf(error);
  const own = chain.find((each) => each instanceof DomainError);
  // Whoever waits at the door asked for no request, and nothing goes on where it stopped.
  if (own?.code === 'http_failed')
    return new DomainError('provider_silent', { because: String(own.facts['because']) }, { cause: error });
  if (own !== undefined) return own;
  const codes = chain.map(codeOf).filter((code) => code !== null);
  const member = chain.map(memberIn).find((each) => each !== null && each in MEMBERS);
  const known = codes.find((code) => code in says);
  const because =
    (member === undefined || member === null ? undefined : MEMBERS[member]) ??
    (known === undefined ? 'what it answered is not what the protocol asks for' : says[known]);
  return new DomainError('provider_refused', { because: because ?? '' }, { cause: error });
}

/** An error, and what it came from. */
function chainOf(error: unknown): readonly object[] {
  const found: object[] = [];
  for (let each = error; typeof each === 'object' && each !== null && found.length < 8; each = causeOf(each))
    found.push(each);
  return found;
}

const causeOf = (error: object): unknown => (error as { readonly cause?: unknown }).cause;

function codeOf(error: object): string | null {
  const { code } = error as { readonly code?: unknown };
  return typeof code === 'string' && code.startsWith('OAUTH_') ? code : null;
}

/** The library says which claim it compared, beside the value that it had. */
function memberIn(cause: object): string | null {
  const { claim } = cause as { readonly claim?: unknown };
  return typeof claim === 'string' ? claim : null;
}
