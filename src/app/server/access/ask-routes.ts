import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '#/core/errors.ts';
import { ask, askable, askMore, type Room, roomOf, type Visitor } from '#/features/grants/index.ts';
import type { Serving } from '#/app/server/context.ts';
import { askedPage, askPage, type Typed } from './ask-page.ts';
import { AskForm, formIn, inWords, MoreForm } from './form.ts';
import { type Home, sendPage } from './frame.ts';
import { limitAsking } from './limits.ts';
import { homeOf, readerOf } from './visit.ts';

export function askRoutes(app: FastifyInstance, serving: Serving): void {
  const { attestry } = serving;
  app.get('/t/:slug/request', async (request, reply) => {
    const home = await homeOf(serving, request);
    const { document } = request.query as { readonly document?: unknown };
    const visitor = await readerOf(serving, home, request);
    const room = visitor === null ? null : await roomOf(attestry, home.org, visitor);
    const typed = { ...NOTHING, documents: [String(document)], reason: room?.requests[0]?.reason ?? '' };
    return showAsk({ home, reply, typed, wrong: null, visitor, room });
  });
  app.post('/t/:slug/request', async (request, reply) => {
    const home = await homeOf(serving, request);
    const visitor = await readerOf(serving, home, request);
    try {
      if (visitor !== null) {
        await limitAsking(serving, home, request, visitor.email);
        await askMore(attestry, home.org, visitor, formIn(request, MoreForm));
        return reply.redirect(`/t/${home.slug}/access`, 303);
      }
      const form = formIn(request, AskForm);
      await limitAsking(serving, home, request, form.email);
      await ask(attestry, home.org, form);
      return sendPage(reply, home, askedPage(home, form.email));
    } catch (error) {
      if (!(error instanceof DomainError && error.code === 'input_invalid')) throw error;
      const room = visitor === null ? null : await roomOf(attestry, home.org, visitor);
      return showAsk({ home, reply: reply.code(422), typed: typedIn(request), wrong: inWords(error), visitor, room });
    }
  });

  async function showAsk({
    home,
    reply,
    room,
    ...shown
  }: {
    readonly home: Home;
    readonly reply: FastifyReply;
    readonly typed: Typed;
    readonly wrong: string | null;
    readonly visitor: Visitor | null;
    /** Of whoever is signed in. */
    readonly room: Room | null;
  }): Promise<FastifyReply> {
    const documents = await askable(attestry, home.org);
    if (documents.length === 0) throw new DomainError('not_found', { what: 'document', id: '' });
    return sendPage(reply, home, askPage({ home, documents, known: knownIn(room), ...shown }));
  }
}

/** What somebody need not ask for. */
function knownIn(room: Room | null): Parameters<typeof askPage>[0]['known'] {
  const waiting = (room?.requests ?? []).flatMap(({ state, documents }) => (state === 'waiting' ? documents : []));
  const theirs = (room?.shelf ?? []).flatMap(({ id, refused }) => (refused === null ? id : []));
  return new Map([
    ...waiting.map((id) => [id, 'asked for already'] as const),
    ...theirs.map((id) => [id, 'among your documents'] as const),
  ]);
}

const NOTHING: Typed = { name: '', email: '', company: '', reason: '', documents: [] };

function typedIn({ body }: FastifyRequest): Typed {
  const given = body instanceof URLSearchParams ? body : new URLSearchParams();
  const one = (name: string): string => (given.get(name) ?? '').slice(0, 2_000);
  return {
    name: one('name'),
    email: one('email'),
    company: one('company'),
    reason: one('reason'),
    documents: given.getAll('documents').slice(0, 50),
  };
}
