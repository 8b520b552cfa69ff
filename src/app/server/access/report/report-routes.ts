import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parsedInput } from '#/contract/input.ts';
import { DomainError } from '#/core/errors.ts';
import { keepReview, type ReadReport, readReport, reviewRecord, type Visitor } from '#/features/grants/index.ts';
import { PARTS, Review } from '#/features/reports/index.ts';
import { inWords, isId } from '#/app/server/access/form.ts';
import { type Home, sendPage } from '#/app/server/access/frame.ts';
import { homeOf, mustBeReader } from '#/app/server/access/visit.ts';
import type { Serving } from '#/app/server/context.ts';
import { recordOf, recordPage } from './record.ts';
import { placeOf, type Reading } from './reading.ts';
import { reportPage } from './report-page.ts';

const HOUR = 3_600;
/** Pages and records of reports, and times that something was saved, of one reader within an hour. */
const LOOKS = { window: HOUR, most: 600 };
/** Bytes of what a reader writes down: every note at its longest, as a browser sends it. */
export const REVIEW_LIMIT = 1_024 * 1_024;

/** A report in the reviewer's order, what they write down beside it, and the record that leaves with them. */
export const reportRoutes =
  (viewer: string | null) =>
  (app: FastifyInstance, serving: Serving): void => {
    const { attestry } = serving;
    const asked = async (request: FastifyRequest) => {
      const home = await homeOf(serving, request);
      const { id } = request.params as { readonly id: string };
      const visitor = await mustBeReader(serving, home, request);
      await serving.auth.limit(`trust report ${home.org} ${visitor.id}`, LOOKS);
      if (!isId(id)) throw new DomainError('not_found', { what: 'report', id: 'that' });
      return { home, visitor, of: { org: home.org, visitor, document: id } };
    };
    const get = (url: string, handler: (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
      app.route({ method: 'GET', url, exposeHeadRoute: false, handler }); // a look would be recorded as a reading
    get('/t/:slug/documents/:id/report', async (request, reply) => {
      const { home, of } = await asked(request);
      const { kept = null } = request.query as { readonly kept?: unknown };
      const read = await readReport(attestry, of);
      return sendPage(
        reply,
        home,
        reportPage(readingOf(home, read, PARTS.find((part) => part === kept) ?? null), { wrong: null, viewer }),
      );
    });
    app.post('/t/:slug/documents/:id/report', async (request, reply) => {
      const { home, of } = await asked(request);
      const typed = typedIn(request);
      try {
        await keepReview(attestry, of, parsedInput(Review, typed) as Review);
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'input_invalid')) throw error;
        const read = { ...(await readReport(attestry, of)), review: typed };
        return sendPage(
          reply.code(422),
          home,
          reportPage(readingOf(home, read, null), { wrong: inWords(error), viewer }),
        );
      }
      const at = PARTS.find((part) => part === formOf(request).get('at')) ?? 'opinion';
      return reply.redirect(`${placeOf(home, of.document)}/report?kept=${at}#${at}`, 303);
    });
    const recorded = async (request: FastifyRequest) => {
      const { home, visitor, of } = await asked(request);
      return { home, visitor, read: await reviewRecord(attestry, of), at: attestry.chance.now() };
    };
    get('/t/:slug/documents/:id/record', async (request, reply) => {
      const recording = await recorded(request);
      return sendPage(reply, recording.home, recordPage(recording));
    });
    get('/t/:slug/documents/:id/record.json', async (request, reply) => {
      const recording = await recorded(request);
      return sendRecord(reply, recording, attestry.url);
    });
  };

/** Kept by no cache, and run by nothing. */
const sendRecord = (
  reply: FastifyReply,
  recording: { readonly home: Home; readonly visitor: Visitor; readonly read: ReadReport; readonly at: number },
  url: string,
): FastifyReply =>
  reply
    .type('application/json; charset=utf-8')
    .header('cache-control', 'private, no-store')
    .header('x-content-type-options', 'nosniff')
    .header('content-disposition', 'attachment; filename="review-record.json"')
    .send(`${JSON.stringify(recordOf(recording, url), null, 2)}\n`);

function readingOf(home: Home, read: ReadReport, kept: string | null): Reading {
  if (read.open === null) throw new DomainError('access_refused', { because: 'you were not given it' });
  return { home, read, open: read.open, facts: read.open.facts, isRecord: false, kept };
}

const formOf = ({ body }: FastifyRequest): URLSearchParams =>
  body instanceof URLSearchParams ? body : new URLSearchParams();

/** What the form says, as it was typed; ends of lines as texts have them here. */
function typedIn(request: FastifyRequest): Review {
  const form = formOf(request);
  const notes = new Map<string, string>(); // of names that somebody else chose, so no object until they are known
  const cuecs = new Map<string, { decision: string; note: string }>();
  for (const [name, value] of form) {
    const [, kind, of = ''] = /^(note|decision|remark):(.{1,20})$/su.exec(name) ?? [];
    const text = value.replaceAll('\r\n', '\n');
    const cuec = cuecs.get(of) ?? { decision: 'open', note: '' };
    if (kind === 'note') notes.set(of, text);
    else if (kind === 'decision') cuecs.set(of, { ...cuec, decision: text });
    else if (kind === 'remark') cuecs.set(of, { ...cuec, note: text });
  }
  const said = { notes: Object.fromEntries(notes), cuecs: Object.fromEntries(cuecs) };
  return { product: form.get('product') ?? '', ...said } as Review;
}
