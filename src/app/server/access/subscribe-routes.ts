import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import {
  choose,
  confirm,
  objectionable,
  objectTo,
  subscribe,
  topicsOf,
  wishBehind,
} from '#/features/subscribers/index.ts';
import type { Serving } from '#/app/server/context.ts';
import { formIn, inWords, isId, ObjectForm, SubscribeForm, TopicsForm } from './form.ts';
import { type Home, sendPage } from './frame.ts';
import { limitAsking } from './limits.ts';
import {
  chosenPage,
  leavePage,
  leftPage,
  missingPage,
  objectPage,
  onPage,
  subscribePage,
  wishedPage,
  wishOverPage,
  wishPage,
} from './subscribe-page.ts';
import { homeOf, homeThatWas } from './visit.ts';

/** Links that are tried from one place. */
const TRIES = { window: 900, most: 120 };
/** Done by what stands in the request alone: any page, and any mail program, may send it. */
const ANYWHERE = { config: { anywhere: true } };

/** Who wants to hear of changes, how they leave, and what they object to. */
export function subscribeRoutes(app: FastifyInstance, serving: Serving): void {
  wishRoutes(app, serving);
  wayOutRoutes(app, serving);
  objectRoutes(app, serving);
  missingRoute(app, serving);
}

/** The trust center of an address, where mail leaves. */
async function hearingHome({ attestry, lookOf }: Serving, request: FastifyRequest): Promise<Home> {
  const home = await homeOf({ attestry, lookOf }, request);
  if (attestry.mailer === null) throw new DomainError('not_found', { what: 'list', id: home.slug });
  return home;
}

const textIn = ({ body }: FastifyRequest, name: string): string =>
  (body instanceof URLSearchParams ? (body.get(name) ?? '') : '').slice(0, 2_000);

/** What is wrong with a form, in words; anything else is thrown on. */
function wrongIn(error: unknown): string {
  if (!(error instanceof DomainError && error.code === 'input_invalid')) throw error;
  return inWords(error, FIELDS);
}

const FIELDS: Readonly<Record<string, string>> = {
  topics: 'What you want to hear of',
  subprocessor: 'To whom you object',
  reason: 'The reason',
};

function wishRoutes(app: FastifyInstance, serving: Serving): void {
  const { attestry, auth } = serving;
  const nothing = { email: '', topics: [] };
  app.get('/t/:slug/subscribe', async (request, reply) => {
    const home = await hearingHome(serving, request);
    return sendPage(reply, home, subscribePage(home, nothing, null));
  });
  app.post('/t/:slug/subscribe', ANYWHERE, async (request, reply) => {
    const home = await hearingHome(serving, request);
    try {
      const form = formIn(request, SubscribeForm);
      await limitAsking(serving, home, request, form.email);
      await subscribe(attestry, home.org, form);
      return await sendPage(reply, home, wishedPage(form.email));
    } catch (error) {
      const wrong = wrongIn(error);
      const topics = request.body instanceof URLSearchParams ? request.body.getAll('topics').slice(0, 10) : [];
      const typed = { email: textIn(request, 'email').slice(0, 200), topics };
      return sendPage(reply.code(422), home, subscribePage(home, typed, wrong));
    }
  });
  app.get('/t/:slug/subscribe/:token', async (request, reply) => {
    const home = await homeOf(serving, request);
    const { token } = request.params as { readonly token: string };
    await auth.limitFrom('trust link', request.ip, TRIES);
    const topics = await wishBehind(attestry, home.org, token);
    return topics === null
      ? sendPage(reply.code(410), home, wishOverPage(home))
      : sendPage(reply, home, wishPage(home, token, topics));
  });
  app.post('/t/:slug/subscribe/:token', async (request, reply) => {
    const home = await homeOf(serving, request);
    const { token } = request.params as { readonly token: string };
    await auth.limitFrom('trust link', request.ip, TRIES);
    try {
      return await sendPage(reply, home, onPage(home, await confirm(attestry, home.org, token)));
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'link_invalid')) throw error;
      return sendPage(reply.code(410), home, wishOverPage(home));
    }
  });
}

function wayOutRoutes(app: FastifyInstance, { attestry, auth, lookOf }: Serving): void {
  const placeOf = async (request: FastifyRequest) => {
    await auth.limitFrom('trust link', request.ip, TRIES);
    const { wayOut } = request.params as { readonly wayOut: string };
    return { home: await homeThatWas({ attestry, lookOf }, request), wayOut };
  };
  app.get('/t/:slug/leave/:wayOut', async (request, reply) => {
    const { home, wayOut } = await placeOf(request);
    const topics = await topicsOf(attestry, home.org, wayOut);
    return sendPage(reply, home, topics === null ? leftPage(home) : leavePage(home, wayOut, topics));
  });
  // The one press of RFC 8058 §3.1, and the button of the page.
  app.post('/t/:slug/leave/:wayOut', ANYWHERE, async (request, reply) => {
    const { home, wayOut } = await placeOf(request);
    await choose(attestry, home.org, wayOut, []);
    return sendPage(reply, home, leftPage(home));
  });
  app.post('/t/:slug/leave/:wayOut/topics', async (request, reply) => {
    const { home, wayOut } = await placeOf(request);
    const { topics } = formIn(request, TopicsForm);
    await choose(attestry, home.org, wayOut, topics);
    return sendPage(reply, home, topics.length === 0 ? leftPage(home) : chosenPage(home, topics));
  });
}

function objectRoutes(app: FastifyInstance, { attestry, auth, lookOf }: Serving): void {
  const placeOf = async (request: FastifyRequest) => {
    await auth.limitFrom('trust link', request.ip, TRIES);
    const { wayOut, news } = request.params as { readonly wayOut: string; readonly news: string };
    if (!isId(news)) throw new DomainError('not_found', { what: 'list', id: 'that' });
    return { home: await homeThatWas({ attestry, lookOf }, request), place: { wayOut, news } };
  };
  const show = async (request: FastifyRequest, reply: FastifyReply, wrong: string | null): Promise<FastifyReply> => {
    const { home, place } = await placeOf(request);
    const items = await objectionable(attestry, home.org, place);
    if (items === null) return sendPage(reply.code(410), home, wishOverPage(home));
    const typed = { company: textIn(request, 'company'), reason: textIn(request, 'reason') };
    return sendPage(
      reply,
      home,
      objectPage({ home, place: `${place.wayOut}/${place.news}`, items, typed: wrong === null ? EMPTY : typed, wrong }),
    );
  };
  app.get('/t/:slug/object/:wayOut/:news', (request, reply) => show(request, reply, null));
  app.post('/t/:slug/object/:wayOut/:news', async (request, reply) => {
    const { home, place } = await placeOf(request);
    try {
      await objectTo(attestry, home.org, place, formIn(request, ObjectForm));
      return await reply.redirect(`/t/${home.slug}/object/${place.wayOut}/${place.news}`, 303);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'link_invalid')
        return sendPage(reply.code(410), home, wishOverPage(home));
      return show(request, reply.code(422), wrongIn(error));
    }
  });
}

/** What somebody looked for with a script and did not find: by the button, or by the page once they stopped typing. */
function missingRoute(app: FastifyInstance, serving: Serving): void {
  app.post('/t/:slug/missing', ANYWHERE, async (request, reply) => {
    const home = await homeOf(serving, request);
    await serving.missed(home.slug, textIn(request, 'q'), request.ip);
    return sendPage(reply, home, missingPage(home));
  });
}

const EMPTY = { company: '', reason: '' };
