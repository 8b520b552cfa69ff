import type { IncomingHttpHeaders } from 'node:http';
import { DomainError } from '#/core/errors.ts';

const CHARSET = /;\s*charset\s*=\s*("[^"]*"|[^;]*)/gi;
const UTF_8 = /^"?utf-?8"?$/i;

/** Nothing is unpacked or read anew here: a body that is called packed, or of other letters, is not read as if it were not. */
export function mustBePlain(headers: IncomingHttpHeaders): void {
  const { 'content-encoding': packing = '', 'content-type': type = '' } = headers;
  const packed = packing.trim().toLowerCase();
  if (packed !== 'identity' && packed !== '')
    throw new DomainError('media_refused', { media: `${type}, packed as ${packed}` });
  const isUtf8 = type.matchAll(CHARSET).every(([, charset = '']) => UTF_8.test(charset.trim()));
  if (!isUtf8 && bringsBody(headers)) throw new DomainError('media_refused', { media: type });
}

/** RFC 9112 §6.3. */
const bringsBody = (headers: IncomingHttpHeaders): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
