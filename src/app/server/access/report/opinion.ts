import { type Html, html, when } from '#/core/html.ts';
import { parseDay } from '#/core/time/zone.ts';
import { coveredBy, type Covered } from '#/features/reports/index.ts';
import { ageInWords, CATEGORY_WORDS, isStale, STALE_AFTER, typeInWords } from '#/features/trust/index.ts';
import { plainDay } from '#/app/server/access/words.ts';
import { jump, partHtml, type Reading, said } from './reading.ts';

const dayOf = (text: string | null): number => parseDay(text ?? '') ?? 0;

/** Kind, window, age, categories, and the firm with its license. */
export function opinionHtml(reading: Reading): Html {
  const { period, opinion, dated, categories, firm } = reading.facts;
  const type = period.type === null ? '' : typeInWords(period.type);
  const isOld = isStale(dayOf(period.last), dayOf(reading.read.today));
  const ended = ageInWords(dayOf(period.last), dayOf(reading.read.today));
  return partHtml(
    reading,
    'opinion',
    'Opinion',
    html`<dl>
<dt>Kind</dt><dd><strong>${opinion.kind ?? ''}</strong> ${jump(reading, opinion.page)}${when(opinion.basis !== '', () => html`<blockquote>${said(opinion.basis)}</blockquote>`)}</dd>
<dt>Type</dt><dd>SOC 2 ${type}</dd>
<dt>${period.type === 'type-1' ? 'As of' : 'Window'}</dt><dd>${daysHtml(period.type, period.first, period.last)} ${jump(reading, period.page)}</dd>
<dt>Age</dt><dd>${period.type === 'type-1' ? 'As of a day' : 'The window ended'} ${isOld && ended === `${STALE_AFTER} months ago` ? 'more than ' : ''}${ended}${isOld ? `. Most readers look for one that is no older than ${STALE_AFTER} months` : ''}</dd>
<dt>Date of the report</dt><dd>${plainDay(dated.on ?? '')} ${jump(reading, dated.page)}</dd>
<dt>Categories</dt><dd>${categories.list.map((each) => CATEGORY_WORDS[each]).join(', ')} ${jump(reading, categories.page)}</dd>
<dt>CPA firm</dt><dd>${firm.name} ${jump(reading, firm.page)}</dd>
<dt>Licensed in</dt><dd>${firm.licensedIn}${firm.licence === '' ? '' : `, number ${firm.licence}`}. <a href="${firm.lookUp}" rel="noopener noreferrer"${reading.isRecord ? null : html` target="_blank"`}>Look it up</a>${reading.isRecord ? ` at ${firm.lookUp}` : ''}</dd>
</dl>`,
  );
}

const daysHtml = (type: string | null, first: string | null, last: string | null): string =>
  type === 'type-1' ? plainDay(last ?? '') : `${plainDay(first ?? '')} to ${plainDay(last ?? '')}`;

/** What is covered, against what the reader is buying. */
export function systemHtml(reading: Reading): Html {
  const { facts, read, isRecord } = reading;
  const { system } = facts;
  const { product } = read.review;
  const covered = coveredHtml(reading, coveredBy(facts, product), product);
  const asked = isRecord
    ? html`<p>Product that the reviewer is buying: ${product === '' ? 'not named' : product}.</p>${covered}`
    : html`<label class="of" for="product">The product that you are buying</label><input id="product" name="product" value="${product}" maxlength="200" autocomplete="off">${covered}`;
  return partHtml(
    reading,
    'system',
    'System and products covered',
    html`<p><strong>${system.name}</strong> ${jump(reading, system.page)}</p><ul>${system.products.map(({ name, page }) => html`<li>${name} ${jump(reading, page)}</li>`)}</ul>${asked}`,
  );
}

function coveredHtml(reading: Reading, covered: Covered, product: string): Html {
  switch (covered.kind) {
    case 'unsaid':
      return html``;
    case 'named':
      return html`<p class="said">The report names “${covered.name}”. ${jump(reading, covered.page)}</p>`;
    case 'not named':
      return html`<p class="wrong">The report names no “${product}”. It may be called otherwise there, or be part of another product: ask ${reading.home.name}, and read the description of the system.</p>`;
  }
}

export const assertionHtml = (reading: Reading): Html => {
  const { qualifications, page } = reading.facts.assertion;
  return partHtml(
    reading,
    'assertion',
    'Management’s assertion',
    html`<p>Management’s own words, which the firm examined. ${jump(reading, page)}</p>${qualifications === '' ? html`<p>No qualification of it was transcribed.</p>` : html`<blockquote>${said(qualifications)}</blockquote>`}`,
  );
};
