import { type Html, html, when } from '#/core/html.ts';
import { counted } from '#/core/counted.ts';
import { parseDay } from '#/core/time/zone.ts';
import { gapsIn } from '#/features/reports/index.ts';
import { inWords, typeInWords } from '#/features/trust/index.ts';
import { plainDay } from '#/app/server/access/words.ts';
import { partHtml, placeOf, type Reading } from './reading.ts';

/** What speaks of the time before and after the window, and of which days nothing does. */
export const timeHtml = (reading: Reading): Html =>
  partHtml(
    reading,
    'time',
    'Before and after: bridge letter, previous reports and gaps',
    html`${afterHtml(reading)}${beforeHtml(reading)}`,
  );

function afterHtml({ facts: { bridge, period }, read, home, isRecord }: Reading): Html {
  const last = parseDay(period.last ?? '') ?? 0;
  const today = parseDay(read.today) ?? 0;
  const through = bridge === null ? last : (parseDay(bridge.through) ?? last);
  const letter =
    bridge === null
      ? html`<p>No bridge letter was recorded.</p>`
      : html`<p>Management’s letter of ${plainDay(bridge.dated)} speaks of the time to ${plainDay(bridge.through)}. Nobody audited it.${bridge.document === null || isRecord ? null : html` <a href="${placeOf(home, bridge.document)}" target="_blank" rel="noopener">Read it</a>, where you were let in to it.`}</p>`;
  return html`<h3>Since the window</h3>${letter}${when(today > through, () => html`<p>From ${inWords(through + 1)} to today nothing that is recorded here speaks.</p>`)}`;
}

function beforeHtml({ facts }: Reading): Html {
  const gaps = gapsIn(facts);
  const named = facts.previous.toSorted((a, b) => b.last.localeCompare(a.last));
  return html`<h3>Previous reports</h3>${
    named.length === 0
      ? html`<p>The company named none.</p>`
      : html`<ul>${named.map(({ type, first, last, firm, opinion }) => html`<li>SOC 2 ${typeInWords(type)} ${type === 'type-1' ? `as of ${plainDay(last)}` : `for ${plainDay(first)} to ${plainDay(last)}`}${firm === '' ? '' : `, ${firm}`}${opinion === null ? '' : `, opinion: ${opinion}`}</li>`)}</ul><p class="note">As the company states them; they do not stand in this report.</p>`
  }${gaps.map(({ from, to }) => html`<p class="wrong">Gap: none of the reports that are named speaks of ${inWords(from)} to ${inWords(to)} (${counted(to - from + 1, 'day')}).</p>`)}${when(named.some(({ type }) => type === 'type-2') && gaps.length === 0, () => html`<p>Between the windows that are named there is no gap.</p>`)}`;
}
