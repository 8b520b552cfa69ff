import type { FastifyRequest } from 'fastify';
import type { Operation } from '#/contract/api.ts';
import {
  type Caller,
  type Contract,
  type Endpoint,
  type Handlers,
  isNoted,
  type Standing,
  type Visitor,
} from '#/contract/endpoint.ts';
import type { FileAnswer } from '#/contract/file-answer.ts';
import { failureOf, statusOf } from '#/contract/failure.ts';
import { parsedInput } from '#/contract/input.ts';
import { shapesOf } from '#/contract/shape.ts';
import { carried, inputFrom } from '#/contract/wire.ts';
import { DomainError } from '#/core/errors.ts';
import { type Answer, answersOf, type Entered, once, recordActions } from '#/features/identity/index.ts';
import type { Answers } from '#/platform/answers.ts';
import { subjectsOf } from '#/app/action-subject.ts';
import { headersOf, type Serving } from './context.ts';
import { accountOf, entered, mustBeAllowed } from './enter.ts';
import { noted, notedWhereCame } from './noted.ts';
import { mustBeOwnPage } from './origin.ts';

const FINE = 200;
const IDEMPOTENCY = 'idempotency-key';
const KEY_LENGTH = { least: 8, most: 200 };

/** Answers a request to an endpoint: everything that stands before a handler, once for all of them. */
export function answer(serving: Serving, operation: Operation, request: FastifyRequest): Promise<Answer> {
  const { permission } = operation.endpoint;
  return permission === 'public' || permission === 'self'
    ? answerVisitor(serving, operation, request)
    : answerMember(serving, operation, request);
}

async function answerVisitor(serving: Serving, operation: Operation, request: FastifyRequest): Promise<Answer> {
  const { name, endpoint } = operation;
  const account = await accountOf(serving, request);
  if (endpoint.permission === 'self') {
    if (account === null) throw new DomainError('unauthenticated');
    if (endpoint.method !== 'GET') mustBeOwnPage(request, serving.attestry.url);
  }
  const visitor: Visitor = { headers: headersOf(request), address: request.ip, account };
  const handlers = serving.account as unknown as Handlers<Contract, Visitor>;
  const asked = NOTED[name];
  const note = async (outcome: string): Promise<void> => {
    if (asked === undefined || account === null) return;
    const { user, email, only } = account;
    await noted(serving.attestry, request, { name: asked, user, email, only, outcome });
  };
  const input = parsed(endpoint, request);
  const work = async (): Promise<Answer> => {
    const output = await Promise.resolve(handlers[lastOf(name)]?.(visitor, input)).catch(async (error: unknown) => {
      if (error instanceof DomainError && error.code !== 'too_many_requests') await note(error.code);
      throw error;
    });
    const given = done(endpoint, output);
    const came = CAME[lastOf(name)];
    if (came !== undefined) {
      const { email = account?.email ?? '', organizations, organization, slug } = output as CameInto;
      const slugs = [organizations ?? [], organization ?? [], slug ?? []].flat();
      await notedWhereCame(serving.attestry, request, { name: came, email, slugs });
    }
    await note('done');
    return given;
  };
  // What one organization lets a session do is not answered to a session of all of them, nor the other way round.
  const asker = account === null ? 'nobody' : `${account.user} ${account.only ?? ''}`;
  return doneOnce(serving, { operation, request, asker, answers: serving.auth.answers, input }, work);
}

/** A write that names itself by a key is done once, and answered as before when it is asked for again. */
function doneOnce(
  { attestry: { vault, chance } }: Serving,
  {
    operation: { name, endpoint },
    request,
    input,
    ...asked
  }: {
    readonly operation: Operation;
    readonly request: FastifyRequest;
    readonly asker: string;
    readonly answers: Answers;
    readonly input: unknown;
  },
  work: () => Promise<Answer>,
): Promise<Answer> {
  const key = idempotencyKey(request);
  if (endpoint.method === 'GET' || key === null) return work(); // putting a large request into words takes a while
  const says = `${name} ${JSON.stringify(carried(input, shapesOf(endpoint).input))}`;
  const { asker, answers } = asked;
  return once({ answers, vault, now: () => chance.now() }, { asker, key, says }, work);
}

/** What somebody does about their own account that belongs into the audit log of their organizations. */
const NOTED: Readonly<Record<string, string>> = {
  'account.endSession': 'account.session-ended',
  'account.endOtherSessions': 'account.other-sessions-ended',
  'account.confirm': 'account.confirmed',
};

/** By these somebody comes into organizations, which the answer names. */
const CAME: Readonly<Record<string, string>> = {
  setup: 'account.claimed',
  join: 'account.joined',
  accept: 'account.joined',
  addOrganization: 'account.organization-made',
};

interface CameInto {
  /** Left out: whoever is signed in. */
  readonly email?: string;
  readonly organizations?: readonly string[];
  readonly organization?: string;
  readonly slug?: string;
}

/** Who asks, what for, and what does it, once they are let in. */
interface Admitted extends Acted {
  readonly work: () => Promise<unknown>;
}

async function admitted(serving: Serving, operation: Operation, request: FastifyRequest): Promise<Admitted> {
  const { name, noun, endpoint } = operation;
  const who = await entered(serving, request, endpoint);
  const acting = { operation, request, who };
  if (isNoted(endpoint)) await recordedWhenRefused(serving, acting, () => mustBeAllowed(serving, who, endpoint));
  else mustBeAllowed(serving, who, endpoint);
  const input = narrowed(who.standing, parsed(endpoint, request), endpoint);
  const caller: Caller = { org: who.org, person: who.person, standing: who.standing };
  const handlers = serving.services[noun as keyof Serving['services']] as unknown as Handlers<Contract>;
  return { ...acting, input, work: async () => handlers[lastOf(name)]?.(caller, input) };
}

/**
 * A file that somebody takes away. Nothing of it is sent before the audit log has it. A link, which carries no headers,
 * names the organization in its query.
 */
export async function answerFile(serving: Serving, operation: Operation, request: FastifyRequest): Promise<FileAnswer> {
  const organization = queryOf(request).get('organization');
  if (organization !== null) request.headers['attestry-organization'] = organization;
  const { work, ...acted } = await admitted(serving, operation, request);
  try {
    const file = (await work()) as FileAnswer;
    await record(serving, acted, 'done');
    return file;
  } catch (error) {
    if (error instanceof DomainError) await record(serving, acted, error.code);
    throw error;
  }
}

async function answerMember(serving: Serving, operation: Operation, request: FastifyRequest): Promise<Answer> {
  const { endpoint } = operation;
  const { attestry } = serving;
  const { work, ...acted } = await admitted(serving, operation, request);
  const {
    who: { org, asker },
    input,
  } = acted;
  return doneOnce(
    serving,
    { operation, request, asker, answers: answersOf(attestry.db, org), input },
    isNoted(endpoint) ? () => recorded(serving, acted, work) : async () => done(endpoint, await work()),
  );
}

/** Whoever is let in to some examinations asks about those: the last of them where they name none, and never another. */
function narrowed({ engagements }: Standing, input: unknown, endpoint: Endpoint): unknown {
  if (engagements === null || shapesOf(endpoint).input.properties?.['engagement'] === undefined) return input;
  const { engagement = engagements.at(-1), ...rest } = input as { readonly engagement?: string };
  if (engagement === undefined || !engagements.includes(engagement))
    throw new DomainError('not_found', { what: 'engagement', id: engagement ?? 'none' });
  return { ...rest, engagement };
}

interface Acting {
  readonly operation: Operation;
  readonly request: FastifyRequest;
  readonly who: Entered;
}

async function recordedWhenRefused(serving: Serving, acting: Acting, check: () => void): Promise<void> {
  try {
    check();
  } catch (error) {
    if (error instanceof DomainError) await record(serving, { ...acting, input: acting.request.params }, error.code);
    throw error;
  }
}

type Acted = Acting & { readonly input: unknown };

/** Writes an action into the audit log: a line, or one of each thing that it was about. */
async function record(
  { attestry }: Serving,
  { operation, request, who, input }: Acted,
  outcome: string,
): Promise<void> {
  await recordActions(attestry, who.org, {
    person: who.person,
    via: who.via,
    name: operation.name,
    subjects: subjectsOf(operation.endpoint, input),
    outcome,
    request: request.id,
    address: request.ip,
  });
}

/** Nothing is answered before the audit log has it, whether it was done or refused. */
async function recorded(serving: Serving, acted: Acted, work: Admitted['work']): Promise<Answer> {
  const { endpoint } = acted.operation;
  try {
    const output = await work();
    const given = done(endpoint, output);
    if (endpoint.idle?.(output) !== true) await record(serving, acted, endpoint.asks === true ? 'asked' : 'done');
    return given;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await record(serving, acted, error.code);
    return { status: statusOf(error.code), body: JSON.stringify(failureOf(error, acted.request.id)) };
  }
}

function parsed(endpoint: Endpoint, request: FastifyRequest): unknown {
  const query = queryOf(request);
  if (endpoint.file !== undefined) query.delete('organization'); // it is the header of a link
  return parsedInput(
    endpoint.input,
    inputFrom(endpoint, {
      params: request.params as Record<string, string>,
      query,
      body: request.body === null ? undefined : request.body,
    }),
  );
}

const queryOf = (request: FastifyRequest): URLSearchParams => new URL(request.url, 'http://localhost').searchParams;

function idempotencyKey(request: FastifyRequest): string | null {
  const key = request.headers[IDEMPOTENCY];
  if (key === undefined) return null;
  const text = String(key);
  if (text.length < KEY_LENGTH.least || text.length > KEY_LENGTH.most)
    throw new DomainError('input_invalid', { where: IDEMPOTENCY, because: 'it has 8 to 200 letters' });
  return text;
}

/** What a handler keeps, and froze so that it stays as it is, is put into words once: the same answer, to the letter. */
const written = new WeakMap<object, { readonly by: Endpoint; readonly answer: Answer }>();

function done(endpoint: Endpoint, output: unknown): Answer {
  const isKept = typeof output === 'object' && output !== null && Object.isFrozen(output);
  const before = isKept ? written.get(output) : undefined;
  if (before?.by === endpoint) return before.answer;
  const shown = carried(endpoint.output.parse(output), shapesOf(endpoint).output);
  const body = JSON.stringify(shown);
  const answer: Answer = { status: FINE, body, ...lastingOf(shown, body) };
  if (isKept) written.set(output, { by: endpoint, answer });
  return answer;
}

/** What is as of now says so, and differs in nothing else from what was answered before as long as nothing happens. */
function lastingOf(shown: unknown, body: string): Pick<Answer, 'lasting'> {
  const { asOf, next } = (typeof shown === 'object' && shown !== null ? shown : {}) as Readonly<
    Record<string, unknown>
  >;
  if (typeof asOf !== 'object' || asOf === null || !('instant' in asOf)) return {};
  const always = body.replaceAll(`:${String(asOf.instant)}`, ':');
  return { lasting: typeof next === 'string' ? always.replace(next, '') : always }; // the next page holds the instant, too
}

const lastOf = (name: string): string => name.slice(name.indexOf('.') + 1);
