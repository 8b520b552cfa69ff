import { type Html, html, when } from '#/core/html.ts';
import type { OnShelf, Room, Visitor } from '#/features/grants/index.ts';
import type { Home, PageContent } from './frame.ts';
import { agreementHtml } from './markdown.ts';
import { VIEWER_STYLE } from './report/viewer.ts';
import { paperWords } from './paper-words.ts';
import { dayInWords, pagesInWords, periodInWords, plainDay } from './words.ts';

const REFUSED: Readonly<Record<NonNullable<OnShelf['refused']>, string>> = {
  'not granted': 'You were not given this one.',
  revoked: 'Your access was taken back.',
  expired: 'Your access has ended.',
  nda: 'Opens as soon as the agreement below is signed.',
  retired: 'It is no longer given to anybody.',
};

interface Shown {
  readonly home: Home;
  readonly visitor: Visitor;
  readonly room: Room;
  readonly wrong: string | null;
  readonly said: string | null;
  /** What stands on the pages of the agreement that is to be signed; null: it is no PDF, or cannot be read as text. */
  readonly words: readonly string[] | null;
  /** The address of the module that shows PDFs; null: it was not built. */
  readonly viewer: string | null;
}

/** Steps two and three: what is to be signed, and what can be read. */
export function roomPage(shown: Shown): PageContent {
  const { home, room, visitor, wrong, said, viewer } = shown;
  const { shelf, requests, nda, mustSign, hasAgreement } = room;
  const open = shelf.filter(({ refused }) => refused === null);
  const waits = requests.filter(({ state }) => state === 'waiting');
  const denied = requests.filter(({ state }) => state === 'denied').slice(0, 3);
  const step = mustSign && open.length === 0 ? 'agree' : open.length > 0 ? 'read' : 'ask';
  const body = html`${wrong === null ? null : html`<p class="wrong" role="alert">${wrong}</p>`}${said === null ? null : html`<p class="said" role="status">${said}</p>`}
${when(shelf.length > 0, () => html`<h2>${open.length > 0 ? 'Yours to read' : 'What you asked for'}</h2><ul class="rows">${shelf.map((each) => shelfHtml(home, each))}</ul>${noteOf(home, shelf)}`)}
${when(waits.length > 0, () => html`<h2>Waiting</h2><ul class="rows">${waits.map(({ titles, made }) => html`<li><strong>${titles.join(', ')}</strong><p class="note">Asked on ${dayInWords(made)}. ${home.name} decides; ${toldHere(home)}.</p></li>`)}</ul>`)}
${when(denied.length > 0, () => html`<h2>Not given</h2><ul class="rows">${denied.map(({ titles, because }) => html`<li><strong>${titles.join(', ')}</strong><p>${because}</p></li>`)}</ul>`)}
${when(mustSign, () => agreeHtml(shown))}
${nda.inForce === null ? null : html`<h2>Agreement</h2><p>Your company’s agreement with ${home.name} is in force since ${dayInWords(nda.inForce.signed)}. ${when(hasAgreement, () => html`<a href="/t/${home.slug}/access/agreement">The signed copy</a>`)}</p>`}
<h2>More</h2><p><a href="/t/${home.slug}/request">Ask for other documents</a></p>
<form method="post" action="/t/${home.slug}/access/leave"><p class="note">Signed in as ${visitor.email}. <button class="quietly" type="submit">Sign out</button></p></form>`;
  const title = open.length > 0 ? 'Your documents' : mustSign ? 'One agreement before you read' : 'Your request';
  const hasFrame = mustSign && nda.text !== null && nda.text.file !== null;
  const content = { title, step, body, hasFrame } as const;
  return hasFrame && viewer !== null ? { ...content, module: viewer, style: VIEWER_STYLE } : content;
}

const ENDED: ReadonlySet<OnShelf['refused']> = new Set(['expired', 'revoked']);

/** What copies have on them, where one opens or will; where all of it has ended, what is left of it. */
function noteOf(home: Home, shelf: Room['shelf']): Html | null {
  const bears = 'with your name, your company, the day and the number of your access on every page';
  if (shelf.some(({ refused }) => refused === null))
    return html`<p class="note">Each copy is made for you when you open it, ${bears}. ${home.name} sees what you open and when.</p>`;
  if (shelf.some(({ refused }) => refused === 'nda'))
    return html`<p class="note">Once it opens, each copy is made for you, ${bears}. ${home.name} sees what you open and when.</p>`;
  return when(
    shelf.some(({ refused }) => ENDED.has(refused)),
    () =>
      html`<p class="note">None of it opens for you now. Of what you opened before, ${home.name} keeps what it was and when.</p>`,
  );
}

/** How somebody learns what was decided. */
const toldHere = ({ mails }: Home): string =>
  mails ? 'you get a message' : 'you find it here, as no mail leaves this server';

function shelfHtml(
  home: Home,
  { id, title, pages, first, last, isOld, download, until, refused, hasFacts }: OnShelf,
): Html {
  const about = [periodInWords(first, last), pagesInWords(pages), ...(isOld ? ['no longer the current one'] : [])];
  return html`<li><strong>${title}</strong><p class="note">${about.filter((each) => each !== '').join(' · ')}</p>${
    refused === null
      ? html`<div class="does">${hasFacts ? html`<a class="act" href="/t/${home.slug}/documents/${id}/report" aria-label="${`Read in the order of reviewers: ${title}`}">Read in the order of reviewers</a>` : null}<a${hasFacts ? null : html` class="act"`} href="/t/${home.slug}/documents/${id}" aria-label="${hasFacts ? `The PDF of ${title}` : `Read ${title}`}">${hasFacts ? 'The PDF' : 'Read'}</a>${download ? html`<a href="/t/${home.slug}/documents/${id}/copy" aria-label="${`Save the file of ${title}`}">Save the file</a>` : null}<span class="note">${download ? '' : 'To read only: we offer no file to save. '}Until ${plainDay(until)}</span></div>`
      : html`<p>${REFUSED[refused]}${when(refused === 'expired', () => html` <a href="/t/${home.slug}/request?document=${id}" aria-label="${`Ask again for ${title}`}">Ask again</a> if you still need it.`)}</p>`
  }</li>`;
}

type AgreementFile = NonNullable<NonNullable<Room['nda']['text']>['file']>;

/** The company's own file, shown whole, and for browsers that show none by its address and its words; what is added to it follows. */
const fileHtml = (address: string, title: string, { pages, sha256 }: AgreementFile, words: Shown['words']): Html =>
  html`<p>The agreement has ${pagesInWords(pages)}, and below them what is agreed to besides. <a href="${address}" target="_blank" rel="noopener">Read it in a page of its own</a></p>
<iframe class="paper" src="${address}" title="${title}"></iframe>${paperWords(words, pages)}
<p class="note">SHA-256 of the file: <code>${sha256}</code></p>
`;

/** The whole text, and below it the only thing that signs it. */
function agreeHtml({ home, visitor, words, room: { nda } }: Shown): Html {
  if (nda.text === null)
    return html`<h2>Agreement</h2><p>What you asked for is under an agreement, and ${home.name} has not published its text yet. When it has, ${toldHere(home)}.</p>`;
  const { title, body, version, file } = nda.text;
  return html`<h2>${title}</h2>${when(nda.isOutdated, () => html`<p class="said">Your company signed an earlier version. What changed since matters, so it is signed once more.</p>`)}
${file === null ? null : fileHtml(`/t/${home.slug}/access/agreement/text`, title, file, words)}<div class="text">${agreementHtml(body)}</div>
<form class="ask" method="post" action="/t/${home.slug}/access/agreement"><input type="hidden" name="version" value="${version}">
<label class="of" for="company">For</label><input id="company" name="company" value="${visitor.company}" maxlength="160" required autocomplete="organization">
<label class="of" for="signer">Your full name, typed as your signature</label><input id="signer" name="signer" maxlength="120" required autocomplete="name">
<label class="of" for="title">Your position</label><input id="title" name="title" maxlength="120" required autocomplete="organization-title">
<label class="tick"><input type="checkbox" name="agree" value="yes" required><span>I have read this agreement, agree to it, and may sign it for my company.</span></label>
<button type="submit">Sign</button>
<p class="note">Kept with it: version ${version} of the text, the time, and the network address and browser you sign from. Both sides get the signed copy. Colleagues with an address at ${visitor.party} need not sign again.</p></form>
<details><summary>I may not sign for my company</summary><form class="ask" method="post" action="/t/${home.slug}/access/send-on"><label class="of" for="email">Address of a colleague who may</label><input id="email" name="email" type="email" maxlength="200" required><button type="submit">Send it to them</button></form></details>`;
}
