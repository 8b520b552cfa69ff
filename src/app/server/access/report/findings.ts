import { type Html, html, when } from '#/core/html.ts';
import type { ReportFacts } from '#/features/reports/index.ts';
import { disclosedHtml, jump, partHtml, type Reading, said } from './reading.ts';

/** Number, nature, severity, response. */
export const exceptionsHtml = (reading: Reading): Html =>
  partHtml(
    reading,
    'exceptions',
    'Exceptions',
    disclosedHtml(
      reading,
      reading.facts.exceptions,
      (list) =>
        html`<p>${list.length === 1 ? 'One exception' : `${list.length} exceptions`}. Responses are management’s; the opinion does not cover them.</p>${list.map(
          (
            each,
          ) => html`<article class="one"><h3>${each.number}${each.control === '' ? '' : ` · control ${each.control}`}${each.criteria.length === 0 ? '' : ` · ${each.criteria.join(', ')}`} ${jump(reading, each.page)}</h3>
${said(each.nature)}
<dl><dt>Severity</dt><dd>${each.severity === '' ? 'The report states none' : each.severity}</dd>
<dt>Management’s response</dt><dd>${each.response === '' ? 'The report holds none' : html`${said(each.response)}${jump(reading, each.responsePage)}`}</dd></dl></article>`,
        )}`,
    ),
  );

const KINDS = {
  storage: 'Storage',
  provider: 'Cloud providers and regions',
  network: 'Network',
  subprocessor: 'Subprocessors',
  other: 'Other',
} as const;

export function infrastructureHtml(reading: Reading): Html {
  const { infrastructure } = reading.facts;
  const kinds = (Object.keys(KINDS) as (keyof typeof KINDS)[])
    .map((kind) => ({ kind, list: infrastructure.filter((each) => each.kind === kind) }))
    .filter(({ list }) => list.length > 0);
  return partHtml(
    reading,
    'infrastructure',
    'Infrastructure',
    kinds.length === 0
      ? html`<p>None was transcribed. Read the description of the system.</p>`
      : html`${kinds.map(
          ({ kind, list }) =>
            html`<h3>${KINDS[kind]}</h3><ul>${list.map(({ name, where, about, page }) => html`<li>${[name, where, about].filter((text) => text !== '').join(' · ')} ${jump(reading, page)}</li>`)}</ul>`,
        )}`,
  );
}

const SERIES = {
  CC6: 'Access',
  CC7: 'Operations and incidents',
  CC8: 'Changes',
  CC9: 'Risks and vendors',
} as const;
type Series = keyof typeof SERIES;
type Control = ReportFacts['controls'][number];

/** The series under which a control stands; null: of none that readers look at most. */
const seriesOf = ({ criteria }: Control): Series | null =>
  (Object.keys(SERIES) as Series[]).find((series) => criteria.some((id) => id.startsWith(`${series}.`))) ?? null;

/** Tests and results as the report prints them. Where nothing is printed, that is said, and nothing is made of it. */
export function controlsHtml(reading: Reading): Html {
  const { controls } = reading.facts;
  const found = Map.groupBy(controls, seriesOf);
  return partHtml(
    reading,
    'controls',
    'Controls of CC6 to CC9, with tests and results',
    html`${(Object.keys(SERIES) as Series[]).map((series) => seriesHtml(reading, series, found.get(series) ?? []))}${when(
      found.has(null),
      () => html`<h3>Of other series</h3>${(found.get(null) ?? []).map((each) => controlHtml(reading, each))}`,
    )}`,
  );
}

const seriesHtml = (reading: Reading, series: Series, list: readonly Control[]): Html =>
  html`<h3>${series} · ${SERIES[series]}</h3>${list.length === 0 ? html`<p>None was transcribed. That does not say that the report has none: see its own pages.</p>` : list.map((each) => controlHtml(reading, each))}`;

const printed = (text: string, page: Html): Html =>
  text === '' ? html`Nothing was transcribed. See ${page}` : html`${said(text)}`;

function controlHtml(reading: Reading, { number, criteria, statement, tests, results, page }: Control): Html {
  const at = jump(reading, page);
  return html`<article class="one"><h4>${number} · ${criteria.join(', ')} ${at}</h4>${said(statement)}<dl><dt>Tests</dt><dd>${printed(tests, at)}</dd><dt>Results</dt><dd>${printed(results, at)}</dd></dl></article>`;
}

export const subserviceHtml = (reading: Reading): Html =>
  partHtml(
    reading,
    'subservice',
    'Subservice organizations and what they are expected to do',
    disclosedHtml(
      reading,
      reading.facts.subservice,
      (list) =>
        html`${list.map(
          ({ name, service, method, csocs, page }) =>
            html`<article class="one"><h3>${name} ${jump(reading, page)}</h3><p>${service}. ${method === 'carve-out' ? 'Carved out: the report does not speak of its controls, so look at its own.' : 'Included: the report speaks of its controls.'}</p>${csocs.length === 0 ? html`<p>No complementary control of it was transcribed.</p>` : html`<ul>${csocs.map((each) => html`<li>${each}</li>`)}</ul>`}</article>`,
        )}`,
    ),
  );

export const incidentsHtml = (reading: Reading): Html =>
  partHtml(
    reading,
    'incidents',
    'Incidents and changes',
    html`<h3>Incidents (DC4)</h3>${disclosedHtml(
      reading,
      reading.facts.incidents,
      (list) =>
        html`<ul>${list.map(({ when: on, what, effect, page }) => html`<li>${on === '' ? '' : `${on}: `}${what} ${effect === '' ? null : `Effect: ${effect} `}${jump(reading, page)}</li>`)}</ul>`,
    )}<h3>Changes to the system (DC9)</h3>${disclosedHtml(
      reading,
      reading.facts.changes,
      (list) =>
        html`<ul>${list.map(({ when: on, what, page }) => html`<li>${on === '' ? '' : `${on}: `}${what} ${jump(reading, page)}</li>`)}</ul>`,
    )}`,
  );
