import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { failureOf, statusOf } from '#/contract/failure.ts';
import { DomainError } from '#/core/errors.ts';

/** Whatever was thrown, as an error that is answered. */
export function domainErrorOf(error: unknown, request: FastifyRequest): DomainError {
  if (error instanceof DomainError)
    return error.code === 'unexpected' ? new DomainError('unexpected', { request: request.id }) : error;
  const { code = '', statusCode, message } = error as Partial<FastifyError>;
  switch (code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return new DomainError('request_too_large', { limit: request.routeOptions.bodyLimit ?? 0 });
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return new DomainError('media_refused', { media: request.headers['content-type'] ?? '' });
    default:
      if (statusCode !== undefined && statusCode >= 400 && statusCode < 500)
        return new DomainError('input_invalid', { where: 'request', because: message ?? 'it cannot be read' });
      return new DomainError('unexpected', { request: request.id });
  }
}

/** Answers with the one form of an error; what nobody foresaw goes into the log whole. */
export function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = domainErrorOf(error, request);
  if (known.code === 'unexpected') request.log.error({ err: error }, 'unexpected');
  if (known.code === 'too_many_requests') void reply.header('retry-after', String(known.facts['seconds'] ?? 1));
  if (known.code === 'unauthenticated') void reply.header('www-authenticate', 'Bearer');
  return reply
    .code(statusOf(known.code))
    .type('application/json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(failureOf(known, request.id)));
}
