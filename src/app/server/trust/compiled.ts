import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { TrustFile } from '#/features/trust/index.ts';
import { sha256 } from '#/ledger/hash.ts';

/** One way in which a file is sent: its headers and bytes are made before anybody asks. */
export interface Variant {
  /** Names and values, one after the other. */
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** A public file, ready to be sent. */
export interface Compiled {
  /** What its tag holds in every form: whoever has any of them has the file. */
  readonly tag: string;
  readonly plain: Variant;
  readonly br: Variant;
  readonly gzip: Variant;
  /** Headers of an answer without a body. */
  readonly unchanged: readonly string[];
}

/** A file that is counted when it is looked at. */
export interface Counted extends Compiled {
  readonly looks: Looks;
}

/** How often something was looked at since it was noted last: by people, and by programs that say so of themselves. */
export interface Looks {
  people: number;
  programs: number;
}

export interface Compiling {
  readonly secure: boolean;
  /** Where forms of a page may go besides its own address. */
  readonly origin: string;
}

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };

export function compiled({ media, text, style }: Omit<TrustFile, 'name'>, { secure, origin }: Compiling): Compiled {
  return withHeaders(text, [...headersOf(media, style, origin), ...(secure ? HTTPS : [])]);
}

/** The forms of a text, each with its own headers besides those that all have. */
export function withHeaders(text: string, common: readonly string[]): Compiled {
  const plain = Buffer.from(text);
  const tag = Buffer.from(sha256(plain)).toString('base64url').slice(0, 22);
  const variant = (body: Buffer, encoding: string): Variant => ({
    headers: [
      ...common,
      'ETag',
      tagOf(tag, encoding),
      ...(encoding === '' ? [] : ['Content-Encoding', encoding]),
      'Content-Length',
      String(body.length),
    ],
    body,
  });
  return {
    tag,
    plain: variant(plain, ''),
    br: variant(brotliCompressSync(plain, BROTLI), 'br'),
    gzip: variant(gzipSync(plain), 'gzip'),
    unchanged: [...common, 'ETag', tagOf(tag, '')],
  };
}

/** Each form has a tag of its own, because a strong one stands for the very bytes. RFC 9110 §8.8.3.3. */
const tagOf = (tag: string, encoding: string): string => `"${encoding === '' ? tag : `${tag}-${encoding}`}"`;

const HTTPS = ['Strict-Transport-Security', 'max-age=31536000'];
const hashed = (text: string): string => `'sha256-${Buffer.from(sha256(text)).toString('base64')}'`;

/** What a page may do: show itself with the style that stands in it, run a script of ours, and tell its own address what was not found. */
export const policyOf = (style: string, origin: string): string =>
  `default-src 'none'; style-src ${hashed(style)}; script-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self' ${origin}; base-uri 'none'; frame-ancestors 'none'`;

function headersOf(media: string, style: string | null, origin: string): readonly string[] {
  return [
    'Content-Type',
    media,
    'Cache-Control',
    'public, no-cache',
    'Vary',
    'Accept-Encoding',
    'X-Content-Type-Options',
    'nosniff',
    'Referrer-Policy',
    'no-referrer',
    'Content-Security-Policy',
    style === null ? "default-src 'none'; style-src 'unsafe-inline'; sandbox" : policyOf(style, origin),
    // A badge and the data are there to be used elsewhere; a page is nobody's frame.
    'Cross-Origin-Resource-Policy',
    style === null ? 'cross-origin' : 'same-origin',
    ...(style === null ? ['Access-Control-Allow-Origin', '*'] : ['Permissions-Policy', 'interest-cohort=()']),
  ];
}
