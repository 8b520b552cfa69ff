import { type Html, html, when } from '#/core/html.ts';
import type { Objectionable } from '#/features/subscribers/index.ts';
import { type Topic, TOPIC_WORDS, TOPICS } from '#/features/subscribers/topics.contract.ts';
import type { Home, PageContent } from './frame.ts';
import { plainDay } from './words.ts';

const topicsHtml = (chosen: readonly string[]): Html =>
  html`<fieldset><legend>What you want to hear of</legend>${TOPICS.map(
    (topic) =>
      html`<label class="tick"><input type="checkbox" name="topics" value="${topic}"${chosen.includes(topic) ? html` checked` : null}><span>${TOPIC_WORDS[topic]}</span></label>`,
  )}</fieldset>`;

const wrongHtml = (wrong: string | null): Html | null =>
  wrong === null ? null : html`<p class="wrong" role="alert">${wrong}</p>`;

export interface WishTyped {
  readonly email: string;
  readonly topics: readonly string[];
}

/** The form of the trust center, for whoever made a mistake in it, or came by a link. */
export const subscribePage = (home: Home, { email, topics }: WishTyped, wrong: string | null): PageContent => ({
  title: `Hear of changes at ${home.name}`,
  body: html`${wrongHtml(wrong)}<p>By e-mail, and only what you choose. A link shows that the address is yours; each message has a way out.</p>
<form class="ask" method="post" action="/t/${home.slug}/subscribe">${topicsHtml(topics)}
<label class="of" for="email">E-mail</label><input id="email" name="email" type="email" value="${email}" required maxlength="200" autocomplete="email">
<button type="submit">Send me a link</button></form>
<p class="note">${home.name} keeps the address for that and nothing else, and forgets it when you leave.</p>`,
});

/** The same answer for every address. */
export const wishedPage = (email: string): PageContent => ({
  title: 'Look into your mail',
  body: html`<p>A message is on its way to <strong>${email}</strong>. Open its link and press the button there; until then nothing is sent to you.</p>
<p class="note">Nothing there after some minutes? Look among what was taken for spam.</p>`,
});

const listHtml = (topics: readonly Topic[]): Html =>
  html`<ul>${topics.map((topic) => html`<li>${TOPIC_WORDS[topic]}</li>`)}</ul>`;

/** Looking does not confirm: programs look at mail, too. */
export const wishPage = (home: Home, token: string, topics: readonly Topic[]): PageContent => ({
  title: `May ${home.name} write to you?`,
  body: html`<p>You asked to hear of:</p>${listHtml(topics)}
<form method="post" action="/t/${home.slug}/subscribe/${token}"><button type="submit">Yes, write to me</button></form>
<p class="note">If you did not ask, close this page: nothing is sent, and the address is forgotten after a week.</p>`,
});

export const onPage = (home: Home, topics: readonly Topic[]): PageContent => ({
  title: 'You will hear of it',
  body: html`<p>${home.name} writes to you of:</p>${listHtml(topics)}<p class="note">Each message has a link to choose otherwise, or to leave with one press.</p>
<p><a href="/t/${home.slug}">To the trust center</a></p>`,
});

/** For a link that is over. */
export const wishOverPage = (home: Home): PageContent => ({
  title: 'The link is over',
  body: html`<p>It is too old, it was never one of ours, or you left since.${when(home.isOpen, () => html` <a href="/t/${home.slug}/subscribe">Ask for a new one</a>.`)}</p>`,
});

/** The way out, and the choice; the button to leave stands first. */
export const leavePage = (home: Home, wayOut: string, topics: readonly Topic[]): PageContent => ({
  title: 'Leave, or choose otherwise',
  body: html`<p>${home.name} writes to the address that this message came to.</p>
<form method="post" action="/t/${home.slug}/leave/${wayOut}"><button type="submit">Leave: write to me no more</button></form>
<h2>Or choose</h2><form class="ask" method="post" action="/t/${home.slug}/leave/${wayOut}/topics">${topicsHtml(topics)}<button class="second" type="submit">Save the choice</button></form>`,
});

export const leftPage = (home: Home): PageContent => ({
  title: 'You are off the list',
  body: html`<p>${home.name} writes to you no more, and your address is forgotten.</p>${when(home.isOpen, () => html`<p><a href="/t/${home.slug}">To the trust center</a></p>`)}`,
});

export const chosenPage = (home: Home, topics: readonly Topic[]): PageContent => ({
  title: 'Saved',
  body: html`<p>${home.name} writes to you of:</p>${listHtml(topics)}`,
});

interface Objecting {
  readonly home: Home;
  readonly place: string;
  readonly items: readonly Objectionable[];
  readonly typed: { readonly company: string; readonly reason: string };
  readonly wrong: string | null;
}

/** Where a customer writes down that they object, and why. */
export function objectPage({ home, place, items, typed, wrong }: Objecting): PageContent {
  const open = items.filter(({ done }) => !done);
  const done = items.filter((each) => each.done);
  const body = html`${wrongHtml(wrong)}${when(done.length > 0, () => html`<p class="said" role="status">You objected to ${done.map(({ name }) => name).join(', ')}. ${home.name} was told.</p>`)}${when(
    open.length > 0,
    () => html`<p>What you write goes to ${home.name} with your address. That you object is recorded in its ledger, without your name.</p>
<form class="ask" method="post" action="/t/${home.slug}/object/${place}">
<fieldset><legend>To whom you object</legend>${open.map(
      ({ name, role, since, begun }, at) =>
        html`<label class="tick"><input type="radio" name="subprocessor" value="${name}" required${at === 0 && open.length === 1 ? html` checked` : null}><span>${name} <span class="note">${role}${since === '' ? '' : ` · ${begun ? 'since' : 'from'} ${plainDay(since)}`}</span></span></label>`,
    )}</fieldset>
<label class="of" for="company">Your company</label><input id="company" name="company" value="${typed.company}" required maxlength="160" autocomplete="organization">
<label class="of" for="reason">Why</label><textarea id="reason" name="reason" rows="4" required maxlength="2000">${typed.reason}</textarea>
<button type="submit">Object</button></form>`,
  )}`;
  return { title: 'Object to a subprocessor', body };
}

/** The same whatever it was. */
export const missingPage = (home: Home): PageContent => ({
  title: 'Thank you',
  body: html`<p>${home.name} sees the words that you looked for, and nothing of you. They may become an answer.</p><p><a href="/t/${home.slug}">To the trust center</a></p>`,
});
