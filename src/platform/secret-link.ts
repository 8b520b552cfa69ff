/** Bytes of the secret in a link or a cookie that only its holder knows. */
export const SECRET_BYTES = 32;
const TOKEN = /^[\w-]{43}$/;

/** The bytes of a token; null: it is none of ours. */
export const secretIn = (token: string): Uint8Array | null =>
  TOKEN.test(token) ? Buffer.from(token, 'base64url') : null;

export const tokenOf = (secret: Uint8Array): string => Buffer.from(secret).toString('base64url');
