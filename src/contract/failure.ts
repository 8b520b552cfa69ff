import { z } from 'zod';
import { DomainError, type ErrorCode, ERRORS, type Facts } from '#/core/errors.ts';

/** The one form in which anything that went wrong is answered. */
export interface Failure {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    /** What to do. */
    readonly fix: string;
    readonly facts: Facts;
    /** By which the server's log knows the request. */
    readonly request: string;
  };
}

export const FailureShape = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    fix: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    request: z.string(),
  }),
});

const NOT_PROCESSED = 422;

/** The status of each code; what is not listed is a request that was understood and cannot be done. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  unauthenticated: 401,
  forbidden: 403,
  second_factor_required: 403,
  confirmation_required: 403,
  person_required: 403,
  origin_refused: 403,
  access_refused: 403,
  sign_in_refused: 401,
  link_invalid: 410,
  organization_unclear: 400,
  not_found: 404,
  route_unknown: 404,
  position_unknown: 404,
  package_missing: 404,
  item_unknown: 404,
  organization_none: 404,
  organization_exists: 409,
  control_exists: 409,
  source_exists: 409,
  source_not_followed: 409,
  engagement_exists: 409,
  report_changed: 409,
  busy: 409,
  job_not_open: 409,
  request_too_large: 413,
  media_refused: 415,
  too_many_requests: 429,
  unexpected: 500,
  blob_damaged: 500,
  blob_missing: 500,
  secret_unreadable: 500,
  key_missing: 500,
  database_unavailable: 503,
  overloaded: 503,
};

export const statusOf = (code: ErrorCode): number => STATUS[code] ?? NOT_PROCESSED;

export const failureOf = ({ code, message, fix, facts }: DomainError, request: string): Failure => ({
  error: { code, message, fix, facts, request },
});

/** The error that a failure tells of, to be thrown again on the other side; null: it is no failure of ours. */
export function errorOf(answer: unknown): DomainError | null {
  const { data } = FailureShape.safeParse(answer);
  if (data === undefined) return null;
  const { code, facts, request } = data.error;
  return isCode(code) ? new DomainError(code, facts) : new DomainError('unexpected', { request });
}

const isCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
