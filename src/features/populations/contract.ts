import { z } from 'zod';
import { WantedAsOf } from '#/contract/as-of.ts';
import { cursorOf } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { PopulationId } from '#/contract/population-id.ts';

/** As of which position the pages are, and the last item that was looked at: by the order of its key, and of that order the how manieth. */
export const RecordsEnd = cursorOf(
  z.strictObject({ position: z.int().min(0), order: z.int().min(0), of: z.int().min(1) }),
);

const Fact = z.record(z.string(), z.unknown());

const Version = z.strictObject({
  key: z.string(),
  presence: z.enum(['present', 'gone', 'unreadable', 'erased']),
  fact: Fact.nullable(),
  collected: z.number(),
  place: z.string(),
  note: z.string(),
  artifact: z.string().nullable(),
  /** It is as a look at its source saw it, when it was collected: that it was so until the next look is inferred. */
  inferred: z.boolean(),
});

const Coverage = z.strictObject({
  source: z.string(),
  kind: z.string(),
  from: z.number().nullable(),
  to: z.number().nullable(),
  query: z.unknown(),
  sourceCount: z.number().nullable(),
  ourCount: z.number(),
  rejected: z.number(),
  note: z.string(),
  position: z.number(),
});

const Counts = z.strictObject({ matched: z.number(), of: z.number() });
const Parts = z.array(Counts.extend({ name: z.string() }));
/** confirmed, partial, missing or nothing: what it says of the source as a whole. */
const Says = z.enum(['confirmed', 'partial', 'missing', 'nothing']);

/** Of a count, ours and the one that the person saw; else null. */
const Seen = z.strictObject({ here: z.number(), there: z.number() }).nullable();

const Comparison = z.strictObject({
  source: z.string(),
  position: z.number(),
  received: z.number(),
  kind: z.string(),
  /** What it says something of: instants, the second exclusive. */
  from: z.number(),
  to: z.number(),
  says: Says,
  counts: Seen,
  /** Who typed the count; null where two lists were compared, or where nobody is sealed with it. */
  by: z.string().nullable(),
  /** Items on both sides, also by repository or kind of people; null of a count, and of what was compared before that was kept. */
  share: Counts.extend({ parts: Parts }).nullable(),
});

export const populationsContract = {
  list: endpoint({
    method: 'GET',
    path: '/populations',
    summary: 'Every kind of record, and how many items there are of each.',
    permission: 'populations:read',
    input: z.strictObject({ asOf: WantedAsOf }),
    output: z.strictObject({
      populations: z.array(
        z.strictObject({
          name: z.string(),
          doc: z.string(),
          shape: z.string(),
          items: z.number(),
          sources: z.array(z.string()),
        }),
      ),
    }),
    errors: [],
  }),
  find: endpoint({
    method: 'GET',
    path: '/populations/find',
    summary:
      'Items that people know by a word: whose key, name, title or e-mail address holds it. Ten thousand items are looked through, the shortest populations first; `beyond` names those that are longer, and were not.',
    permission: 'populations:read',
    input: z.strictObject({
      /** Each of its words must be in it, in whichever case. */
      text: z.string().trim().min(3).max(200),
      limit: z.int().min(1).max(50).default(10),
    }),
    output: z.strictObject({
      items: z.array(
        z.strictObject({
          population: z.string(),
          key: z.string(),
          /** Its title or name; null: its source gives it none. */
          called: z.string().nullable(),
        }),
      ),
      beyond: z.array(z.strictObject({ population: z.string(), many: z.string(), items: z.number() })),
    }),
    errors: [],
  }),
  records: endpoint({
    method: 'GET',
    path: '/populations/{population}/records',
    summary: 'The items of a population in an order that stays the same, as they are now or were then.',
    permission: 'populations:read',
    input: z.strictObject({
      population: PopulationId,
      /** Of the first page: those behind it are as of the same position, whatever is asked for. */
      asOf: WantedAsOf,
      /** Only those behind the page before, in the order of their keys’ hashes: its `next`. */
      after: RecordsEnd.text.optional(),
      limit: z.int().min(1).max(10_000).default(50),
    }),
    output: z.strictObject({
      /** Null: for whoever sees the windows of some examinations only, they are not counted. */
      items: z.number().nullable(),
      /** As of this position of the log; the pages behind are as of the same, so none is left out or shown twice, whatever comes in. */
      position: z.number(),
      records: z.array(
        Version.extend({
          /** How far the bytes that it was read from can be believed: source, export, screenshot or stated. Null: there are none, or they were erased. */
          grade: z.string().nullable(),
        }),
      ),
      next: z.string().nullable(),
    }),
    errors: [],
  }),
  record: endpoint({
    method: 'GET',
    path: '/populations/{population}/records/{key}',
    summary: 'One item: every version of it, where each was read from, and where the log holds it.',
    permission: 'populations:read',
    input: z.strictObject({ population: PopulationId, key: z.string(), asOf: WantedAsOf }),
    output: z.strictObject({
      versions: z.array(
        Version.extend({
          position: z.number(),
          received: z.number(),
          segment: z.strictObject({ digest: z.string(), row: z.number() }),
          source: z
            .strictObject({
              artifact: z.string(),
              sha256: z.string(),
              name: z.string(),
              media: z.string(),
              grade: z.string(),
              bytes: z.number(),
              position: z.number(),
            })
            .nullable(),
        }),
      ),
    }),
    errors: ['not_found'],
  }),
  coverage: endpoint({
    method: 'GET',
    path: '/populations/{population}/coverage',
    summary:
      'What the runs of each source account for, the query that they asked, and the source’s own count against ours.',
    permission: 'populations:read',
    input: z.strictObject({ population: PopulationId, asOf: WantedAsOf }),
    output: z.strictObject({
      coverage: z.array(Coverage),
      /** Of those that tell of it, which take up where another one stopped, as somebody stated: each accounts for its own time. */
      follows: z.array(z.strictObject({ source: z.string(), follows: z.string(), by: z.string(), at: z.number() })),
      comparisons: z.array(Comparison),
    }),
    errors: [],
  }),
  reconcile: endpoint({
    method: 'POST',
    path: '/populations/reconciliations',
    summary: 'Compares two sources, or a source with a count that a person saw there, and seals the result.',
    permission: 'populations:write',
    settles: true,
    input: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('leavers'), from: z.iso.date(), to: z.iso.date() }),
      z.strictObject({ kind: z.literal('people'), asOf: z.iso.date() }),
      z.strictObject({ kind: z.literal('changes'), from: z.iso.date(), to: z.iso.date() }),
      z.strictObject({
        kind: z.literal('count'),
        population: PopulationId,
        source: z.string(),
        count: z.int().min(0),
        note: z.string().min(10),
        artifact: z.string().optional(),
      }),
    ]),
    output: z.strictObject({
      position: z.number(),
      kind: z.string(),
      population: z.string(),
      counts: Seen,
      matched: z.number(),
      onlyHere: z.array(z.string()),
      onlyThere: z.array(z.string()),
      /** Everything that the other side knows is here, too. */
      complete: z.boolean(),
      /** Those that it confirms: every part of them was compared, and nothing is missing. */
      sources: z.array(z.string()),
      /** How much of each source is on both sides. */
      shares: z.array(Counts.extend({ source: z.string(), says: Says, parts: Parts })),
    }),
    errors: ['not_found', 'nothing_to_compare'],
  }),
};
