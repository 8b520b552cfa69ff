import { z } from 'zod';
import { MadeEnd } from '#/contract/cursor.ts';
import { endpoint } from '#/contract/endpoint.ts';
import { FileAnswer } from '#/contract/file-answer.ts';

const State = z.enum(['waiting', 'running', 'done', 'failed', 'dead', 'cancelled']);

export const Job = z.strictObject({
  id: z.string(),
  kind: z.string(),
  /** What it is about: a source, an engagement. */
  subject: z.string(),
  state: State,
  person: z.string(),
  /** What it does at the moment, and how far it is. */
  what: z.string(),
  done: z.number(),
  total: z.number().nullable(),
  tries: z.number(),
  error: z.string().nullable(),
  result: z.unknown(),
  made: z.number(),
  started: z.number().nullable(),
  finished: z.number().nullable(),
  changed: z.number(),
});

const Started = z.strictObject({ job: z.string() });

/** So long the file of a package stays on the server, in days; whoever needs it later has it written again. */
export const PACKAGE_KEPT_DAYS = 7;

const Package = z.strictObject({
  /** The job that wrote it, by which its file is asked for. */
  job: z.string(),
  engagement: z.string(),
  person: z.string(),
  finished: z.number(),
  /** Its length, in bytes. */
  bytes: z.number(),
  /** Of its file; null: it was written before that was noted. */
  sha256: z.string().nullable(),
  /** Until when the file stays. */
  until: z.number(),
});

/** Work that goes on behind the requests. How it goes can be followed live: GET /api/jobs/events. */
export const jobsContract = {
  list: endpoint({
    method: 'GET',
    path: '/jobs',
    summary: 'What is being worked on and what was, newest first; with the state `dead`, what no further try will do.',
    permission: 'jobs:read',
    input: z.strictObject({
      state: State.optional(),
      kind: z.string().max(40).optional(),
      /** Only those behind this one: the `next` of the page before. */
      after: MadeEnd.text.optional(),
      limit: z.int().min(1).max(500).default(50),
    }),
    output: z.strictObject({ jobs: z.array(Job), next: z.string().nullable() }),
    errors: ['input_invalid'],
  }),
  show: endpoint({
    method: 'GET',
    path: '/jobs/{id}',
    summary: 'One job.',
    permission: 'jobs:read',
    input: z.strictObject({ id: z.uuid() }),
    output: z.strictObject({ job: Job }),
    errors: ['not_found'],
  }),
  collect: endpoint({
    method: 'POST',
    path: '/jobs/collect',
    summary: 'Reads a source, and judges what is new afterwards.',
    permission: 'sources:write',
    asks: true,
    input: z.strictObject({
      source: z.string().max(40),
      /** Of a file: you declare that it was exported anew, and that one which is the same to the byte is so because nothing changed until now. */
      exportedAnew: z.boolean().default(false),
    }),
    output: Started,
    errors: ['not_found', 'source_disconnected', 'busy'],
  }),
  check: endpoint({
    method: 'POST',
    path: '/jobs/check',
    summary: 'Runs every check that serves an adopted control, or those that are named.',
    permission: 'checks:write',
    asks: true,
    input: z.strictObject({ checks: z.array(z.string().min(1).max(100)).max(100).default([]) }),
    output: Started,
    errors: ['not_found', 'busy'],
  }),
  package: endpoint({
    method: 'POST',
    path: '/jobs/package',
    summary:
      'Writes the package of an engagement, which verifies anywhere. When the job is done, `GET /api/jobs/{id}/package` has the file, for seven days or until something is erased.',
    permission: 'packages:write',
    asks: true,
    input: z.strictObject({ engagement: z.string().max(60).optional() }),
    output: Started,
    errors: ['not_found'],
  }),
  packages: endpoint({
    method: 'GET',
    path: '/jobs/packages',
    summary: 'The packages whose files are still there, newest first.',
    permission: 'packages:read',
    input: z.strictObject({}),
    output: z.strictObject({ packages: z.array(Package) }),
    errors: [],
  }),
  packageFile: endpoint({
    method: 'GET',
    path: '/jobs/{id}/package',
    summary: 'The file of a package that a job wrote.',
    permission: 'packages:read',
    file: 'application/x-tar',
    input: z.strictObject({ id: z.uuid() }),
    output: FileAnswer,
    errors: ['not_found', 'package_missing'],
  }),
  verify: endpoint({
    method: 'POST',
    path: '/jobs/verify',
    summary: 'Computes the whole log again, and compares everything that was ever derived from it.',
    permission: 'ledger:read',
    asks: true,
    input: z.strictObject({}),
    output: Started,
    errors: ['busy'],
  }),
  fsck: endpoint({
    method: 'POST',
    path: '/jobs/fsck',
    summary:
      'Looks at every byte: the log, every file, and every row that says the same as the log. What is kept so that readings need not work it out again is worked out anew and compared.',
    permission: 'ledger:write',
    asks: true,
    input: z.strictObject({
      /** First the rows of merged segments are put right, from the log. */
      mend: z.boolean().default(false),
    }),
    output: Started,
    errors: ['busy'],
  }),
  retry: endpoint({
    method: 'POST',
    path: '/jobs/{id}/retry',
    summary: 'Tries again what failed or was stopped; it needs what asking for it anew would need.',
    permission: 'jobs:write',
    asks: true,
    input: z.strictObject({ id: z.uuid() }),
    output: Started,
    errors: ['not_found', 'job_not_open', 'busy', 'forbidden'],
  }),
  cancel: endpoint({
    method: 'POST',
    path: '/jobs/{id}/cancel',
    summary:
      'Stops a job; what it sealed stays. One that is being worked on goes on until that is seen, and is done if it came to its end by then.',
    permission: 'jobs:write',
    input: z.strictObject({ id: z.uuid() }),
    output: Started,
    errors: ['not_found', 'job_not_open'],
  }),
};

/** What somebody needs who asks for work of a kind; the kinds have the names of the endpoints that ask for them. */
export const permissionFor = (kind: string): string =>
  (Object.entries(jobsContract).find(([name]) => name === kind)?.[1] ?? jobsContract.retry).permission;
