import type { TrustContent } from '#/features/trust/content.contract.ts';
import { inWords } from '#/features/trust/days.ts';
import { nameOf, type TrustFacts } from '#/features/trust/facts.ts';
import { Html, html, when } from '#/core/html.ts';
import { linkTo, proseHtml } from '#/features/trust/prose.ts';
import { type Day, formatDay } from '#/core/time/zone.ts';
import { controlsHtml } from './controls.ts';
import { contactHtml, documentsHtml, slotsHtml, updatesHtml } from './lists.ts';
import { certificationsHtml, subprocessorsHtml } from './others.ts';
import { proofHtml } from './proof.ts';
import { questionsHtml } from './questions.ts';
import { SCRIPT, SCRIPT_NAME } from './script.ts';
import { subscribeHtml } from './subscribe.ts';
import { statusHtml } from './status.ts';
import { lookOf } from '#/features/trust/look.ts';
import { styleOf } from './style.ts';
import { asOfWords, PROMISE } from './words.ts';

export interface PageOptions {
  /** What is looked for in the answers, without a script. */
  readonly query?: string;
  /** A copy that is kept elsewhere, and the last day on which it may be relied on. */
  readonly copyUntil?: Day;
  /** Seen by who edits it only. */
  readonly isDraft?: boolean;
}

export interface Page {
  readonly text: string;
  /** How it looks, which stands in it, for a policy that lets nothing else through. */
  readonly style: string;
}

/** The page as one document. */
export function pageOf(facts: TrustFacts, options: PageOptions = {}): Page {
  const { content } = facts;
  const name = nameOf(facts);
  const look = lookOf(facts);
  const style = styleOf(look.accent);
  const isCopy = options.copyUntil !== undefined;
  const parts = sectionsOf(facts, options.query ?? '');
  const body = html`<a class="skip" href="#main">Skip to the page</a>
<header><div class="column">${look.mark}${nameHtml(content, name)}<span class="what">Trust center</span></div></header>
<main id="main" class="column">
${noticeHtml(facts, options)}${statusHtml(facts)}
<nav aria-label="On this page"><ul>${parts.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>
${parts.map(
  ({ id, title, body: inner }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>${inner}</section>
`,
)}</main>
<footer><div class="column"><p>${PROMISE}</p><p>${asOfWords(facts)}</p><p><a href="${facts.base}/genuine">Is a report that you hold genuine?</a></p><p><a href="${facts.base}/facts.json">These facts as data</a> · <a href="${facts.base}/updates.atom">Updates as a feed</a> · <a href="${facts.base}/badge.svg">Badge</a></p></div></footer>`;
  const title = `${name}: trust center`;
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title}</title><meta name="description" content="${`How ${name} protects what it is trusted with, and how far its SOC 2 is.`}"><link rel="canonical" href="${facts.address}"><link rel="alternate" type="application/atom+xml" title="Updates" href="${facts.base}/updates.atom">${when(facts.demo || options.isDraft === true || isCopy, () => html`<meta name="robots" content="noindex">`)}`;
  const text = `<!doctype html>\n<html lang="en"><head>${head.text}<style>${style}</style>${isCopy ? '' : SCRIPT_LINK}</head>\n<body>${body.text}${isCopy ? `\n<script>${SCRIPT}</script>` : ''}</body></html>\n`;
  return { text, style };
}

/** A page that is served lets in no script that stands in it; a copy that is kept elsewhere is one file. */
const SCRIPT_LINK = `<script src="/${SCRIPT_NAME}" defer></script>`;

interface Section {
  readonly id: string;
  readonly title: string;
  readonly body: Html | null;
}

function sectionsOf(facts: TrustFacts, query: string): readonly Section[] {
  const { content, documents } = facts;
  const all: readonly Section[] = [
    { id: 'documents', title: 'Documents', body: documents.length === 0 ? null : documentsHtml(facts) },
    { id: 'overview', title: 'Overview', body: content.overview === '' ? null : proseHtml(content.overview) },
    { id: 'controls', title: 'Controls', body: facts.controls.length === 0 ? null : controlsHtml(facts) },
    {
      id: 'questions',
      title: 'Questions and answers',
      body: content.faq.length === 0 ? null : questionsHtml(facts, query),
    },
    { id: 'asked', title: 'Asked most', body: slotsHtml(content) },
    { id: 'subprocessors', title: 'Subprocessors', body: subprocessorsHtml(facts) },
    {
      id: 'certifications',
      title: 'Certifications and policies',
      body: content.certifications.length + content.policies.length === 0 ? null : certificationsHtml(facts),
    },
    { id: 'updates', title: 'Updates', body: content.updates.length === 0 ? null : updatesHtml(content) },
    { id: 'hear', title: 'Hear of changes', body: subscribeHtml(facts) },
    { id: 'contact', title: 'Contact', body: contactHtml(facts) },
    { id: 'proof', title: 'Check it yourself', body: facts.proof === null ? null : proofHtml(facts.proof, facts.base) },
  ];
  return all.filter(({ body }) => body !== null);
}

const nameHtml = ({ look }: TrustContent, name: string): Html =>
  look.website === ''
    ? html`<span class="name">${name}</span>`
    : html`<span class="name">${linkTo(look.website, name)}</span>`;

function noticeHtml(facts: TrustFacts, { copyUntil, isDraft }: PageOptions): Html {
  return html`${when(isDraft === true, () => html`<p class="demo"><strong>Preview.</strong> Only who may edit the trust center sees this draft.</p>`)}${when(
    facts.demo,
    () =>
      html`<p class="demo"><strong>Demo.</strong> ${nameOf(facts)} is an invented company. Its records, controls and answers are made up, and so is everything on this page.</p>`,
  )}${copyUntil === undefined ? null : html`<p class="copy" data-until="${formatDay(copyUntil)}"><strong>This is a copy.</strong> It was made on ${inWords(facts.today)} and is out of date after ${inWords(copyUntil)}. The page itself: <a href="${facts.address}">${facts.address}</a></p>`}`;
}
