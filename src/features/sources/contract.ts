import { z } from 'zod';
import { Slug } from '#/core/slug.ts';
import { WantedAsOf } from '#/contract/as-of.ts';
import { Bytes } from '#/contract/bytes.ts';
import { MadeEnd } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { Look, LookedAt, Tested } from './file.contract.ts';
import { Change, Reading, Source } from './source.contract.ts';
import { COMING_AFTER, READING } from './refusals.contract.ts';

export const SourceId = Slug.max(40);

/** By their names, which are short words: a token that is given in the place of its name is refused, and not noted. */
const Secrets = z.record(
  z.string().regex(/^[a-z][A-Za-z]{0,29}$/, 'the name of a secret, such as token'),
  z.string().min(1).max(10_000),
);

const FileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\]+$/, 'a name without a folder');
/** Of a file that is handed in, in bytes: it comes whole, in one request. */
export const MOST_UPLOADED = 32 * 2 ** 20;
const UploadedBytes = Bytes.refine(
  ({ length }) => length > 0 && length <= MOST_UPLOADED,
  'a file of 1 byte to 32 MB; a larger one is read where it lies, by its path on the server',
);
const Uploaded = z.strictObject({ path: z.string(), bytes: z.number() });

export const sourcesContract = {
  collectors: endpoint({
    method: 'GET',
    path: '/collectors',
    summary: 'What can be connected, what it brings, and the least that it must be allowed to.',
    permission: 'sources:read',
    input: z.strictObject({}),
    output: z.strictObject({
      collectors: z.array(
        z.strictObject({
          id: z.string(),
          title: z.string(),
          doc: z.string(),
          populations: z.array(z.string()),
          privileges: z.array(z.strictObject({ what: z.string(), why: z.string() })),
          secrets: z.array(z.strictObject({ name: z.string(), doc: z.string(), required: z.boolean() })),
          /** Settings that say what a source is: once it brought something, these do not change. */
          identity: z.array(z.string()),
          settings: z.unknown(),
        }),
      ),
    }),
    errors: [],
  }),
  list: endpoint({
    method: 'GET',
    path: '/sources',
    summary: 'The connected sources, and how the last reading of each ended.',
    permission: 'sources:read',
    input: z.strictObject({ asOf: WantedAsOf }),
    output: z.strictObject({ sources: z.array(Source) }),
    errors: [],
  }),
  add: endpoint({
    method: 'POST',
    path: '/sources',
    summary:
      'Connects a source, once it can be read. What cannot be is not stored. Secrets are encrypted; they are not shown again.',
    permission: 'sources:write',
    input: z.strictObject({
      id: SourceId,
      collector: z.string(),
      settings: z.unknown(),
      secrets: Secrets.default({}),
      reference: z.boolean().default(false),
      /** A source that tells of the same, and whose place it takes: each then accounts for its own time. */
      follows: SourceId.nullable().default(null),
      /** Connect it without a look whether it can be read. */
      untried: z.boolean().default(false),
    }),
    output: z.strictObject({ id: z.string(), position: z.number(), seen: z.array(z.string()) }),
    errors: [
      'collector_unknown',
      'source_exists',
      'source_not_followed',
      'input_invalid',
      'secret_missing',
      'secret_unknown',
      'not_found',
      ...READING,
    ],
  }),
  upload: endpoint({
    method: 'POST',
    path: '/sources/uploads',
    summary: 'Hands in a file for a source to read. Its path goes into the settings of the source.',
    permission: 'sources:write',
    input: z.strictObject({ name: FileName, bytes: UploadedBytes }),
    output: Uploaded,
    errors: ['input_invalid'],
  }),
  uploadAgain: endpoint({
    method: 'PUT',
    path: '/sources/uploads',
    summary:
      'Hands in the next file for a source that reads one, in the place of the last. What the source would refuse is refused, and the last one stays.',
    permission: 'sources:write',
    input: z.strictObject({
      path: z.string().max(400),
      /** By which it is sealed; left out, that of the file before it. */
      name: FileName.optional(),
      bytes: UploadedBytes,
    }),
    /** `same`: to the byte the one that lay there, so that it is read again only where it is said to be exported anew. */
    output: Uploaded.extend({ same: z.boolean() }),
    errors: [
      'not_found',
      'input_invalid',
      'collector_unknown',
      'source_disconnected',
      'rows_rejected',
      ...COMING_AFTER,
      ...READING,
    ],
  }),
  look: endpoint({
    method: 'POST',
    path: '/sources/uploads/look',
    summary: 'The first rows of a file that was handed in, and what its columns could mean, for a person to confirm.',
    permission: 'sources:write',
    input: LookedAt,
    output: Look,
    errors: [
      'not_found',
      'input_invalid',
      'file_malformed',
      'file_too_large',
      'file_too_heavy',
      'file_unreadable',
      'file_kind',
      'file_encoding',
      'sheet_unclear',
    ],
  }),
  try: endpoint({
    method: 'POST',
    path: '/sources/try',
    summary: 'Looks whether a source could be read with these settings, and says what can be seen. Nothing is kept.',
    permission: 'sources:write',
    input: z.strictObject({
      /** What it would be called, where that is known: refused if another is called so. */
      id: SourceId.optional(),
      collector: z.string(),
      settings: z.unknown(),
      secrets: Secrets.default({}),
    }),
    output: Tested,
    errors: ['collector_unknown', 'source_exists', 'input_invalid', 'secret_missing', 'secret_unknown', ...READING],
  }),
  test: endpoint({
    method: 'POST',
    path: '/sources/{id}/test',
    summary: 'Looks whether a source can be read, and says what can be seen.',
    permission: 'sources:write',
    input: z.strictObject({
      id: SourceId,
      /** The next file, for a source that reads one that was handed in: it is looked at in the place of the last, and not kept. */
      bytes: UploadedBytes.optional(),
      /** Somebody would say that the file was exported anew. */
      exportedAnew: z.boolean().default(false),
    }),
    output: Tested,
    errors: ['not_found', 'collector_unknown', 'source_disconnected', 'input_invalid', ...COMING_AFTER, ...READING],
  }),
  giveSecrets: endpoint({
    method: 'PUT',
    path: '/sources/{id}/secrets',
    summary:
      'Gives a source new secrets in the place of those of the same names, once it can be read with them. What it refuses is not stored.',
    permission: 'sources:write',
    input: z.strictObject({
      id: SourceId,
      secrets: Secrets.refine((given) => Object.keys(given).length > 0, 'no secret is given'),
    }),
    output: Tested,
    errors: [
      'not_found',
      'collector_unknown',
      'source_disconnected',
      'source_settings_changed',
      'input_invalid',
      'secret_missing',
      'secret_unknown',
      ...READING,
    ],
  }),
  changeSettings: endpoint({
    method: 'PUT',
    path: '/sources/{id}/settings',
    summary:
      'Gives a source other settings, once it can be read with them. Those that say what it is change only while it has brought nothing, and then its secrets are given anew.',
    permission: 'sources:write',
    input: z.strictObject({
      id: SourceId,
      settings: z.unknown(),
      /** The settings that were read: refused where somebody changed them since. */
      instead: z.unknown().optional(),
      secrets: Secrets.default({}),
      reason: z.string().trim().min(1).max(500),
    }),
    output: z.strictObject({ id: z.string(), position: z.number(), seen: z.array(z.string()) }),
    errors: [
      'not_found',
      'collector_unknown',
      'source_disconnected',
      'source_settings_fixed',
      'source_settings_changed',
      'busy',
      'input_invalid',
      'secret_missing',
      'secret_unknown',
      ...READING,
    ],
  }),
  disconnect: endpoint({
    method: 'POST',
    path: '/sources/{id}/disconnect',
    summary:
      'Ends the reading of a source, and deletes its secrets. What it brought stays; what it would tell from now on is missing.',
    permission: 'sources:write',
    settles: true,
    input: z.strictObject({ id: SourceId, reason: z.string().trim().min(1).max(500) }),
    output: z.strictObject({ id: z.string(), position: z.number() }),
    errors: ['not_found', 'source_disconnected', 'busy'],
  }),
  reconnect: endpoint({
    method: 'POST',
    path: '/sources/{id}/reconnect',
    summary:
      'Has a source read again that was disconnected, with its secrets given anew, once it can be read with them.',
    permission: 'sources:write',
    settles: true,
    input: z.strictObject({
      id: SourceId,
      reason: z.string().trim().max(500).default(''),
      secrets: Secrets.default({}),
    }),
    output: z.strictObject({ id: z.string(), position: z.number(), seen: z.array(z.string()) }),
    errors: [
      'not_found',
      'source_connected',
      'source_settings_changed',
      'collector_unknown',
      'input_invalid',
      'secret_missing',
      'secret_unknown',
      ...READING,
    ],
  }),
  changes: endpoint({
    method: 'GET',
    path: '/sources/{id}/changes',
    summary: 'What was changed of a source: its settings, its secrets, whether it is read; by whom and why.',
    permission: 'sources:read',
    input: z.strictObject({ id: SourceId, asOf: WantedAsOf }),
    output: z.strictObject({ changes: z.array(Change) }),
    errors: ['not_found'],
  }),
  runs: endpoint({
    method: 'GET',
    path: '/sources/{id}/runs',
    summary: 'The readings of a source, the latest first, with their logs; or one of them.',
    permission: 'sources:read',
    input: z.strictObject({
      id: SourceId,
      asOf: WantedAsOf,
      /** One alone. */
      run: z.uuid().optional(),
      /** Without them a list is short, however much each reading said. */
      logs: z.boolean().default(true),
      /** `next` of the page before. */
      after: MadeEnd.text.optional(),
      limit: z.int().min(1).max(100).default(10),
    }),
    output: z.strictObject({
      runs: z.array(Reading),
      next: z.string().nullable(),
    }),
    errors: ['not_found'],
  }),
};
