import type { FastifyRequest } from 'fastify';
import type { Endpoint, VisitingAccount } from '#/contract/endpoint.ts';
import { mustHave } from '#/contract/permitted.ts';
import { DomainError } from '#/core/errors.ts';
import { type Entered, enterWithKey, enterWithSession } from '#/features/identity/index.ts';
import { CONFIRMED_FOR } from '#/platform/auth/routes.ts';
import type { Serving } from './context.ts';
import { mustBeOwnPage } from './origin.ts';

/** A scheme is written in either case, as RFC 9110 has it. */
export const BEARER = /^Bearer (\S+)$/i;
const ORGANIZATION = 'attestry-organization';

/** The account whose session a request carries; null: nobody is signed in. */
export async function accountOf({ auth }: Serving, request: FastifyRequest): Promise<VisitingAccount | null> {
  const { cookie } = request.headers;
  return cookie === undefined ? null : auth.signedIn(new Headers({ cookie }));
}

/** Finds who asks and for which organization, or refuses: who it is, from where, where to, with what second factor. */
export async function entered(serving: Serving, request: FastifyRequest, endpoint: Endpoint): Promise<Entered> {
  const { authorization, [ORGANIZATION]: named } = request.headers;
  const slug = typeof named === 'string' ? named : null;
  if (authorization !== undefined) {
    const [, key] = BEARER.exec(authorization) ?? [];
    if (key === undefined) throw new DomainError('unauthenticated');
    return enterWithKey(serving.attestry, key, slug);
  }
  const account = await accountOf(serving, request);
  if (account === null) throw new DomainError('unauthenticated');
  if (endpoint.method !== 'GET') mustBeOwnPage(request, serving.attestry.url);
  return enterWithSession(serving.attestry, account, slug);
}

/** Refuses what they may not do, and what they must confirm first. */
export function mustBeAllowed(
  { attestry }: Serving,
  { standing, confirmed }: Entered,
  { permission, confirm, byPerson }: Endpoint,
): void {
  mustHave(standing, permission);
  if (byPerson === true && standing.account === null) throw new DomainError('person_required');
  if (confirm === true && confirmed < attestry.chance.now() - CONFIRMED_FOR)
    throw new DomainError('confirmation_required');
}
