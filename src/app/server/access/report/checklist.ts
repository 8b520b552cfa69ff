import { type Html, html } from '#/core/html.ts';
import { decidedOf, type Decision, DECISIONS } from '#/features/reports/index.ts';
import { disclosedHtml, jump, partHtml, type Reading, said } from './reading.ts';

export const DECISION_WORDS: Readonly<Record<Decision, string>> = {
  open: 'not decided',
  'in place': 'in place with us',
  planned: 'we will do it',
  'not applicable': 'does not apply to us',
};

/** What customers must do, to be ticked one by one. */
export const cuecsHtml = (reading: Reading): Html =>
  partHtml(
    reading,
    'cuecs',
    'What you must do (complementary user entity controls)',
    disclosedHtml(reading, reading.facts.cuecs, (list) => {
      const { review } = reading.read;
      const decided = list.filter(({ number }) => decidedOf(review, number).decision !== 'open').length;
      return html`<p>The auditor did not test these: they are yours. ${decided} of ${list.length} decided.</p>${list.map(
        (each, at) => {
          const { decision, note } = decidedOf(review, each.number);
          const about = html`${each.number}${each.criteria.length === 0 ? '' : ` · ${each.criteria.join(', ')}`} ${jump(reading, each.page)}`;
          return reading.isRecord
            ? html`<article class="one"><h3>${about}</h3>${said(each.text)}<p><strong>${DECISION_WORDS[decision]}</strong></p>${note === '' ? null : html`<div class="mine">${said(note)}</div>`}</article>`
            : html`<fieldset class="one"><legend>${about}</legend>${said(each.text)}<div class="choices">${DECISIONS.map(
                (value) =>
                  html`<label class="tick"><input type="radio" name="decision:${each.number}" value="${value}"${value === decision ? html` checked` : null}><span>${DECISION_WORDS[value]}</span></label>`,
              )}</div><label class="of" for="remark-${at}">Note</label><input id="remark-${at}" name="remark:${each.number}" value="${note}" maxlength="1000" autocomplete="off"></fieldset>`;
        },
      )}`;
    }),
  );
