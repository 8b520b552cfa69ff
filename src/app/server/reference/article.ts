import { type Html, html } from '#/core/html.ts';
import type { AnyNoun } from '#/contract/nouns.ts';
import { SHARED_ERRORS } from '#/contract/openapi.ts';
import { ASKED, askedOf, type WrittenShape, writtenShape } from '#/contract/written-shape.ts';

interface Content {
  readonly content?: { readonly [media: string]: { readonly schema?: WrittenShape } };
}

export interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
    readonly schema: WrittenShape;
  }[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content & { readonly description: string }>>;
}

export interface Request {
  readonly noun: AnyNoun;
  readonly method: string;
  readonly path: string;
  /** As the audit log calls it; null: it does not. */
  readonly name: string | null;
  readonly operation: Described;
}

/** Headers that the beginning of the page explains once. */
const EXPLAINED = new Set(['Attestry-Organization', 'Idempotency-Key']);

export function articleHtml({ method, path, name: called, operation }: Request): Html {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const rows = parameters.filter(({ name }) => !EXPLAINED.has(name));
  return html`<article id="${operationId}"><h3><a href="#${operationId}"><code>${method} ${path}</code></a>${called === null ? null : html` <small>${called}</small>`}</h3>
<p>${withCode(summary)}</p><p class="who">${withCode(description)}</p>
${rows.length === 0 ? null : html`<h4>Parameters</h4><table class="given">${rows.map(parameterHtml)}</table>`}
${requestBody === undefined ? null : bodyHtml(requestBody)}
${answerHtml(responses['200'])}${errorsHtml(responses)}</article>
`;
}

function parameterHtml({ name, in: where, required, description, schema }: Described['parameters'][number]): Html {
  const asked = askedOf(schema);
  return html`<tr><th scope="row"><code>${name}</code></th><td>${where}${required ? ', required' : ''}</td><td>${
    description === undefined ? null : html`${withCode(description)}<br>`
  }<code>${whole(writtenShape(schema))}</code>${asked === '' ? null : html` <i>${whole(asked)}</i>`}</td></tr>`;
}

function bodyHtml({ content }: Content): Html {
  const schema = content?.['application/json']?.schema ?? {};
  return html`<h4>Body</h4>${shapeHtml(schema)}`;
}

function answerHtml(answer: Described['responses'][string] | undefined): Html | null {
  const [first] = Object.entries(answer?.content ?? {});
  if (first === undefined) return null;
  const [media, { schema }] = first;
  if (schema === undefined) return html`<p>Answers with the file, <code>${media}</code>.</p>`;
  return html`<details><summary>Answer</summary>${shapeHtml(schema)}</details>`;
}

function errorsHtml(responses: Described['responses']): Html | null {
  const all = Object.entries(responses).flatMap(([status, { description }]) =>
    description.split('\n\n').map((each) => ({ status, ...told(each) })),
  );
  const known = all.filter(({ code }) => code !== '');
  if (known.length === 0) return null;
  const shared = known.filter(({ code }) => SHARED.has(code));
  const own = known.filter(({ code }) => !SHARED.has(code));
  return html`<details><summary>Errors</summary>${own.length === 0 ? null : errorTable(own)}
<p>${own.length === 0 ? 'Only those' : 'And those'} that <a href="#errors">many requests share</a>: ${shared.map(({ code }, at) => html`${at === 0 ? '' : ', '}<code>${code}</code>`)}.</p></details>`;
}

const SHARED: ReadonlySet<string> = new Set(SHARED_ERRORS);

/** A code between backticks and what it says, as the description has it; without a code, it is of no closed list. */
function told(description: string): { readonly code: string; readonly text: string } {
  const [, code = '', text = ''] = /^`(\w+)`: (.*)$/u.exec(description) ?? [];
  return { code, text };
}

interface ErrorRow {
  readonly status: string | number;
  readonly code: string;
  readonly text: string;
}

export const errorTable = (rows: readonly ErrorRow[]): Html =>
  html`<table class="errors">${rows.map(
    ({ status, code, text }) =>
      html`<tr><td>${status}</td><th scope="row"><code>${code}</code></th><td>${text}</td></tr>`,
  )}</table>`;

/** A line that is too long for the page goes on below, further in than it began. */
function shapeHtml(schema: WrittenShape): Html {
  const lines = writtenShape(schema, askedOf).split('\n');
  return html`<pre>${lines.map((line) => {
    const [given = '', ...asked] = line.split(ASKED);
    const depth = Math.min((line.length - line.trimStart().length) / 2, DEEPEST);
    const behind = asked.length === 0 ? null : html`<i>${whole(ASKED + asked.join(ASKED))}</i>`;
    return html`<span class="d${depth}">${whole(given)}${behind}</span>`;
  })}</pre>`;
}

export const DEEPEST = 8;

/** Words with a hyphen in them, and days, which a line may not end within. */
const whole = (text: string): Html =>
  html`${text.split(/("?\b\w+(?:-\w+)+\b"?)/u).map((part, at) => (at % 2 === 0 ? part : html`<b>${part}</b>`))}`;

/** What stands between backticks in the description is code; the page shows it as such. */
const withCode = (text: string): Html =>
  html`${text.split('`').map((part, at) => (at % 2 === 0 ? html`${part}` : html`<code>${part}</code>`))}`;
