import { type Html, html } from '#/core/html.ts';
import type { Genuine } from '#/features/grants/index.ts';
import type { Home, PageContent } from './frame.ts';
import { GENUINE_SCRIPT_NAME } from './genuine-script.ts';
import { dayInWords, periodInWords } from './words.ts';

const MEANS =
  'This shows who issued the copy, and that not one bit of it was changed since. It does not show that a CPA signed the report: ask the firm that is named in it, at an address that you look up yourself, whether it issued a report to this company for these days.';

/** Is what somebody holds what was issued here? Anybody may ask; to whom it was given is told to nobody. */
export const genuinePage = (home: Home, asked: string, found: Genuine | null): PageContent => ({
  title: 'Is this report genuine?',
  script: `/${GENUINE_SCRIPT_NAME}`,
  body: html`${found === null ? null : foundHtml(home, found)}
<p>${home.name} keeps the digest of every copy that it gives out. Compare what you hold with it.</p>
<form class="ask" id="send" method="post" enctype="multipart/form-data" action="/t/${home.slug}/genuine"><label class="of" for="held">The file you hold</label><input id="held" name="file" type="file" accept="application/pdf" required><p class="note">It is sent to this server, which works out its SHA-256 and keeps nothing of it.</p><button type="submit">Compare the file</button></form>
<form class="ask" method="get" action="/t/${home.slug}/genuine">
<div id="choose" hidden><label class="of" for="file">The file you hold</label><input id="file" type="file" accept="application/pdf"><p class="note">It stays on your machine: this page works out its SHA-256, and sends only that.</p><p id="working" role="status"></p></div>
<label class="of" for="of">The SHA-256 of the file, or the number of the grant that stands on its pages</label><input id="of" name="of" value="${asked}" maxlength="100" required autocomplete="off" spellcheck="false">
<button type="submit">Compare</button></form>
<details><summary>How to work out the SHA-256 yourself</summary><dl><dt>Linux</dt><dd><code>sha256sum report.pdf</code></dd><dt>macOS</dt><dd><code>shasum -a 256 report.pdf</code></dd><dt>Windows</dt><dd><code>Get-FileHash report.pdf</code></dd></dl></details>
<p class="note">${MEANS}</p>`,
});

function foundHtml(home: Home, found: Genuine): Html {
  switch (found.kind) {
    case 'unknown':
      return html`<p class="wrong" role="status"><strong>Not known here.</strong> ${home.name} issued no such file and no such grant. A file that was changed, printed anew, or saved again by a program is another file: compare the one that you were given, as it came.</p>`;
    case 'grant':
      return html`<div class="said" role="status"><p><strong>A grant with this number was given here</strong> on ${dayInWords(found.made)}. It is ${found.state}.</p>${found.documents.map((each) => html`<dl>${aboutHtml(each)}</dl>`)}<p class="note">A number can be copied onto any page: compare the file, too.</p></div>`;
    case 'original':
    case 'copy': {
      const about =
        found.kind === 'copy'
          ? `a copy made for a reader on ${dayInWords(found.made ?? 0)}`
          : 'the original, without a mark';
      return html`<div class="said" role="status"><p><strong>Issued here</strong>: ${about}, unchanged since.</p><dl>${aboutHtml(found)}<dt>Sealed by the firm</dt><dd>${found.sealed === null ? 'no: no account of a firm here said anything of this file' : `yes, by ${found.sealed.firm}, on ${dayInWords(found.sealed.at)}, ${found.sealed.from}`}</dd></dl></div>`;
    }
  }
}

type About = Extract<Genuine, { readonly kind: 'grant' }>['documents'][number];

const CURRENT: Readonly<Record<About['current'], string>> = {
  yes: 'yes, this is the one that is given out today',
  followed: 'no: a report of a later time is given out today',
  no: 'no, it was replaced, has ended, or is no longer given out',
};

/** Which document it is, of which days it speaks, and whether it is the current one. */
function aboutHtml({ title, first, last, current }: About): Html {
  const period = periodInWords(first, last);
  return html`<dt>Document</dt><dd>${title}</dd>${period === '' ? null : html`<dt>Window</dt><dd>${period}</dd>`}<dt>Current</dt><dd>${CURRENT[current]}</dd>`;
}
