import type { TrustFacts } from '#/features/trust/facts.ts';
import { Html, html } from '#/core/html.ts';
import { wholeDays } from '#/core/time/whole-days.ts';
import { NEXT, statusWords, type StatusWords } from '#/features/trust/sentence.ts';
import { asOfWords, PROMISE } from './words.ts';

const STEPS = [
  ['preparing', 'Preparation'],
  ['observing', 'Observation'],
  ['fieldwork', 'Fieldwork'],
  ['report', 'Report'],
] as const;

/** Stages that are a step's own end: an observation that is over with nobody engaged to examine it, a report that ages. */
const LIKE: Readonly<Partial<Record<StatusWords['stage'], StatusWords['stage']>>> = {
  observed: 'observing',
  ageing: 'report',
};

/** The sentence first, how far that is, and as of when. */
export function statusHtml(facts: TrustFacts): Html {
  const words = statusWords(facts.programme, facts.content);
  return html`<h1>${wholeDays(words.lead)}</h1>
${stepsHtml(words.stage)}<ul class="details">${words.details.map((text) => html`<li${text.startsWith(NEXT) ? html` class="next"` : null}>${wholeDays(text)}</li>`)}</ul>
<p class="note">${asOfWords(facts)} ${PROMISE}</p>`;
}

function stepsHtml(stage: StatusWords['stage']): Html | null {
  const at = STEPS.findIndex(([kind]) => kind === (LIKE[stage] ?? stage));
  if (at < 0) return null;
  return html`<ol class="steps" aria-label="How far it is">${STEPS.map(([, name], place) =>
    place === at
      ? html`<li class="done" aria-current="step">${name}</li>`
      : html`<li class="${place < at ? 'done' : ''}">${name}</li>`,
  )}</ol>
`;
}
