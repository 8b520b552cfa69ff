import { z } from 'zod';
import { Pattern } from '#/collectors/message.ts';
import { addressOf } from './address.ts';

/** A line `Key: value` at the end of a commit message, and what it says. */
export const MEANINGS = ['approval', 'rejection', 'coauthor', 'check', 'pull-request', 'nothing'] as const;
export type Meaning = (typeof MEANINGS)[number];

const TRAILERS: Readonly<Record<string, Meaning>> = {
  'reviewed-by': 'approval',
  'approved-by': 'approval',
  'acked-by': 'nothing',
  'nacked-by': 'rejection',
  'co-authored-by': 'coauthor',
  'tested-by': 'check',
  'reviewed-on': 'pull-request',
  'signed-off-by': 'nothing',
};

/** How platforms name a pull request in the message of the commit that it ended in; the number is the first group. */
const MARKS = [
  String.raw`^Merge pull request #(\d+) `,
  String.raw`^[^\n]*\(#(\d+)\)\s*(?:\n|$)`,
  String.raw`\nSee merge request \S*!(\d+)\s*(?:\n|$)`,
  String.raw`^Merged in [^\n]*\(pull request #(\d+)\)`,
  String.raw`^Merged PR (\d+): `,
] as const;

const RELEASES = { tags: String.raw`^v?\d+\.\d+`, production: null, undated: 'unknown' } as const;

export const Settings = z.strictObject({
  repository: z
    .string()
    .max(2_000)
    .refine(
      (text) => addressOf(text) !== null,
      'write the full path of a folder, such as /home/you/code/main, or an address without a password in it, such as https://github.com/acme/app',
    )
    .meta({
      title: 'Repository',
      description:
        'The full path of a repository on this machine, such as /home/you/code/main, or the https, ssh or git address of one.',
    }),
  name: z
    .string()
    .regex(/^[^\s@]+$/u, 'a name has neither spaces nor @ in it')
    .max(200)
    .nullable()
    .default(null)
    .meta({ title: 'Name', description: 'How records call it, such as acme/app; else the end of its address.' }),
  branch: z
    .string()
    .regex(/^(?!-)(?!.*\.\.)[^\s~^:?*[\\]+$/u, 'not the name of a branch')
    .max(200)
    .nullable()
    .default(null)
    .meta({ title: 'Branch', description: 'The branch that production is built from; else the one that HEAD names.' }),
  trailers: z
    .record(z.string().regex(/^[\w-]+$/u), z.enum(MEANINGS))
    .default({})
    .meta({
      title: 'Trailers',
      description:
        'A trailer is a line at the end of a commit message, such as Reviewed-by: Ada <ada@acme.example>. What further ones mean, or other meanings of known ones.',
      examples: [{ 'Signed-off-by': 'approval', 'QA-by': 'check' }],
    }),
  pullRequests: z
    .strictObject({
      marks: z.array(Pattern).max(50).readonly().default(MARKS),
      proof: z.boolean().default(false),
    })
    .default({ marks: MARKS, proof: false })
    .meta({
      title: 'How pull requests are named',
      description:
        'How a message names the pull request that it came by. It is proof where the platform alone can write to the branch.',
      examples: [{ marks: [MARKS[0]], proof: true }],
    }),
  plainCommits: z.enum(['direct-push', 'unknown']).default('direct-push').meta({
    title: 'Commits with neither trailer nor mark',
    description: 'What a commit with neither trailer nor mark is; unknown where pull requests are merged by rebasing.',
  }),
  releases: z
    .strictObject({
      tags: Pattern.default(RELEASES.tags),
      production: Pattern.nullable().default(null),
      undated: z.enum(['unknown', 'commit']).default('unknown'),
    })
    .nullable()
    .default(RELEASES)
    .meta({
      title: 'Releases',
      description:
        'Which tags are releases, which of them reach customers, and whether one without a date has that of its commit.',
      examples: [{ tags: String.raw`^v\d`, production: null, undated: 'commit' }],
    }),
  tickets: Pattern.nullable()
    .default(null)
    .meta({ title: 'Tickets', description: 'What a ticket looks like in a message, such as \\bACME-\\d+\\b.' }),
  emergency: Pattern.nullable()
    .default(null)
    .meta({ title: 'Emergency changes', description: 'What declares an emergency change in a message.' }),
  platformAddresses: z.array(z.string().max(200)).max(50).readonly().default(['noreply@github.com']).meta({
    title: 'Addresses of the platform',
    description: 'Committers that stand for a person whom they do not name.',
  }),
});
export type Settings = z.output<typeof Settings>;

/** What a trailer says; null when it is not known to say anything. */
export const meaningOf = ({ trailers }: Pick<Settings, 'trailers'>, key: string): Meaning | null => {
  const name = key.toLowerCase();
  for (const [own, meaning] of Object.entries(trailers)) if (own.toLowerCase() === name) return meaning;
  return Object.hasOwn(TRAILERS, name) ? (TRAILERS[name] ?? null) : null;
};
