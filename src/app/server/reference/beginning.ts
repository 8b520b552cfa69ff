import { type Html, html } from '#/core/html.ts';
import { ERRORS, stepOf } from '#/core/errors.ts';
import { stepInWords } from '#/core/place.ts';
import { statusOf } from '#/contract/failure.ts';
import { SHARED_ERRORS } from '#/contract/openapi.ts';
import { errorTable } from './article.ts';

/** What somebody needs to know before they ask for anything. */
export const beginningHtml = (url: string, count: number): Html => html`
<p>${count} requests, by which the console does everything that it does. The same as data: <a href="/api/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
${who(url)}
${sent(url)}
${errors()}
${lists(url)}
${repeat(url)}`;

const who = (url: string): Html => html`<section id="who"><h2><a href="#who">Who asks</a></h2>
<p>A program gives an API key. Who may manage members makes one under Settings, API keys; it is shown once, is of one organization, ends on a day, and may do what its scopes name, never more than whoever made it.</p>
<pre>curl -H "Authorization: Bearer $ATTESTRY_API_KEY" \\
  ${url}/api/controls</pre>
<p>Each request says below which permission it needs: <code>controls:read</code> is to see controls, <code>controls:write</code> to change them. <code>GET /api/identity/roles</code> has what each role may. Beside the address of a request stands its name in the audit log.</p>
<p>In a browser somebody is signed in by a cookie. Their writes are taken from pages of this installation alone, and who is in several organizations names one in the header <code>Attestry-Organization</code>, by its short name. Some things are for a person: no key does them. Others ask a person to have confirmed within the last ten minutes that it is them, by <code>POST /api/account/confirm</code>; a key is not asked. A directory has a token of its own, for <a href="#scim">SCIM</a> and nothing else.</p></section>`;

const sent = (url: string): Html => html`<section id="sent"><h2><a href="#sent">What is sent and answered</a></h2>
<p>JSON, both ways. A request may have 1 MiB, and 48 MiB where a file travels in it.</p>
<pre>curl -X POST -H "Authorization: Bearer $ATTESTRY_API_KEY" \\
  -H 'Content-Type: application/json' \\
  -d '{"controls": [{"id": "change-peer-review"}]}' \\
  ${url}/api/controls</pre>
<ul><li><code>name?</code> may be left out, and what stands behind <code>//</code> is asked of it: <code>left out: 50</code> is what it is then.</li>
<li>Instants are milliseconds since 1970, in numbers; days are text, such as <code>2026-03-31</code>. Where a member is <code>position</code>, it is the place in the ledger at which this was sealed.</li>
<li>A list in the query is its name several times: <code>?outcomes=deviation&amp;outcomes=unknown</code>. A name that is not known is refused.</li>
<li>Bytes of a file stand in JSON as base64. What answers with a file itself can be opened by a link, too, which names the organization as <code>?organization=NAME</code>.</li></ul></section>`;

/** In the order of their status. */
const shared = SHARED_ERRORS.map((code) => ({
  code,
  status: statusOf(code),
  text: `${ERRORS[code].text} ${stepInWords(stepOf(code))}`,
})).toSorted((a, b) => a.status - b.status);

const errors = (): Html => html`<section id="errors"><h2><a href="#errors">Errors</a></h2>
<p>Whatever goes wrong is answered in one form, with a status of 400 or more:</p>
<pre>{
  "error": {
    "code": "not_found",
    "message": "There is no control \\"x\\".",
    "fix": "…",
    "facts": { "what": "control", "id": "x" },
    "request": "31127d86-8f0b-4ca8-a72c-a961042b182b"
  }
}</pre>
<p>A program goes by <code>code</code>, of a closed list, and <code>facts</code>; <code>message</code> and <code>fix</code> are for people, and may be worded better one day. In the tables here, <code>{what}</code> is filled from the facts. <code>request</code> stands in the header <code>x-request-id</code> of every answer and in the server’s log. Each request names the errors of its own; these may come of many:</p>
${errorTable(shared)}
<p>A 429 says in the header <code>retry-after</code> how many seconds to wait.</p></section>`;

const lists = (url: string): Html => html`<section id="lists"><h2><a href="#lists">Lists, and days gone by</a></h2>
<p>A long list comes in pages of at most <code>limit</code>. Where <code>next</code> is not null there is more: ask again with it as <code>after</code>, or as <code>before</code> where the list has that. A page begins behind the one before it, whatever was added meanwhile.</p>
<p>Where <code>asOf</code> is taken, the answer is what was known then: of a day, an instant, or a position of the ledger.</p>
<pre>curl -H "Authorization: Bearer $ATTESTRY_API_KEY" \\
  "${url}/api/controls?asOf=2026-03-31"</pre></section>`;

const repeat = (url: string): Html => html`<section id="repeat"><h2><a href="#repeat">Asking again</a></h2>
<p>A write takes the header <code>Idempotency-Key</code>, 8 to 200 letters that name the request. Sent again with the same key within a day, it is not done twice, and answered as before; so whoever heard no answer can ask again.</p>
<pre>curl -X POST -H "Authorization: Bearer $ATTESTRY_API_KEY" \\
  -H 'Content-Type: application/json' -H 'Idempotency-Key: nightly-2026-03-31' \\
  -d '{}' ${url}/api/jobs/check</pre>
<p>A read answers with an <code>etag</code>; sent back as <code>If-None-Match</code>, it is answered with 304 and nothing more as long as nothing changed.</p></section>`;
