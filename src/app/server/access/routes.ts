import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import { html } from '#/core/html.ts';
import { statusOf } from '#/contract/failure.ts';
import { headed } from '#/app/server/failures.ts';
import type { Serving } from '#/app/server/context.ts';
import { mustBeOwnPage } from '#/app/server/origin.ts';
import { askRoutes } from './ask-routes.ts';
import { documentRoutes } from './document-routes.ts';
import { FORM_LIMIT, isId } from './form.ts';
import { NOWHERE, sendPage } from './frame.ts';
import { genuineRoutes } from './genuine-routes.ts';
import { linkRoutes } from './link-routes.ts';
import { subscribeRoutes } from './subscribe-routes.ts';
import { reportRoutes, REVIEW_LIMIT } from './report/report-routes.ts';
import { roomRoutes } from './room-routes.ts';
import { homeOf } from './visit.ts';

/**
 * What those outside ask for, sign and read: pages that work without a script, below the trust center's address.
 * `viewer` is the address of the module that shows PDFs.
 */
export function mountAccess(app: FastifyInstance, serving: Serving, viewer: string | null): void {
  mounted(app, serving, FORM_LIMIT, [
    askRoutes,
    linkRoutes,
    roomRoutes(viewer),
    documentRoutes,
    genuineRoutes,
    subscribeRoutes,
  ]);
  mounted(app, serving, REVIEW_LIMIT, [reportRoutes(viewer)]);
}

type Routes = (scope: FastifyInstance, serving: Serving) => void;

/** Routes whose forms have so many bytes at most, and that answer failures by pages. */
function mounted(app: FastifyInstance, serving: Serving, bodyLimit: number, all: readonly Routes[]): void {
  void app.register((scope, _, done) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit },
      (_request, body, parsed) => parsed(null, new URLSearchParams(String(body))),
    );
    scope.addHook('preHandler', async (request) => {
      if (request.method !== 'GET' && request.method !== 'HEAD' && !bringsNothing(request))
        mustBeOwnPage(request, serving.attestry.url);
    });
    scope.setErrorHandler((error, request, reply) => failed(serving, error, request, reply));
    for (const routes of all) routes(scope, serving);
    done();
  });
}

/**
 * What is done by what stands in the request alone, and by no cookie: a form on a page under another domain, or a mail
 * program that presses the button (RFC 8058), may send it.
 */
const bringsNothing = ({ routeOptions }: FastifyRequest): boolean =>
  (routeOptions.config as { readonly anywhere?: boolean }).anywhere === true;

/** What went wrong, as a page with a way out. */
async function failed(
  serving: Serving,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const known = headed(error, request, reply);
  const home = await homeOf(serving, request).catch(() => NOWHERE);
  const isGone = known.code === 'not_found' || known.code === 'route_unknown';
  const says = isGone ? new DomainError('access_refused', { because: 'there is no such page or document' }) : known;
  const { id = '' } = request.params as { readonly id?: string };
  const chosen = known.code === 'access_refused' && isId(id) ? `?document=${id}` : '';
  return sendPage(reply.code(statusOf(known.code)), home, {
    title: isGone ? 'There is nothing here' : 'That did not work',
    body: html`<p class="wrong" role="alert">${says.message}</p><p>${says.fix}</p>${home === NOWHERE ? null : html`<p><a href="/t/${home.slug}/access">What you may read</a> · <a href="/t/${home.slug}/request${chosen}">Ask for documents</a></p>`}`,
  });
}
