import { type Html, html, when } from '#/core/html.ts';
import { dayInWords, pagesInWords } from '#/app/server/access/words.ts';
import type { PageContent } from '#/app/server/access/frame.ts';
import { cuecsHtml } from './checklist.ts';
import { controlsHtml, exceptionsHtml, incidentsHtml, infrastructureHtml, subserviceHtml } from './findings.ts';
import { assertionHtml, opinionHtml, systemHtml } from './opinion.ts';
import { jump, placeOf, type Reading } from './reading.ts';
import { timeHtml } from './time.ts';
import { VIEWER_STYLE, viewerHtml } from './viewer.ts';

/** In the order in which reviewers read. */
const ORDER: readonly (readonly [id: string, label: string, made: (reading: Reading) => Html])[] = [
  ['opinion', 'Opinion', opinionHtml],
  ['system', 'System and products', systemHtml],
  ['assertion', 'Assertion', assertionHtml],
  ['exceptions', 'Exceptions', exceptionsHtml],
  ['infrastructure', 'Infrastructure', infrastructureHtml],
  ['controls', 'Controls', controlsHtml],
  ['subservice', 'Subservice organizations', subserviceHtml],
  ['incidents', 'Incidents and changes', incidentsHtml],
  ['cuecs', 'What you must do', cuecsHtml],
  ['time', 'Before and after', timeHtml],
];

export const partsHtml = (reading: Reading): Html => html`${ORDER.map(([, , made]) => made(reading))}`;

/** Whose words these are, who compared them, and what counts where they differ. */
export function provenanceHtml({ home, read, open }: Reading): Html {
  const { recorded, confirmed, sealedBy } = open;
  return html`<p class="said"><strong>The PDF rules.</strong> ${home.name} transcribed these facts from it on ${dayInWords(recorded)}, and a second person there confirmed them on ${dayInWords(confirmed)}. No auditor wrote or examined this page. What is not on it may still stand in the report’s ${pagesInWords(read.pages)}.${sealedBy === null ? '' : ` ${sealedBy.firm} sealed the hash of this very file on ${dayInWords(sealedBy.at)}, ${sealedBy.from}.`}</p>`;
}

/** A report in the order of its readers, with places to write down what they find. */
export function reportPage(
  reading: Reading,
  { wrong, viewer }: { readonly wrong: string | null; readonly viewer: string | null },
): PageContent {
  const { home, read, open, facts } = reading;
  const place = placeOf(home, read.document);
  const body = html`${wrong === null ? null : html`<p class="wrong" role="alert">${wrong}</p>`}
${read.earlier === null ? null : html`<p class="wrong">${home.name} replaced the file since you wrote down what stands below. It is about the file with the SHA-256 <code>${read.earlier}</code>: compare it with this one, and save it again.</p>`}${provenanceHtml(reading)}
<nav class="order" aria-label="In the order of reviewers"><ol>${ORDER.map(([id, label]) => html`<li><a href="#${id}">${label}</a></li>`)}</ol></nav>
<form class="review" method="post" action="${place}/report">${partsHtml(reading)}</form>
<section id="sections"><h2>Sections of the report</h2><ul>${facts.sections.map(({ title, from, to }) => html`<li>${title} ${jump(reading, from)}${to === from ? null : ` to ${to}`}</li>`)}</ul></section>
<section id="record"><h2>Your record of this review</h2><p>The facts, your notes and what you decided, with the day and the hash of the document, for your own files. Save what you typed first.</p>
<div class="does"><a class="act" href="${place}/record">The record, to print</a><a href="${place}/record.json">As data (JSON)</a></div>
<p class="note">What you write down here is yours: ${home.name} has no way in this product to read it. It is kept with your access on the server that ${home.name} runs, so that whoever runs that server and its database could. When your access ends you can still fetch what you wrote.</p></section>
<p><a href="/t/${home.slug}/access">All of your documents</a>${when(open.download, () => html` · <a href="${place}/copy">Save the file</a>`)}</p>`;
  const content = { title: read.title, step: 'read', body, beside: besideHtml(reading, viewer !== null) } as const;
  return viewer === null ? content : { ...content, module: viewer, style: VIEWER_STYLE };
}

/** Empty until a page is chosen: opening the copy is what counts as reading it. Without a script it opens in the frame. */
const besideHtml = ({ home, read }: Reading, hasViewer: boolean): Html =>
  html`<aside class="pane" aria-label="Your copy of the document"><p class="note">Choose a page number, and your copy opens here at that page. Or <a href="${placeOf(home, read.document)}" target="_blank" rel="noopener">open it in a page of its own</a>.</p><iframe name="copy" title="Your copy of the document"></iframe>${when(hasViewer, () => viewerHtml(read.pages))}</aside>`;
