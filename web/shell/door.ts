import { errorOf } from '#/contract/failure.ts';
import { DomainError } from '#/core/errors.ts';

type Members = Readonly<Record<string, unknown>>;

/** Asks what stands beside the contract: signing in, and what belongs to it. */
export async function door(path: string, body: Members = {}): Promise<Members> {
  const headers = { 'content-type': 'application/json' };
  return (await answered(path, { method: 'POST', headers, body: JSON.stringify(body) })) as Members;
}

/** Reads there. */
export const look = (path: string): Promise<unknown> => answered(path, {});

async function answered(path: string, request: RequestInit): Promise<unknown> {
  const answer = await fetch(`/api/auth${path}`, { ...request, credentials: 'same-origin' }).catch((error: unknown) => {
    throw new DomainError('server_unreachable', { server: location.origin, because: String(error) });
  });
  const value: unknown = await answer.json().catch(() => ({}));
  if (!answer.ok) throw errorOf(value) ?? new DomainError('answer_foreign', { status: answer.status });
  return value;
}

export interface Enrolment {
  /** `otpauth://totp/…`, for the picture that an app reads. */
  readonly address: string;
  readonly recoveryCodes: readonly string[];
}

/** A second factor follows, or they are in. */
export const signIn = async (email: string, password: string): Promise<'in' | 'second factor'> => {
  const answer = await door('/sign-in/email', { email, password });
  return answer['twoFactorRedirect'] === true ? 'second factor' : 'in';
};

export const beginEnrolment = async (password: string): Promise<Enrolment> => {
  const answer = await door('/two-factor/enable', { password });
  return { address: String(answer['totpURI']), recoveryCodes: answer['backupCodes'] as readonly string[] };
};

export const newRecoveryCodes = async (password: string): Promise<readonly string[]> =>
  (await door('/two-factor/generate-backup-codes', { password }))['backupCodes'] as readonly string[];
