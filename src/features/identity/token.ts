/**
 * What opens something in an organization: the organization's number, so that it can be looked up behind its policy,
 * and bytes that nobody can guess, of which only a hash is stored.
 */
const UUID_BYTES = 16;
export const SECRET_BYTES = 32;

export function formatToken(org: string, secret: Uint8Array): string {
  return Buffer.concat([Buffer.from(org.replaceAll('-', ''), 'hex'), secret]).toString('base64url');
}

/** Null: it is no token. */
export function parseToken(text: string): { readonly org: string; readonly secret: Uint8Array } | null {
  if (!/^[\w-]{64}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== UUID_BYTES + SECRET_BYTES) return null;
  const hex = bytes.subarray(0, UUID_BYTES).toString('hex');
  return {
    org: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
    secret: bytes.subarray(UUID_BYTES),
  };
}

/** An API key says what it is, so that scanners of secrets find it where it should not be. */
const KEY_PREFIX = 'attestry_';

export const formatKey = (org: string, secret: Uint8Array): string => KEY_PREFIX + formatToken(org, secret);

export const parseKey = (text: string): ReturnType<typeof parseToken> =>
  text.startsWith(KEY_PREFIX) ? parseToken(text.slice(KEY_PREFIX.length)) : null;
