import { type Html, html, when } from '#/core/html.ts';
import { isFreeMail } from '#/core/party.ts';
import { wholeDays } from '#/core/time/whole-days.ts';
import type { Visitor } from '#/features/grants/index.ts';
import type { Home, PageContent } from './frame.ts';
import { LEVELS, pagesInWords, periodInWords } from './words.ts';

interface Askable {
  readonly id: string;
  readonly title: string;
  readonly level: 'public' | 'request' | 'nda';
  readonly first: string | null;
  readonly last: string | null;
  readonly pages: number;
}

/** What was typed before, so that nobody types it again after a mistake. */
export interface Typed {
  readonly name: string;
  readonly email: string;
  readonly company: string;
  readonly reason: string;
  readonly documents: readonly string[];
}

interface Asking {
  readonly home: Home;
  readonly documents: readonly Askable[];
  readonly typed: Typed;
  /** What is wrong with what was typed; null: nothing. */
  readonly wrong: string | null;
  readonly visitor: Visitor | null;
  /** What is known of documents to whoever is signed in, by their ids. */
  readonly known: ReadonlyMap<string, 'among your documents' | 'asked for already'>;
}

const field = (name: keyof Typed, label: string, value: string, more: Html): Html =>
  html`<label class="of" for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}" required${more}>`;

/** Step one: who asks, for what, and why. */
export function askPage({ home, documents, typed, wrong, visitor, known }: Asking): PageContent {
  const chosen = (id: string): boolean => typed.documents.includes(id) || documents.length === 1;
  const body = html`${wrong === null ? null : html`<p class="wrong" role="alert">${wrong}</p>`}
<p>${visitor === null ? `Say who you are and what you need. ${home.mails ? 'A link goes to your address, and using it shows that the address is yours; until then nobody is bothered' : `This server sends no mail: ${home.name} hands you a link, and using it shows that the address is yours; until then your request is not looked at`}.` : `You are signed in as ${visitor.email}. Choose what you need beyond what you have.`}</p>
<form class="ask" method="post" action="/t/${home.slug}/request">
<fieldset><legend>Documents</legend>${documents.map(
    ({ id, title, level, first, last, pages }) =>
      html`<label class="tick"><input type="checkbox" name="documents" value="${id}"${chosen(id) ? html` checked` : null}><span>${wholeDays(title)} <span class="note line">${[LEVELS[level], periodInWords(first, last), pagesInWords(pages), known.get(id) ?? ''].filter((each) => each !== '').join('\u{a0}· ')}</span></span></label>`,
  )}</fieldset>
${visitor === null ? whoHtml(typed) : null}
<label class="of" for="reason">What for</label><textarea id="reason" name="reason" rows="3" maxlength="2000" required>${typed.reason}</textarea>
<button type="submit">${visitor === null ? 'Send the request' : 'Ask'}</button>
</form>
${when(visitor === null, () => html`<p class="note">${home.name} gets what you type, and nobody else. No cookie is set until you sign in. You were here before? <a href="/t/${home.slug}/access">Get a new link</a>.</p>`)}`;
  return { title: 'Ask for documents', step: 'ask', body };
}

const whoHtml = ({
  name,
  email,
  company,
}: Typed): Html => html`${field('name', 'Your name', name, html` autocomplete="name" maxlength="120"`)}
${field('email', 'Work e-mail', email, html` type="email" autocomplete="email" maxlength="200"`)}
${email !== '' && isFreeMail(email) ? html`<p class="note">Anybody gets such an address. With one of your company’s, colleagues share what is agreed, and the answer comes sooner.</p>` : null}
${field('company', 'Company', company, html` autocomplete="organization" maxlength="160"`)}`;

/** The same answer whether anybody with the address was here before or not. */
export const askedPage = (home: Home, email: string): PageContent =>
  home.mails ? mailedPage(home, email) : handedPage(home, email);

/** Where no mail leaves, whoever runs the trust center hands the link over. */
const handedPage = ({ name }: Home, email: string): PageContent => ({
  title: 'Your link is handed over',
  step: 'ask',
  body: html`<p>This server sends no mail. If everything is in order, a link for <strong>${email}</strong> waits in its outbox: ${name} opens it there and hands it to you. Open it and press its button. It works once.</p>`,
});

const mailedPage = (home: Home, email: string): PageContent => ({
  title: 'Look into your mail',
  step: 'ask',
  body: html`<p>If everything is in order, a message is on its way to <strong>${email}</strong>. Open its link and press the button there. It works once.</p>
<p class="note">Nothing there after some minutes? Look among what was taken for spam, or <a href="/t/${home.slug}/request">ask once more</a>.</p>`,
});

export const linkPage = (home: Home, token: string): PageContent => ({
  title: 'Go on',
  body: html`<p>One press shows that the address is yours, and signs you in on this browser for a week. The link then has done its work.</p>
<form method="post" action="/t/${home.slug}/access/${token}"><button type="submit">Go on</button></form>
<p class="note">A cookie is set for that, and it serves nothing else.</p>`,
});

/** For whoever has no session, or a link that is over. */
export const doorPage = (home: Home, wrong: string | null): PageContent => ({
  title: wrong === null ? 'Get to your documents' : 'The link is over',
  body: html`${wrong === null ? null : html`<p class="wrong" role="alert">${wrong}</p>`}
<p>Type the address with which you asked, and ${home.mails ? 'a new link goes there' : `a new link waits until ${home.name} hands it to you: this server sends no mail`}.</p>
<form class="ask" method="post" action="/t/${home.slug}/access">${field('email', 'E-mail', '', html` type="email" autocomplete="email" maxlength="200"`)}<button type="submit">${home.mails ? 'Send me a link' : 'Ask for a link'}</button></form>
<p class="note">You have not asked yet? <a href="/t/${home.slug}/request">Ask for documents</a>.</p>`,
});
