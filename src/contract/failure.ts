import { z } from 'zod';
import { DomainError, type ErrorCode, ERRORS, type Facts } from '#/core/errors.ts';

/** The one form in which anything that went wrong is answered. */
export interface Failure {
  readonly error: Wrong & {
    /** What else is wrong with the same request, where that was looked at; left out: nothing else. */
    readonly also?: readonly Wrong[];
    /** By which the server's log knows the request. */
    readonly request: string;
  };
}

interface Wrong {
  readonly code: ErrorCode;
  readonly message: string;
  /** What to do. */
  readonly fix: string;
  readonly facts: Facts;
}

const WrongShape = z.strictObject({
  code: z.string(),
  message: z.string(),
  fix: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

export const FailureShape = z.strictObject({
  error: z.strictObject({ ...WrongShape.shape, also: z.array(WrongShape).optional(), request: z.string() }),
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

const wrongOf = ({ code, message, fix, facts }: DomainError): Wrong => ({ code, message, fix, facts });

export const failureOf = (error: DomainError, request: string): Failure => ({
  error: {
    ...wrongOf(error),
    ...(error.also.length === 0 ? {} : { also: error.also.map(wrongOf) }),
    request,
  },
});

/** The error that a failure tells of, to be thrown again on the other side; null: it is no failure of ours. */
export function errorOf(answer: unknown): DomainError | null {
  const { data } = FailureShape.safeParse(answer);
  if (data === undefined) return null;
  const { code, facts, also = [], request } = data.error;
  const others = also.flatMap((each) => (isCode(each.code) ? [new DomainError(each.code, each.facts)] : []));
  return isCode(code) ? new DomainError(code, facts, { also: others }) : new DomainError('unexpected', { request });
}

const isCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
