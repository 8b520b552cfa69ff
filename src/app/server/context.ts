import type { FastifyRequest } from 'fastify';
import type { Handlers, Visitor } from '#/contract/endpoint.ts';
import type { Api } from '#/contract/api.ts';
import type { Look } from '#/features/trust/index.ts';
import type { Services } from '#/app/services.ts';
import type { Attestry } from '#/app/wire.ts';
import type { Auth } from '#/platform/auth/auth.ts';

/** What answers requests. */
export interface Serving {
  readonly attestry: Attestry;
  readonly auth: Auth;
  readonly services: Services;
  readonly account: Handlers<Api['account'], Visitor>;
  /** Counts that something was looked for on the public page of an organization, and not found there. */
  readonly missed: (slug: string, query: string, address: string) => Promise<void>;
  /** How the published trust center of an organization looks; undefined: none is published. */
  readonly lookOf: (slug: string) => Look | undefined;
}

/** The headers of a request, as the web platform has them. */
export function headersOf(request: FastifyRequest): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    for (const each of Array.isArray(value) ? value : [value]) if (each !== undefined) headers.append(name, each);
  }
  return headers;
}
