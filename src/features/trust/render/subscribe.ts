import { type Html, html } from '#/core/html.ts';
import { nameOf, type TrustFacts } from '#/features/trust/facts.ts';

/** What somebody can hear of, by the names that the form sends. */
const TOPICS = [
  ['updates', 'Updates'],
  ['subprocessors', 'Changes of subprocessors, before they begin where notice is promised'],
  ['reports', 'New reports'],
] as const;

/** A form without a script: what to hear of, and where. Nothing is ticked ahead. */
export function subscribeHtml(facts: TrustFacts): Html | null {
  if (facts.subscribe === null) return null;
  return html`<p>By e-mail, and only what you choose. A link shows that the address is yours; each message has a way out.</p>
<form class="hear" method="post" action="${facts.subscribe}"><fieldset><legend>What you want to hear of</legend>${TOPICS.map(([value, label]) => html`<label><input type="checkbox" name="topics" value="${value}"><span>${label}</span></label>`)}</fieldset>
<label for="hear-email">E-mail</label><input id="hear-email" name="email" type="email" required maxlength="200" autocomplete="email"><button>Send me a link</button></form>
<p class="note">${nameOf(facts)} keeps the address for that and nothing else, and forgets it when you leave.</p>`;
}
