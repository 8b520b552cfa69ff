import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parsedInput } from '#/contract/input.ts';
import { DomainError } from '#/core/errors.ts';
import { listedAs } from '#/features/directory/index.ts';
import { finishWithCompany, postedBySaml } from '#/features/sso/index.ts';
import { BASE } from '#/platform/auth/routes.ts';
import { recordAction } from '#/features/identity/index.ts';
import type { Passage } from '#/platform/auth/auth.ts';
import { headersOf, type Serving } from './context.ts';
import { lineOf, noted } from './noted.ts';
import { mustBeOwnPage } from './origin.ts';

const LIMIT = 256 * 1024;
/** These say what the body was, which is read before it is passed on. */
const OF_BODY: ReadonlySet<string> = new Set(['content-length', 'transfer-encoding', 'connection', 'expect']);

/** Signing in and what belongs to it: routes of the authentication library, behind our own limits and errors. */
export function mountAuth(app: FastifyInstance, serving: Serving): void {
  const refused = new Refused(serving);
  taking(app, 'application/json', (scope) => {
    scope.addHook('onClose', () => refused.noted());
    scope.route({
      method: ['GET', 'POST'],
      url: `${BASE}/*`,
      exposeHeadRoute: false,
      config: { operation: 'account.library' },
      handler: (request, reply) => pass({ serving, refused }, request, reply),
    });
  });
  taking(app, 'application/x-www-form-urlencoded', (scope) => {
    scope.route({
      method: 'POST',
      url: `${BASE}/company/saml`,
      config: { operation: 'account.library' },
      handler: (request, reply) => posted(serving, request, reply),
    });
  });
}

/** Routes that take bodies of one type, and read them themselves. */
function taking(app: FastifyInstance, media: string, routes: (scope: FastifyInstance) => void): void {
  void app.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(media, { parseAs: 'buffer', bodyLimit: LIMIT }, (_request, body, parsed) =>
      parsed(null, body),
    );
    routes(scope);
    done();
  });
}

async function pass(
  { serving, refused }: Passing,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { url } = serving.attestry;
  const target = new URL(request.url, url);
  if (request.method !== 'GET') mustBeOwnPage(request, url);
  const headers = headersOf(request);
  for (const name of OF_BODY) headers.delete(name);
  const body = Buffer.isBuffer(request.body) && request.body.length > 0 ? new Uint8Array(request.body) : null;
  const init = { method: request.method, headers, ...(body === null ? {} : { body }) };
  const isOfCompany = request.method === 'POST' && target.pathname === `${BASE}/company`;
  const passage = isOfCompany
    ? await byCompany(serving, request, headers)
    : await serving.auth.pass(new Request(target, init), request.ip).catch((error: unknown) => {
        refused.note(request, new Request(target, init), error);
        throw error;
      });
  if (passage.event !== null)
    await noted(serving.attestry, request, { ...passage.event, only: passage.event.only ?? null });
  return sent(reply, passage.answer);
}

interface Passing {
  readonly serving: Serving;
  readonly refused: Refused;
}

/**
 * Who was refused stands in the audit log of those whose account it is. It is written behind the answer, which comes no
 * later where there is such an account; how often it is written, the limits of tries bound.
 */
class Refused {
  readonly #serving: Serving;
  readonly #writing = new Set<Promise<void>>();

  constructor(serving: Serving) {
    this.#serving = serving;
  }

  note(request: FastifyRequest, wanted: Request, error: unknown): void {
    if (!(error instanceof DomainError) || error.code === 'too_many_requests') return;
    const writing = this.#write(request, wanted, error.code)
      .catch((failure: unknown) => request.log.warn({ err: failure }, 'who was refused was not noted'))
      .finally(() => this.#writing.delete(writing));
    this.#writing.add(writing);
  }

  async noted(): Promise<void> {
    await Promise.all(this.#writing);
  }

  async #write(request: FastifyRequest, wanted: Request, outcome: string): Promise<void> {
    const { attestry, auth } = this.#serving;
    const event = await auth.refused(wanted);
    if (event !== null) await noted(attestry, request, { ...event, only: event.only ?? null, outcome });
  }
}

const CameBack = z.strictObject({
  state: z.string().min(1).max(200),
  code: z.string().min(1).max(4_000),
  proof: z.string().min(1).max(200),
  iss: z.string().max(500).optional(),
});
const OF_COMPANY = { window: 900, most: 100 };

/** What somebody brings back from the provider of their company opens a session for that one. */
async function byCompany(serving: Serving, request: FastifyRequest, headers: Headers): Promise<Passage> {
  const { attestry, auth } = serving;
  await auth.limitFrom('company back', request.ip, OF_COMPANY);
  const name = 'account.sign-in-company';
  const refused = (of: string, error: DomainError): Promise<void> =>
    recordAction(attestry, of, { ...lineOf(request), person: NOBODY, name, outcome: error.code });
  const { org, user, email } = await finishWithCompany(
    { ...attestry, auth, listedAs },
    broughtBack(request.body),
    refused,
  );
  headers.set('x-attestry-address', request.ip);
  const answer = await auth.enterByCompany(headers, { user, org });
  return { answer, event: { name, user, email, only: org } };
}

function broughtBack(body: unknown): z.output<typeof CameBack> {
  return parsedInput(CameBack, jsonIn(body)) as z.output<typeof CameBack>;
}

function jsonIn(body: unknown): unknown {
  try {
    return JSON.parse(Buffer.isBuffer(body) ? body.toString('utf8') : '') as unknown;
  } catch {
    throw new DomainError('input_invalid', { where: 'request', because: 'its body is no JSON' });
  }
}

const Posted = z.object({ RelayState: z.string().min(1).max(200), SAMLResponse: z.string().min(1).max(LIMIT) });

/**
 * A provider that speaks SAML answers by a form, which another site makes the browser send: no cookie comes with it, and
 * nothing happens but that the page that began is shown, and takes it up.
 */
async function posted(serving: Serving, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { attestry, auth } = serving;
  await auth.limitFrom('company posted', request.ip, OF_COMPANY);
  const form = new URLSearchParams(Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '');
  const { data } = Posted.safeParse(Object.fromEntries(form));
  const back = new URL(`${attestry.url}/company`);
  try {
    if (data === undefined) throw new DomainError('input_invalid', { where: 'form', because: 'it is no answer' });
    const { RelayState: state, SAMLResponse: answer } = data;
    back.searchParams.set('code', await postedBySaml({ ...attestry, auth, listedAs }, { state, answer }));
    back.searchParams.set('state', state);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    back.searchParams.set('error', error.message);
  }
  return reply.code(SEE_OTHER).header('cache-control', 'no-store').header('location', back.href).send();
}

const SEE_OTHER = 303;

async function sent(reply: FastifyReply, answer: Response): Promise<FastifyReply> {
  void reply.code(answer.status).header('cache-control', 'no-store');
  for (const [name, value] of answer.headers) if (name !== 'set-cookie') void reply.header(name, value);
  for (const cookie of answer.headers.getSetCookie()) void reply.header('set-cookie', cookie);
  return reply.send(Buffer.from(await answer.arrayBuffer()));
}

/** Somebody who did not get in. */
const NOBODY = 'nobody';
