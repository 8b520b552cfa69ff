import { wholeDays } from '#/core/time/whole-days.ts';
import { parseDay } from '#/core/time/zone.ts';
import type { TrustContent } from '#/features/trust/content.contract.ts';
import { inWords } from '#/features/trust/days.ts';
import type { TrustFacts } from '#/features/trust/facts.ts';
import { Html, html, when } from '#/core/html.ts';
import { linkTo, proseHtml } from '#/features/trust/prose.ts';

export const dayInWords = (text: string): string => wholeDays(inWords(parseDay(text) ?? 0));

/** Documents by who may read them. */
export const documentsHtml = ({ documents, request }: TrustFacts): Html =>
  html`<ul class="rows">${documents.map(
    ({
      title,
      level,
      href,
    }) => html`<li><h3><a href="${href}">${wholeDays(title)}</a></h3><p class="state">${LEVELS[level]}</p></li>
`,
  )}</ul>${when(request !== null, () => html`<p><a class="ask" href="${request}">Request access</a></p>`)}`;

const LEVELS = {
  public: 'Anybody may read it',
  'on request': 'On request',
  'under NDA': 'On request, under a non-disclosure agreement',
} as const;

interface Slot {
  readonly name: string;
  readonly figures: readonly string[];
  readonly text: string;
}

const hours = (count: number, of: string): string => `${of}: ${count} ${count === 1 ? 'hour' : 'hours'}`;

/** What reviewers ask of everybody, each with its place, so that an empty one is seen as empty. */
function slotsOf({ slots }: TrustContent): readonly Slot[] {
  const { breachNoticeHours: notice, rtoHours: rto, rpoHours: rpo } = slots;
  return [
    { name: 'Penetration test summary', figures: [], text: slots.penetrationTest },
    {
      name: 'Notice of a breach',
      figures: notice === null ? [] : [hours(notice, 'Customers are told within')],
      text: slots.breachNotice,
    },
    { name: 'Retention and deletion', figures: [], text: slots.retention },
    {
      name: 'Continuity',
      figures: [
        ...(rto === null ? [] : [hours(rto, 'Time to recover (RTO)')]),
        ...(rpo === null ? [] : [hours(rpo, 'Data that may be lost (RPO)')]),
      ],
      text: slots.continuity,
    },
    { name: 'Use of data for artificial intelligence', figures: [], text: slots.aiData },
    { name: 'Insurance', figures: [], text: slots.insurance },
    { name: 'Ready questionnaires', figures: [], text: slots.questionnaires },
  ];
}

export const slotsHtml = (content: TrustContent): Html =>
  html`<dl>${slotsOf(content).map(
    ({ name, figures, text }) => html`<dt>${name}</dt><dd>${
      figures.length === 0 && text === ''
        ? html`<span class="quiet">Not offered</span>`
        : html`${figures.map((figure) => html`<p>${figure}</p>`)}${proseHtml(text)}`
    }</dd>
`,
  )}</dl>`;

/** Newest first. */
export const updatesHtml = ({ updates }: TrustContent): Html =>
  html`<ul class="rows">${newestFirst(updates).map(
    ({
      id,
      day,
      title,
      text,
    }) => html`<li id="update-${id}"><h3>${title}</h3><p class="state"><time datetime="${day}">${dayInWords(day)}</time></p>${proseHtml(text)}</li>
`,
  )}</ul>`;

export const newestFirst = (updates: TrustContent['updates']): TrustContent['updates'] =>
  updates.toSorted((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));

export function contactHtml({ content: { contact, uptime }, base }: TrustFacts): Html {
  const { email, disclosure } = contact;
  return html`${email === '' ? html`<p class="quiet">No security contact is named.</p>` : html`<p>Questions about security, and reports of weaknesses: <a href="mailto:${email}">${email}</a></p>`}${when(
    disclosure !== '',
    () => html`<p>${linkTo(disclosure, 'How to report a weakness')}</p>`,
  )}${when(uptime !== '', () => html`<p>${linkTo(uptime, 'Is the service up?')}</p>`)}${when(
    email !== '',
    () => html`<p class="note"><a href="${base}/.well-known/security.txt">security.txt</a></p>`,
  )}`;
}
