import { type Html, html } from '#/core/html.ts';
import type { OpenFacts, ReadReport } from '#/features/grants/index.ts';
import type { Part, ReportFacts } from '#/features/reports/index.ts';
import type { Home } from '#/app/server/access/frame.ts';

/** A report as it is laid out: to be read and written beside, or as the record of a review, for paper. */
export interface Reading {
  readonly home: Home;
  readonly read: ReadReport;
  readonly open: OpenFacts;
  readonly facts: ReportFacts;
  readonly isRecord: boolean;
  /** The part that was saved just now; null: none. */
  readonly kept: string | null;
}

export const placeOf = ({ slug }: Home, document: string): string => `/t/${slug}/documents/${document}`;

/** Another document than the report, that is open to the same reader. */
interface Other {
  readonly id: string;
  readonly title: string;
}

/** To a page of the reader's own copy: beside the text where there is room, else in a page of its own. */
export function jump({ home, read, isRecord }: Reading, page: number | null, other: Other | null = null): Html {
  if (page === null) return html``;
  const word = other === null ? `p. ${page}` : `p. ${page} of “${other.title}”`;
  if (isRecord) return html`<span class="page">${word}</span>`;
  const to = `${placeOf(home, other?.id ?? read.document)}#page=${page}`;
  const of = other?.title ?? read.title;
  return html`<span class="page"><a class="beside" href="${to}" target="copy" data-of="${of}">${word}</a><a class="alone" href="${to}" target="_blank" rel="noopener" data-of="${of}">${word}</a></span>`;
}

/** Text of several lines, as it was typed. */
export const said = (text: string): Html =>
  html`${text.split(/\n\s*\n/).map((paragraph) => html`<p class="said-so">${paragraph}</p>`)}`;

/** Parts that have more to fill in than a note, and so one button for all of it. */
const WITH_FIELDS: ReadonlySet<Part> = new Set(['system', 'cuecs']);

/** A part of the page, with what the reader wrote beside it. */
export const partHtml = (reading: Reading, part: Part, title: string, body: Html): Html =>
  html`<section id="${part}"><h2>${title}</h2>${body}${noteHtml(reading, part)}${!reading.isRecord && WITH_FIELDS.has(part) ? saveHtml(reading.kept, part) : null}</section>`;

function noteHtml({ read: { review }, isRecord, kept }: Reading, part: Part): Html {
  const note = review.notes[part] ?? '';
  if (isRecord)
    return note === '' ? html`` : html`<div class="mine"><strong>Note of the reviewer</strong>${said(note)}</div>`;
  return html`<details class="mine"${note !== '' || (kept === part && !WITH_FIELDS.has(part)) ? html` open` : null}><summary>Your note</summary><label class="hidden" for="note-${part}">Your note: ${part}</label><textarea id="note-${part}" name="note:${part}" rows="3" maxlength="4000">${note}</textarea>${WITH_FIELDS.has(part) ? null : saveHtml(kept, part)}</details>`;
}

const saveHtml = (kept: string | null, part: Part): Html =>
  html`<p class="does"><button type="submit" name="at" value="${part}">Save</button>${kept === part ? html`<span role="status">Saved.</span>` : null}</p>`;

/** What a report lists, states to be none, or does not speak of. */
type Disclosed<T> =
  | { readonly says: 'these'; readonly list: readonly T[] }
  | { readonly says: 'none'; readonly page: number | null }
  | { readonly says: 'nothing' }
  | null;

export function disclosedHtml<T>(reading: Reading, said: Disclosed<T>, each: (list: readonly T[]) => Html): Html {
  switch (said?.says) {
    case 'these':
      return each(said.list);
    case 'none':
      return html`<p>The report says that there are none. ${jump(reading, said.page)}</p>`;
    case 'nothing':
    case undefined:
      return html`<p>The report does not speak of it.</p>`;
  }
}
