import { z } from 'zod';
import { parseInstant } from '#/core/time/instant.ts';
import { Pattern } from '#/collectors/message.ts';
import { oneNeeded } from '#/collectors/setting.ts';

const LOCAL: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** A token is sent in the clear to this machine only. */
function isSafe(address: string): boolean {
  const { protocol, hostname, username, search } = URL.parse(address) ?? {};
  if (username !== '' || search !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOCAL.has(hostname ?? ''));
}

/** Is a server on this machine meant? */
export const isOfThisMachine = (address: string): boolean => LOCAL.has(URL.parse(address)?.hostname ?? '');

const Name = z.string().regex(/^[\w.-]{1,100}$/u, 'not a name on GitHub');
/** Nothing that could lead to another address. */
export const FullName = z.string().regex(/^[\w.-]{1,100}\/(?!\.\.?$)[\w.-]{1,100}$/u, 'reads owner/name');

export const READS = ['repository', 'change', 'account', 'vulnerability'] as const;
export type Reads = (typeof READS)[number];

export const Settings = oneNeeded(
  z.strictObject({
    organization: Name.nullable().default(null).meta({
      title: 'Organization',
      description: 'Whose repositories and members are read. Left out, the repositories are named one by one.',
    }),
    repositories: z.array(FullName).min(1).max(1_000).readonly().nullable().default(null).meta({
      title: 'Repositories',
      description: 'Only these repositories, as owner/name; else all of the organization.',
    }),
    except: z.array(FullName).max(1_000).readonly().default([]).meta({
      title: 'Repositories left out',
      description: 'Repositories that are not part of the system. Coverage names them.',
    }),
    reads: z
      .array(z.enum(READS))
      .min(1)
      .readonly()
      .default(READS)
      .meta({ title: 'What is read', description: 'What is read; the token needs no more.' }),
    since: z
      .string()
      .refine((text) => parseInstant(text) !== null, 'not an instant; one reads 2026-01-01T00:00:00Z')
      .nullable()
      .default(null)
      .meta({ title: 'Changes since', description: 'Changes that were merged earlier are not read.' }),
    production: z.array(FullName).max(1_000).readonly().nullable().default(null).meta({
      title: 'Repositories of production',
      description: 'The repositories that production is built from; without this it is unknown.',
    }),
    emergencyLabels: z.array(z.string().min(1).max(100)).max(50).readonly().nullable().default(null).meta({
      title: 'Emergency labels',
      description: 'Labels that declare an emergency change; without this it is unknown.',
    }),
    tickets: Pattern.nullable().default(null).meta({
      title: 'Tickets',
      description: 'What a ticket looks like in a title, branch or text, such as \\bACME-\\d+\\b.',
    }),
    baseUrl: z
      .string()
      .max(500)
      .refine(isSafe, 'not an https address')
      .default('https://api.github.com')
      .meta({ title: 'Address of the server', description: 'Of GitHub Enterprise Server: https://HOST/api/v3.' }),
  }),
  ['organization', 'repositories'],
);
export type Settings = z.output<typeof Settings>;
