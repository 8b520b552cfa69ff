import { type Html, html, when } from '#/core/html.ts';
import { counted } from '#/core/grouped.ts';
import { parseDay } from '#/core/time/zone.ts';
import type { OtherStanding } from '#/features/grants/index.ts';
import { gapsIn, type ReportFacts } from '#/features/reports/index.ts';
import { inWords, typeInWords } from '#/features/trust/index.ts';
import { plainDay } from '#/app/server/access/words.ts';
import { jump, partHtml, type Reading } from './reading.ts';

/** What speaks of the time before and after the window, and of which days nothing does. */
export const timeHtml = (reading: Reading): Html =>
  partHtml(
    reading,
    'time',
    'Before and after: bridge letter, previous reports and gaps',
    html`${afterHtml(reading)}${beforeHtml(reading)}`,
  );

/** What is no part of the report: in a document of its own, or on a page of the report that speaks of it. */
type Elsewhere = Pick<ReportFacts['previous'][number], 'document' | 'page'>;

/** To the page on which it stands, where the reader was let in to what holds it; else to where they can ask for it. */
function jumpTo(reading: Reading, { document, page }: Elsewhere): Html {
  if (document === null) return jump(reading, page);
  const standing = reading.open.others.get(document) ?? { kind: 'not given' };
  if (standing.kind === 'open') return jump(reading, page ?? 1, { id: document, title: standing.title });
  if (reading.isRecord) return html`(not among the reviewer’s documents)`;
  return html`<span class="note">${closedHtml(`/t/${reading.home.slug}`, document, standing.kind)}</span>`;
}

function closedHtml(home: string, document: string, kind: Exclude<OtherStanding['kind'], 'open'>): Html {
  switch (kind) {
    case 'to ask for':
      return html`It is not among your documents: <a href="${home}/request?document=${document}">ask for it</a>.`;
    case 'asked for':
      return html`You <a href="${home}/access">asked for it</a>; it waits for an answer.`;
    case 'to sign':
      return html`It opens once <a href="${home}/access">the agreement is signed</a>.`;
    case 'not given':
      return html`It is not given to anybody any more.`;
  }
}

function afterHtml(reading: Reading): Html {
  const { bridge, period } = reading.facts;
  const last = parseDay(period.last ?? '') ?? 0;
  const today = parseDay(reading.read.today) ?? 0;
  const through = bridge === null ? last : (parseDay(bridge.through) ?? last);
  const letter =
    bridge === null
      ? html`<p>No bridge letter was recorded.</p>`
      : html`<p>Management’s letter of ${plainDay(bridge.dated)} speaks of the time to ${plainDay(bridge.through)}. Nobody audited it. ${jumpTo(reading, bridge)}</p>`;
  return html`<h3>Since the window</h3>${letter}${when(today > through, () => html`<p>From ${inWords(through + 1)} to today nothing that is recorded here speaks.</p>`)}`;
}

function beforeHtml(reading: Reading): Html {
  const { facts } = reading;
  const gaps = gapsIn(facts);
  const named = facts.previous.toSorted((a, b) => b.last.localeCompare(a.last));
  return html`<h3>Previous reports</h3>${
    named.length === 0
      ? html`<p>The company named none.</p>`
      : html`<ul>${named.map((each) => html`<li>${previousInWords(each)} ${jumpTo(reading, each)}</li>`)}</ul><p class="note">As the company states them; no opinion of this report covers them.</p>`
  }${gaps.map(({ from, to }) => html`<p class="wrong">Gap: none of the reports that are named speaks of ${inWords(from)} to ${inWords(to)} (${counted(to - from + 1, 'day')}).</p>`)}${when(named.some(({ type }) => type === 'type-2') && gaps.length === 0, () => html`<p>Between the windows that are named there is no gap.</p>`)}`;
}

const previousInWords = ({ type, first, last, firm, opinion }: ReportFacts['previous'][number]): string =>
  [
    `SOC 2 ${typeInWords(type)} ${type === 'type-1' ? `as of ${plainDay(last)}` : `for ${plainDay(first)} to ${plainDay(last)}`}`,
    ...(firm === '' ? [] : [firm]),
    ...(opinion === null ? [] : [`opinion: ${opinion}`]),
  ].join(', ');
