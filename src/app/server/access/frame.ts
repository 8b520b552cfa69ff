import type { FastifyReply } from 'fastify';
import { type Html, html } from '#/core/html.ts';
import { type Look, PROMISE } from '#/features/trust/index.ts';
import { sha256 } from '#/ledger/hash.ts';
import { styleOf } from './style.ts';

/** Whose page it is. */
export interface Home {
  readonly org: string;
  readonly slug: string;
  readonly name: string;
  readonly demo: boolean;
  /** Their trust center is published: there is a page to lead back to. */
  readonly isOpen: boolean;
  /** Mail leaves this server; otherwise what it writes waits until somebody of the company hands it over. */
  readonly mails: boolean;
  /** How it looks; undefined: it is not published, or not rendered yet. */
  readonly look: Look | undefined;
}

/** Of no company that is known here. */
export const NOWHERE: Home = {
  org: '',
  slug: '',
  name: 'Trust center',
  demo: false,
  isOpen: false,
  mails: false,
  look: undefined,
};

/** Of nobody’s trust center: the server itself. */
export const HERE: Home = { ...NOWHERE, name: 'Attestry' };
const OF_NOBODY: ReadonlySet<Home> = new Set([NOWHERE, HERE]);

export interface PageContent {
  readonly title: string;
  /** Which of the three steps this is; null: none. */
  readonly step?: 'ask' | 'agree' | 'read' | null;
  readonly body: Html;
  /** The address of a script of ours; the page works without it. */
  readonly script?: string;
  /** The address of a module of ours, which may load more of ours and work beside the page; the page works without it. */
  readonly module?: string;
  /** Of this page alone. */
  readonly style?: string;
  /** A file of ours is shown within it. */
  readonly hasFrame?: boolean;
  /** Stands beside it where there is room, such as a document in a frame of its own. */
  readonly beside?: Html;
}

const STEPS = [
  ['ask', 'Ask'],
  ['agree', 'Agree'],
  ['read', 'Read'],
] as const;

const hashed = (text: string): string => `'sha256-${Buffer.from(sha256(text)).toString('base64')}'`;

interface Allowed {
  readonly style: string;
  readonly script: string | undefined;
  readonly module: string | undefined;
  readonly frames: boolean;
}

/** Only the style that the page is made with, by its hash; a script, a module and what it loads, from here. */
function policyOf({ style, script, module, frames }: Allowed): string {
  return [
    "default-src 'none'",
    `style-src ${hashed(style)}`,
    'img-src data:',
    ...(script === undefined && module === undefined ? [] : ["script-src 'self'"]),
    ...(module === undefined ? [] : ["worker-src 'self'", "connect-src 'self'"]),
    ...(frames ? ["frame-src 'self'"] : []),
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Sends a page that loads and runs nothing but what is ours, and is kept by nobody. */
export const sendPage = (reply: FastifyReply, home: Home, content: PageContent): FastifyReply => {
  const { headers, text } = framed(home, content);
  return reply.headers(headers).send(text);
};

/** What is shown at an address that no page has: the way to those that there are. */
export const noPage = (way: string, called: string): PageContent => ({
  title: 'There is no page here',
  body: html`<p>The address may be old, or it was not copied whole.</p><p><a href="${way}">${called}</a></p>`,
});

/** A page in its frame, with the headers that go with it. */
export function framed(
  home: Home,
  { title, step = null, body, script, module, style: own = '', beside, hasFrame = false }: PageContent,
): { readonly headers: Readonly<Record<string, string>>; readonly text: string } {
  const style = `${styleOf(home.look?.accent)}${own}`;
  const at = STEPS.findIndex(([id]) => id === step);
  const steps =
    step === null
      ? null
      : html`<ol class="steps" aria-label="Steps">${STEPS.map(([id, label], place) => html`<li${place < at ? html` class="done"` : null}${id === step ? html` aria-current="step"` : null}>${label}</li>`)}</ol>`;
  const page = html`<a class="skip" href="#main">Skip to the page</a>
<header><div class="column">${home.look?.mark ?? null}<span class="name">${nameHtml(home)}</span>${OF_NOBODY.has(home) ? null : html`<span class="what">Trust center</span>`}</div></header>
${beside === undefined ? null : html`<div class="two">`}<main id="main" class="column">
${home.demo ? html`<p class="demo"><strong>Demo.</strong> ${home.name} is an invented company, and so are its documents.</p>` : null}<h1>${title}</h1>
${steps}${body}</main>${beside === undefined ? null : html`${beside}</div>`}
${home === HERE ? null : html`<footer><div class="column"><p>${PROMISE}</p>${home.slug === '' ? null : html`<p><a href="/t/${home.slug}/genuine">Is a report that you hold genuine?</a></p>`}</div></footer>`}`;
  const head = html`<meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${`${title} · ${home.name}`}</title>`;
  return {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'same-origin', // so that a form says where it comes from
      'content-security-policy': policyOf({ style, script, module, frames: hasFrame || beside !== undefined }),
    },
    text: `<!doctype html>\n<html lang="en"><head>${head.text}<style>${style}</style>${moduleHtml(module)}${scriptHtml(script)}</head>\n<body>${page.text}</body></html>\n`,
  };
}

const nameHtml = ({ isOpen, slug, name, look }: Home): Html =>
  isOpen ? html`<a href="/t/${slug}">${look?.name ?? name}</a>` : html`${name}`;

const moduleHtml = (address: string | undefined): string =>
  address === undefined ? '' : html`<script type="module" src="${address}"></script>`.text;

const scriptHtml = (address: string | undefined): string =>
  address === undefined ? '' : html`<script src="${address}" defer></script>`.text;
