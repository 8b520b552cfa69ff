import { formatDay, parseDay } from '#/core/time/zone.ts';
import type { TrustContent } from '#/features/trust/content.contract.ts';
import type { TrustFacts } from '#/features/trust/facts.ts';
import { Html, html, when } from '#/core/html.ts';
import { type Announced, announcedAfter, holdingOn } from '#/features/trust/subprocessors.ts';
import { linkTo } from '#/features/trust/prose.ts';
import { dayInWords } from './lists.ts';

const named = (name: string, address: string): Html => (address === '' ? html`${name}` : linkTo(address, name));

const NONE_NAMED = html`<p class="quiet">None is named.</p>`;

/** Who processes customers’ data; and apart from it, on whose controls the company’s own rely. Both may be the same firm. */
export function subprocessorsHtml({ content, subservice, today }: TrustFacts): Html {
  const { noticeDays } = content.subprocessors;
  const list = holdingOn(content.subprocessors, formatDay(today));
  return html`<p>Subprocessors process personal data of customers on the company’s behalf.${noticeDays === null ? '' : ` A new one, and a change of what one does, with which data or where, is announced ${noticeDays} days before, so that a customer can object.`}</p>
${
  list.length === 0
    ? NONE_NAMED
    : html`<div class="scroll" role="region" aria-label="Table of subprocessors" tabindex="0"><table class="cards"><thead><tr><th scope="col">Name</th><th scope="col">Role</th><th scope="col">Data</th><th scope="col">Place</th><th scope="col">Since</th></tr></thead><tbody>${list.map(
        ({
          name,
          role,
          data,
          place,
          since,
          address,
          hurry,
        }) => html`<tr><th scope="row">${named(name, address)}</th><td data-of="Role">${role}</td><td data-of="Data">${data}</td><td data-of="Place">${place}</td><td data-of="${(parseDay(since) ?? 0) > today ? 'Begins' : 'Since'}">${when(since !== '', () => html`<span class="whole">${(parseDay(since) ?? 0) > today ? `begins ${dayInWords(since)}` : dayInWords(since)}</span>`)}${when(hurry !== '', () => html` <span class="note">Announced later than promised: ${hurry}</span>`)}</td></tr>
`,
      )}</tbody></table></div>`
}${announcedHtml(announcedAfter(content.subprocessors, formatDay(today)))}${when(
  subservice.length > 0,
  () => html`<h3>Subservice organizations</h3><p>In the sense of SOC 2: the company’s controls rely on controls of theirs. That is another question than who processes personal data.</p>
<ul class="rows">${subservice.map(({ name, service, method }) => html`<li><h4>${name}</h4><p>${service}</p><p class="state">${METHODS[method] ?? method}</p></li>`)}</ul>`,
)}`;
}

/** What will be otherwise, and from when; until then the table holds. */
const announcedHtml = (changes: readonly Announced[]): Html | null =>
  when(
    changes.length > 0,
    () =>
      html`<h3>Announced changes</h3><ul class="rows">${changes.map(
        ({ name, from, hurry, role, data, place }) =>
          html`<li><h4>${name}</h4><p class="state">From <time datetime="${from}">${dayInWords(from)}</time>; until then what stands in the table</p>${[
            ['Role', role],
            ['Data', data],
            ['Place', place],
          ].map(([what = '', text = '']) =>
            when(text !== '', () => html`<p>${what}: ${text}</p>`),
          )}${when(hurry !== '', () => html`<p class="note">Announced later than promised: ${hurry}</p>`)}</li>`,
      )}</ul>`,
  );

const METHODS: Readonly<Record<string, string>> = {
  'carve-out': 'Carved out: its own report speaks of its controls',
  inclusive: 'Included: its controls are part of the description',
};

/** Certificates of others, and the rules that the company gives itself. Neither is SOC 2. Whoever asks for either is told of none, too. */
export const certificationsHtml = ({ content: { certifications, policies }, today }: TrustFacts): Html =>
  html`<h3>Certifications</h3>${
    certifications.length === 0
      ? NONE_NAMED
      : html`<p>Named by the company; whoever issued one can confirm it. None of them is SOC 2.</p>
<ul class="rows">${certifications.map((each) => certificationHtml(each, today))}</ul>`
  }<h3>Policies</h3>${
    policies.length === 0
      ? NONE_NAMED
      : html`<ul class="rows">${policies.map(({ title, address, summary }) => html`<li><h4>${named(title, address)}</h4>${when(summary !== '', () => html`<p>${summary}</p>`)}</li>`)}</ul>`
  }`;

function certificationHtml(
  { name, by, reference, until, address }: TrustContent['certifications'][number],
  today: number,
): Html {
  const isOver = until !== '' && (parseDay(until) ?? 0) < today;
  const about = [
    `Issued by ${by}`,
    ...(reference === '' ? [] : [reference]),
    ...(until === '' ? [] : [isOver ? `ended on ${dayInWords(until)}` : `until ${dayInWords(until)}`]),
  ];
  return html`<li><h4>${named(name, address)}</h4><p class="state"><span class="dot ${isOver ? 'off' : 'later'}" aria-hidden="true"></span><span>${about.join(' · ')}</span></p></li>`;
}
