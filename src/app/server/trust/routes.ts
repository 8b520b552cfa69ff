import type { FastifyInstance, FastifyReply } from 'fastify';
import { html } from '#/core/html.ts';
import { localClient } from '#/contract/local-client.ts';
import { trustContract } from '#/features/trust/contract.ts';
import type { Serving } from '#/app/server/context.ts';
import { noPage, NOWHERE, sendPage } from '#/app/server/access/frame.ts';
import { homeAt } from '#/app/server/access/visit.ts';
import { entered, mustBeAllowed } from '#/app/server/enter.ts';
import { matching } from '#/features/trust/index.ts';
import { sendFile } from './ahead.ts';
import { isProgram } from './counts.ts';
import { policyOf } from './compiled.ts';
import type { TrustPages } from './pages.ts';

export const PREVIEW = '/api/trust/preview.html';

/** What is asked of public pages and is not lying ready: a search without a script, and pages that are not there. */
export function mountTrust(app: FastifyInstance, serving: Serving, pages: TrustPages): void {
  app.get('/t/*', { exposeHeadRoute: true }, async (request, reply) => {
    const url = new URL(request.url, 'http://localhost');
    const [slug = '', ...rest] = url.pathname.slice('/t/'.length).split('/');
    const query = url.searchParams.get('q');
    if (pages.file(undefined, url.pathname) === undefined) await pages.settled(); // it may be about to be rendered
    const isSearch = query !== null && rest.join('') === '';
    const found = isSearch ? pages.searched(slug, query) : undefined;
    const file = found ?? pages.file(undefined, url.pathname);
    if (file === undefined) return nothing(serving, slug, reply);
    if (request.method === 'GET') {
      file.looks[isProgram(request.headers['user-agent']) ? 'programs' : 'people'] += 1;
      if (found !== undefined && query !== null)
        await missedWhere(serving, pages, { slug, query, address: request.ip });
    }
    reply.hijack();
    sendFile(request.raw, reply.raw, file);
    return reply;
  });
  // A browser that opens the draft: its own address, because a page in the console may not have styles of its own.
  app.get(PREVIEW, async (request, reply) => {
    const { organization } = request.query as { readonly organization?: string };
    if (typeof organization === 'string') request.headers['attestry-organization'] = organization;
    const who = await entered(serving, request, trustContract.preview);
    mustBeAllowed(serving, who, trustContract.preview);
    const caller = { org: who.org, person: who.person, standing: who.standing };
    const page = await localClient(trustContract, serving.services.trust, caller).preview({});
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .header('content-security-policy', policyOf(page.style, new URL(serving.attestry.url).origin))
      .send(page.html);
  });
}

/** Words from one place that are counted within an hour: nobody fills the list alone. */
const WORDS = { window: 3_600, most: 40 };

interface Looking {
  readonly slug: string;
  readonly query: string;
  readonly address: string;
}

/** Counts what was looked for where no answer has it. Whoever looks for much is answered all the same. */
export async function missedWhere(
  { auth }: Pick<Serving, 'auth'>,
  pages: TrustPages,
  { slug, query, address }: Looking,
) {
  const [place, facts] = [pages.placeOf(slug), pages.facts(slug)];
  if (place === undefined || facts === undefined || matching(facts.content.faq, query).length > 0) return;
  const isMuch = await auth.limitFrom('trust words', address, WORDS).then(
    () => false,
    () => true,
  );
  if (!isMuch) pages.counts.missed(place, query);
}

/** No page has this address; of a company that has some, the way to them. */
async function nothing(serving: Serving, slug: string, reply: FastifyReply): Promise<FastifyReply> {
  const home = await homeAt(serving, slug).catch(() => NOWHERE);
  return sendPage(
    reply.code(404),
    home,
    home === NOWHERE
      ? {
          title: 'There is no page here',
          body: html`<p>The trust center that was here may have been taken down, or its address was not copied whole. Ask whoever gave it to you.</p>`,
        }
      : noPage(`/t/${home.slug}`, 'To the trust center'),
  );
}
