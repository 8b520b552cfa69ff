import type { FastifyInstance } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import { enter, isOpenLink, leave, sendLink } from '#/features/grants/index.ts';
import type { Serving } from '#/app/server/context.ts';
import { askedPage, doorPage, linkPage } from './ask-page.ts';
import { formIn, LinkForm } from './form.ts';
import { sendPage } from './frame.ts';
import { limitAsking } from './limits.ts';
import { homeOf, sessionIn, setSession } from './visit.ts';

/** Links that are tried. */
const TRIES = { window: 900, most: 120 };
const OVER = 'It was used, it is too old, or it was never one of ours.';

/** A look at a link changes nothing; its button uses it. */
export function linkRoutes(app: FastifyInstance, serving: Serving): void {
  const { attestry, auth } = serving;
  app.get('/t/:slug/access/:token', async (request, reply) => {
    const home = await homeOf(serving, request);
    const { token } = request.params as { readonly token: string };
    await auth.limitFrom('trust link', request.ip, TRIES);
    return (await isOpenLink(attestry, home.org, token))
      ? sendPage(reply, home, linkPage(home, token))
      : sendPage(reply.code(410), home, doorPage(home, OVER));
  });
  app.post('/t/:slug/access/:token', async (request, reply) => {
    const home = await homeOf(serving, request);
    const { token } = request.params as { readonly token: string };
    await auth.limitFrom('trust link', request.ip, TRIES);
    try {
      const { session } = await enter(attestry, home.org, token);
      setSession(serving, home, reply, session);
      return reply.redirect(`/t/${home.slug}/access`, 303);
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'link_invalid')) throw error;
      return sendPage(reply.code(410), home, doorPage(home, OVER));
    }
  });
  app.post('/t/:slug/access', async (request, reply) => {
    const home = await homeOf(serving, request);
    const { email } = formIn(request, LinkForm);
    await limitAsking(serving, home, request, email);
    await sendLink(attestry, home.org, email);
    return sendPage(reply, home, askedPage(home, email));
  });
  app.post('/t/:slug/access/leave', async (request, reply) => {
    const home = await homeOf(serving, request);
    await leave(attestry, home.org, sessionIn(request) ?? '');
    setSession(serving, home, reply, null);
    return reply.redirect(`/t/${home.slug}/access`, 303);
  });
}
