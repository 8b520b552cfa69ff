import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { WantedInstant } from '#/contract/as-of.ts';
import { parsedInput } from '#/contract/input.ts';
import { DomainError } from '#/core/errors.ts';
import { identityContract } from '#/features/identity/contract.ts';
import {
  ACTION_FORMATS,
  type ActionFilter,
  type ActionFormat,
  actionLine,
  actionRows,
  actionsHead,
  recordAction,
} from '#/features/identity/index.ts';
import type { Attestry } from '#/app/wire.ts';
import type { Serving } from './context.ts';
import { entered, mustBeAllowed } from './enter.ts';

export const AUDIT_LOG = '/api/identity/actions/file';
/** Lines that are read at once. */
const PAGE = 1_000;
const MEDIA: Readonly<Record<ActionFormat, string>> = { ndjson: 'application/x-ndjson', csv: 'text/csv' };

const Instant = z.coerce.number().pipe(WantedInstant);
const Asked = identityContract.actions.input.omit({ before: true, limit: true }).extend({
  from: Instant.optional(),
  to: Instant.optional(),
  format: z.enum(ACTION_FORMATS),
  /** For a link, which carries no headers. */
  organization: z.string().max(60).optional(),
});

/** The audit log as a file, filtered as its list is, written while it is read. Whoever takes it stands in it. */
export function mountAuditLog(app: FastifyInstance, serving: Serving): void {
  app.get(AUDIT_LOG, async (request, reply) => {
    const { format, organization, ...filter } = parsedInput(Asked, request.query) as z.output<typeof Asked>;
    if (organization !== undefined) request.headers['attestry-organization'] = organization;
    const who = await entered(serving, request, identityContract.actions);
    const { org, person, via } = who;
    const note = (outcome: string): Promise<void> =>
      recordAction(serving.attestry, org, {
        person,
        via,
        name: 'identity.actions-exported',
        subject: { format },
        outcome,
        request: request.id,
        address: request.ip,
      });
    try {
      mustBeAllowed(serving, who, identityContract.actions);
    } catch (error) {
      if (error instanceof DomainError) await note(error.code);
      throw error;
    }
    await note('done');
    await send(serving.attestry, request, reply, { org, format, filter });
  });
}

interface Sending {
  readonly org: string;
  readonly format: ActionFormat;
  readonly filter: Omit<ActionFilter, 'limit' | 'before'>;
}

async function send(attestry: Attestry, request: FastifyRequest, reply: FastifyReply, what: Sending): Promise<void> {
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': `${MEDIA[what.format]}; charset=utf-8`,
    'content-disposition': `attachment; filename="audit-log.${what.format}"`,
    'cache-control': 'no-store',
  });
  // Whoever reads knows by the broken connection that it is not whole.
  await pipeline(Readable.from(pages(attestry, what)), raw).catch((error: unknown) => {
    request.log.warn({ err: error }, 'the audit log was not sent to its end');
    raw.destroy();
  });
}

async function* pages({ db }: Attestry, { org, format, filter }: Sending): AsyncGenerator<string> {
  yield actionsHead(format);
  for (let before: number | undefined; ; ) {
    const rows = await db.transaction(org, (tx) => actionRows(tx, { ...filter, before, limit: PAGE }));
    if (rows.length > 0) yield rows.map((row) => actionLine(row, format)).join('');
    if (rows.length < PAGE) return;
    before = rows.at(-1)?.position;
  }
}
