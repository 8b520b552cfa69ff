import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Sha256 } from '#/contract/bytes.ts';
import { DomainError } from '#/core/errors.ts';
import { type Genuine, genuineFile, genuineGrant } from '#/features/grants/index.ts';
import { sha256Hex } from '#/ledger/hash.ts';
import type { Serving } from '#/app/server/context.ts';
import { type Turns, turns } from '#/app/server/turns.ts';
import { isId } from './form.ts';
import { sendPage } from './frame.ts';
import { genuinePage } from './genuine-page.ts';
import { homeThatWas } from './visit.ts';

const HOUR = 3_600;
const LOOKS = { window: HOUR, most: 300 };
/** Files that one place sends within an hour. */
const FILES = { window: HOUR, most: 30 };
/** A document has 32 MB at most; what stands around it in a form is small. In bytes. */
const FILE_LIMIT = 33 * 2 ** 20;
/** Files that are held at once, whoever sends them. */
const HELD = { atOnce: 4, most: 8, patience: 15_000 };

export function genuineRoutes(app: FastifyInstance, serving: Serving): void {
  const { attestry, auth } = serving;
  app.get('/t/:slug/genuine', async (request, reply) => {
    const home = await homeThatWas(serving, request);
    const { of = '' } = request.query as { readonly of?: unknown };
    const asked = String(of).trim().toLowerCase().slice(0, 100);
    if (asked === '') return sendPage(reply, home, genuinePage(home, '', null));
    await auth.limitFrom('trust genuine', request.ip, LOOKS);
    const found: Genuine = Sha256.safeParse(asked).success
      ? await genuineFile(attestry, home.org, asked)
      : isId(asked)
        ? await genuineGrant(attestry, home.org, asked)
        : { kind: 'unknown' };
    return sendPage(reply, home, genuinePage(home, asked, found));
  });
  const line = turns(HELD);
  app.addContentTypeParser('multipart/form-data', { parseAs: 'buffer' }, (_request, body, parsed) =>
    parsed(null, body),
  );
  app.post('/t/:slug/genuine', {
    bodyLimit: FILE_LIMIT,
    onRequest: async (request, reply) => {
      await auth.limitFrom('trust file', request.ip, FILES);
      await turn(line, reply);
    },
    handler: async (request, reply) => {
      const home = await homeThatWas(serving, request);
      const sha256 = sha256Hex(await fileIn(request));
      return sendPage(reply, home, genuinePage(home, sha256, await genuineFile(attestry, home.org, sha256)));
    },
  });
}

/** Waits until a file may be held; its place is free again when the answer was sent, or nobody waits for it. */
const turn = (line: Turns, reply: FastifyReply): Promise<void> =>
  new Promise((resolve, reject) => {
    const leave = line.take((granted) => (granted ? resolve() : reject(new DomainError('overloaded'))));
    reply.raw.once('close', leave);
  });

const wrong = (because: string): never => {
  throw new DomainError('input_invalid', { where: 'file', because });
};

/** The bytes of the file that a form sends, as the web platform reads forms (RFC 7578). Nothing of it is kept. */
async function fileIn({ body, headers }: FastifyRequest): Promise<Uint8Array> {
  if (!(body instanceof Buffer)) return wrong('choose the file that you hold');
  const form = new Response(new Uint8Array(body), { headers: { 'content-type': headers['content-type'] ?? '' } });
  const given = await form.formData().then(
    (data) => data.get('file'),
    () => wrong('the form cannot be read'),
  );
  if (given === null || typeof given === 'string' || given.size === 0) return wrong('choose the file that you hold');
  return new Uint8Array(await given.arrayBuffer());
}
