import { html, when } from '#/core/html.ts';
import { formatInstant, type Instant } from '#/core/time/instant.ts';
import type { ReadReport, Visitor } from '#/features/grants/index.ts';
import { coveredBy, decidedOf } from '#/features/reports/index.ts';
import { type Home, type PageContent } from '#/app/server/access/frame.ts';
import { dayInWords, plainDay } from '#/app/server/access/words.ts';
import { DECISION_WORDS } from './checklist.ts';
import { partsHtml, provenanceHtml } from './report-page.ts';
import { placeOf, said } from './reading.ts';

export interface Recording {
  readonly home: Home;
  readonly read: ReadReport;
  readonly visitor: Visitor;
  readonly at: Instant;
}

const ENDED = 'Your access has ended: this holds what you wrote down, and nothing of the report.';

/** The record of a review, for paper. */
export function recordPage({ home, read, visitor, at }: Recording): PageContent {
  const { open, review } = read;
  const reading = open === null ? null : { home, read, open, facts: open.facts, isRecord: true, kept: null };
  const body = html`<dl>
<dt>Reviewer</dt><dd>${visitor.name} &lt;${visitor.email}&gt;, ${visitor.company}</dd>
<dt>Made on</dt><dd>${dayInWords(at)}</dd>
<dt>Document</dt><dd>${read.title}</dd>
<dt>SHA-256 of the original</dt><dd><code>${read.sha256}</code></dd>
${read.earlier === null ? null : html`<dt>Notes and decisions</dt><dd>are about an earlier file, with the SHA-256 <code>${read.earlier}</code></dd>`}
${open === null ? null : html`<dt>Access</dt><dd><code>${open.grant}</code>, until ${plainDay(open.until)}</dd><dt>Facts</dt><dd>version ${open.version}, sealed at position ${open.position} of the log of ${home.name}</dd>`}
</dl>
${reading === null ? html`<p class="said">${ENDED}</p>${notesHtml(read)}` : html`${provenanceHtml(reading)}${partsHtml(reading)}`}
${when(reading === null && review.product !== '', () => html`<p>Product: ${review.product}</p>`)}
<p class="no-print"><a href="${placeOf(home, read.document)}/record.json">As data (JSON)</a> · <a href="/t/${home.slug}/access">All of your documents</a></p>`;
  return { title: `Review of ${read.title}`, body };
}

const notesHtml = ({ review: { notes, cuecs } }: ReadReport) =>
  html`<h2>Notes</h2>${Object.entries(notes)
    .filter(([, note]) => note !== '')
    .map(
      ([part, note]) => html`<h3>${part}</h3>${said(note ?? '')}`,
    )}<h2>What customers must do</h2><ul>${Object.entries(cuecs).map(([number, { decision, note }]) => html`<li>${number}: ${DECISION_WORDS[decision]}${note === '' ? '' : `. ${note}`}</li>`)}</ul>`;

/** The same as data. Members may be added, none changes. */
export function recordOf({ home, read, visitor, at }: Recording, url: string) {
  const { open, review } = read;
  const listed = open?.facts.cuecs?.says === 'these' ? open.facts.cuecs.list : [];
  return {
    format: 'attestry-review-record',
    v: 1,
    made: formatInstant(at),
    company: { name: home.name, address: `${url}/t/${home.slug}` },
    reviewer: { name: visitor.name, email: visitor.email, company: visitor.company },
    document: { id: read.document, title: read.title, sha256: read.sha256, pages: read.pages },
    says: open === null ? ENDED : 'Transcribed by the company, confirmed by a second person there. The PDF rules.',
    transcription:
      open === null
        ? null
        : {
            version: open.version,
            position: open.position,
            recorded: formatInstant(open.recorded),
            confirmed: formatInstant(open.confirmed),
            sealedByFirm: open.sealedBy === null ? null : `${open.sealedBy.firm}, ${open.sealedBy.from}`,
            grant: open.grant,
          },
    facts: open?.facts ?? null,
    // Of the file about which it was written, where another one took its place since.
    writtenAbout: { sha256: read.earlier ?? read.sha256 },
    product: { buying: review.product, report: open === null ? null : coveredBy(open.facts, review.product).kind },
    notes: review.notes,
    cuecs:
      open === null
        ? Object.entries(review.cuecs).map(([number, decided]) => ({ number, text: null, page: null, ...decided }))
        : listed.map(({ number, text, page }) => ({
            number,
            text,
            page,
            ...decidedOf(review, number),
          })),
  };
}
