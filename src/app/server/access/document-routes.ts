import type { FastifyInstance, FastifyReply } from 'fastify';
import { mustBeOpen, readDocument, readPublic } from '#/features/grants/index.ts';
import { DomainError } from '#/core/errors.ts';
import type { Serving } from '#/app/server/context.ts';
import { isId } from './form.ts';
import { homeOf, mustBeReader } from './visit.ts';

const HOUR = 3_600;
/** Copies that one reader has made within an hour. */
const COPIES = { window: HOUR, most: 120 };
/** How often a viewer of one reader may ask within an hour whether it may go on. */
const ASKS = { window: HOUR, most: 1_200 };

/** What is said in words where the copy was; anything else is a fault, of ours or of the network. */
const ENDED: ReadonlySet<string> = new Set(['access_refused', 'not_found']);

export function documentRoutes(app: FastifyInstance, serving: Serving): void {
  /** Whether a document is still open to whoever reads it: in words of the page, if it is not. Records nothing. */
  app.route({
    method: 'GET',
    url: '/t/:slug/documents/:id/open',
    exposeHeadRoute: false,
    handler: async (request, reply) => {
      void reply.header('cache-control', 'no-store').type('text/plain; charset=utf-8');
      try {
        const home = await homeOf(serving, request);
        const { id } = request.params as { readonly id: string };
        if (!isId(id)) throw new DomainError('not_found', { what: 'document', id: 'that' });
        const reader = await mustBeReader(serving, home, request);
        await serving.auth.limit(`trust open ${home.org} ${reader.id}`, ASKS);
        await mustBeOpen(serving.attestry, home.org, reader, id);
        return reply.code(204).send();
      } catch (error) {
        if (!(error instanceof DomainError && ENDED.has(error.code))) throw error;
        return reply.code(403).send(`${error.message} ${error.fix}`);
      }
    },
  });
  for (const [path, download] of [
    ['/t/:slug/documents/:id', false],
    ['/t/:slug/documents/:id/copy', true],
  ] as const)
    app.route({
      method: 'GET',
      url: path,
      exposeHeadRoute: false, // a look would be recorded as a reading
      handler: async (request, reply) => {
        const home = await homeOf(serving, request);
        const { id } = request.params as { readonly id: string };
        if (!isId(id)) throw new DomainError('not_found', { what: 'document', id: 'that' });
        const open = await readPublic(serving.attestry, home.org, id);
        if (open !== null) return sendPdf(reply, open, download);
        const reader = await mustBeReader(serving, home, request);
        await serving.auth.limit(`trust copies ${home.org} ${reader.id}`, COPIES);
        return sendPdf(
          reply,
          await readDocument(serving.attestry, home.org, reader, { document: id, download }),
          download,
        );
      },
    });
}

/** Kept by no cache, and run by nothing. */
export function sendPdf(
  reply: FastifyReply,
  { name, bytes }: { readonly name: string; readonly bytes: Uint8Array },
  download: boolean,
): FastifyReply {
  const plain = name.replaceAll(/[^\w.-]+/g, '-');
  return reply
    .type('application/pdf')
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header(
      'content-security-policy',
      "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    )
    .header(
      'content-disposition',
      `${download ? 'attachment' : 'inline'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll("'", '%27')}`,
    )
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
}
