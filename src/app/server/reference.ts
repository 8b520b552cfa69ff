import type { openApi } from '#/contract/openapi.ts';

type Json = { readonly [name: string]: unknown };
type Description = ReturnType<typeof openApi>;

interface Described {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly schema: Json;
  }[];
  readonly requestBody?: Json;
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Json }>>;
}

/** The description of the API as one page: no script, nothing from elsewhere. */
export function referencePage(description: Description): string {
  const paths = description['paths'] as Readonly<Record<string, Readonly<Record<string, Described>>>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'servers')
      // what says where it is served is not one of ours, which all begin alike
      .map(([method, operation]) => ({ path: 'servers' in methods ? path : `/api${path}`, method, operation })),
  );
  const nouns = Object.entries(
    Object.groupBy(operations, ({ operation }) => operation.operationId.split('.')[0] ?? ''),
  );
  const list = nouns.map(([noun]) => `<li><a href="#${safe(noun)}">${safe(noun)}</a></li>`).join('');
  const sections = nouns.map(
    ([noun, group = []]) =>
      `<section id="${safe(noun)}"><h2>${safe(noun)}</h2>${group.map(operationHtml).join('\n')}</section>`,
  );
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Attestry API</title><link rel="stylesheet" href="/api/reference.css"></head>
<body><header><h1>Attestry API</h1>
<p>Everything is JSON. A program gives an API key, as <code>Authorization: Bearer KEY</code>; a browser has a session. The same as data: <a href="/api/openapi.json">openapi.json</a>.</p>
<nav aria-label="Nouns"><ul>${list}</ul></nav></header>
<main>${sections.join('\n')}</main></body></html>`;
}

function operationHtml({
  path,
  method,
  operation,
}: {
  readonly path: string;
  readonly method: string;
  readonly operation: Described;
}): string {
  const { operationId, summary, description, parameters, requestBody, responses } = operation;
  const rows = parameters.map(
    (each) =>
      `<tr><th scope="row"><code>${safe(each.name)}</code></th><td>${safe(each.in)}${each.required ? ', required' : ''}</td><td><code>${safe(JSON.stringify(each.schema, null, 1))}</code></td></tr>`,
  );
  const failures = Object.entries(responses).map(
    ([status, response]) => `<tr><th scope="row">${safe(status)}</th><td>${withCode(response.description)}</td></tr>`,
  );
  const body =
    requestBody === undefined ? '' : `<h4>Body</h4><pre>${safe(JSON.stringify(schemaIn(requestBody), null, 1))}</pre>`;
  return `<article id="${safe(operationId)}"><h3><code>${safe(method.toUpperCase())} ${safe(path)}</code></h3>
<p>${withCode(summary)}</p><p>${withCode(description)}</p>
${rows.length === 0 ? '' : `<h4>Parameters</h4><table>${rows.join('')}</table>`}${body}
<details><summary>Answer</summary><pre>${safe(JSON.stringify(schemaIn(responses['200'] ?? responses['2XX'] ?? {}), null, 1))}</pre></details>
<details><summary>Errors</summary><table>${failures.slice(1).join('')}</table></details></article>`;
}

function schemaIn(part: unknown): unknown {
  const { content } = part as { readonly content?: { readonly [media: string]: { readonly schema: unknown } } };
  return content?.['application/json']?.schema ?? {};
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);

/** What stands between backticks in the description is code; the page shows it as such. */
const withCode = (text: string): string => safe(text).replaceAll(/`([^`]+)`/gu, '<code>$1</code>');

export const STYLE = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; --line: #8886; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
a { color: light-dark(#23407a, #a9bdf0); text-underline-offset: 3px; }
h1 { font-size: 22px; }
h2 { font-size: 20px; margin-top: 3rem; padding-bottom: 0.25rem; border-bottom: 1px solid; }
h3 { margin: 0; }
h3 code { font-size: 15px; font-weight: 600; }
h4 { font-size: 14px; margin: 1rem 0 0.25rem; }
p { margin: 0.5rem 0; text-wrap: pretty; }
article { margin: 1.5rem 0; }
article + article { border-top: 1px solid var(--line); padding-top: 1.5rem; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow: auto; margin: 0.5rem 0; padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: 6px; max-height: 30rem; white-space: pre-wrap; }
details { margin-top: 0.25rem; }
summary { cursor: pointer; }
table { border-collapse: collapse; }
th, td { padding: 2px 1rem 2px 0; text-align: left; vertical-align: top; }
th, td:nth-child(2):not(:last-child) { white-space: nowrap; }
td { overflow-wrap: break-word; }
td code { overflow-wrap: anywhere; }
@media (max-width: 600px) {
  table, tbody, tr, th, td { display: block; }
  th, td { padding: 0; }
  tr { margin-bottom: 0.75rem; }
}
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; list-style: none; padding: 0; }
`;
