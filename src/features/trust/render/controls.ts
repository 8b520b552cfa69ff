import { inWords } from '#/features/trust/days.ts';
import type { ControlShown, Face, TrustFacts } from '#/features/trust/facts.ts';
import { Html, html } from '#/core/html.ts';
import { wholeDays } from '#/core/time/whole-days.ts';
import { THEME_NAMES } from '#/features/trust/themes.ts';
import type { Day } from '#/core/time/zone.ts';

/** Controls by theme, each with what it is and what its records say. */
export function controlsHtml({ controls, today }: TrustFacts): Html {
  const shown = controls.filter(({ face }) => face.kind === 'shown').length;
  const themes = THEME_NAMES.map((theme) => ({ theme, of: controls.filter((each) => each.theme === theme) }));
  return html`<p>${shown} of the ${controls.length} controls here show no deviation in the company’s own records for as long as each says. Where records are read from systems, all of them are looked at, not a sample.</p>
${themes
  .filter(({ of }) => of.length > 0)
  .map(
    ({ theme, of }) => html`<h3>${theme}</h3>
<ul class="rows">${of.map((each) => controlHtml(each, today))}</ul>
`,
  )}`;
}

const controlHtml = ({ id, title, statement, face }: ControlShown, today: Day): Html =>
  html`<li id="control-${id}"><h4>${title}</h4><p class="state"><span class="dot ${dotOf(face)}" aria-hidden="true"></span><span>${wholeDays(faceWords(face, today))}</span></p><p>${statement}</p></li>
`;

/** What the records say of a control, in words. */
export function faceWords(face: Face, today: Day): string {
  switch (face.kind) {
    case 'shown':
      return face.until === null
        ? `No deviation in its records since ${inWords(face.since)}`
        : `No deviation in its records from ${inWords(face.since)} to ${inWords(face.until)}`;
    case 'design':
      return `Its design is documented, and it was adopted on ${inWords(face.since)}; its records are not looked at yet`;
    case 'nothing occurred':
      return face.until === null
        ? `Nothing has called for it since ${inWords(face.since)}`
        : `Nothing called for it from ${inWords(face.since)} to ${inWords(face.until)}`;
    case 'relies':
      return `Relies on controls of ${face.on.join(' and ')}`;
    case 'not started':
      return 'Adopted; no record shows it yet: its first due date has not come, nothing has called for it, or no source tells of it';
    case 'adopted':
      return `Adopted on ${inWords(face.since)}; no window is observed yet`;
    case 'retired':
      return `No longer performed since ${inWords(face.since)}`;
    case 'not shown':
      return `Not shown as of ${inWords(today)}`;
  }
}

const dotOf = ({ kind }: Face): string => {
  if (kind === 'shown') return 'shown';
  return kind === 'not shown' || kind === 'retired' ? 'off' : 'later';
};
