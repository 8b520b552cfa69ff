import type { FastifyInstance } from 'fastify';
import { type Genuine, genuineFile, genuineGrant } from '#/features/grants/index.ts';
import type { Serving } from '#/app/server/context.ts';
import { sendPage } from './frame.ts';
import { genuinePage } from './genuine-page.ts';
import { homeOf } from './visit.ts';

const SHA256 = /^[0-9a-f]{64}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HOUR = 3_600;
const LOOKS = { window: HOUR, most: 300 };

export function genuineRoutes(app: FastifyInstance, serving: Serving): void {
  const { attestry, auth } = serving;
  app.get('/t/:slug/genuine', async (request, reply) => {
    const home = await homeOf(serving, request);
    const { of = '' } = request.query as { readonly of?: unknown };
    const asked = String(of).trim().toLowerCase().slice(0, 100);
    if (asked === '') return sendPage(reply, home, genuinePage(home, '', null));
    await auth.limit(`trust genuine ${request.ip}`, LOOKS);
    const found: Genuine = SHA256.test(asked)
      ? await genuineFile(attestry, home.org, asked)
      : UUID.test(asked)
        ? await genuineGrant(attestry, home.org, asked)
        : { kind: 'unknown' };
    return sendPage(reply, home, genuinePage(home, asked, found));
  });
}
