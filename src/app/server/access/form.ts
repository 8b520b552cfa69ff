import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { TOPICS } from '#/features/subscribers/topics.contract.ts';
import { parsedInput } from '#/contract/input.ts';
import type { DomainError } from '#/core/errors.ts';

/** Bytes of a form; the longest text that one takes is far below it. */
export const FORM_LIMIT = 64 * 1_024;

/** One line that somebody types; ends of lines would begin another header or another row somewhere. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\p{Cc}\p{Zl}\p{Zp}]*$/u, 'it is one line of text');

export const Email = z
  .email()
  .max(200)
  .transform((text) => text.toLowerCase());

const reason = z.string().trim().min(3).max(2_000);
const documents = z.array(z.uuid()).min(1, 'choose at least one').max(50);

export const AskForm = z.object({ name: line(120), email: Email, company: line(160), reason, documents });
export const MoreForm = z.object({ reason, documents });
export const LinkForm = z.object({ email: Email });
const topics = z.array(z.enum(TOPICS)).max(TOPICS.length);
export const SubscribeForm = z.object({ email: Email, topics: topics.min(1, 'choose at least one') });
export const TopicsForm = z.object({ topics });
export const ObjectForm = z.object({
  subprocessor: line(160),
  company: line(160),
  reason: z.string().trim().min(5).max(2_000),
});
export const SignForm = z.object({
  signer: line(120),
  title: line(120),
  company: line(160),
  version: z.coerce.number().int().min(1).max(1_000_000),
  agree: z.literal('yes', 'tick that you agree'),
});

/** Each name stands once, but these, which may be chosen several times. */
const SEVERAL: ReadonlySet<string> = new Set(['documents', 'topics']);

/** What a form says. */
export function formIn<T extends z.ZodType>({ body }: FastifyRequest, schema: T): z.output<T> {
  const given = body instanceof URLSearchParams ? body : new URLSearchParams();
  const fields: Record<string, unknown> = {};
  for (const name of SEVERAL) fields[name] = given.getAll(name);
  for (const [name, value] of given) if (!SEVERAL.has(name)) fields[name] = value;
  return parsedInput(schema, fields) as z.output<T>;
}

const FIELDS: Readonly<Record<string, string>> = {
  name: 'Your name',
  email: 'The e-mail address',
  company: 'The company',
  reason: 'What you need it for',
  documents: 'The documents',
};

/** What is wrong with a form; `own` says what it calls fields that others call otherwise, or do not have. */
export function inWords({ facts }: DomainError, own: Readonly<Record<string, string>> = {}): string {
  const field = String(facts['where'] ?? '').split('.')[0] ?? '';
  return `${own[field] ?? FIELDS[field] ?? 'Something'} cannot be taken as it is: ${String(facts['because'] ?? '')}.`;
}

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a part of an address can be the id of something. */
export const isId = (text: string): boolean => ID.test(text);
