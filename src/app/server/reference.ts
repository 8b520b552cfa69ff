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
      `<tr><th scope="row"><code>${safe(each.name)}</code></th><td>${safe(each.in)}${each.required ? ', required' : ''}</td><td><code>${safe(JSON.stringify(each.schema))}</code></td></tr>`,
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

export const STYLE = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 3rem; border-bottom: 1px solid; }
article { margin: 2rem 0; }
code, pre { font: 13px/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
pre { overflow: auto; padding: 0.5rem; border: 1px solid; max-height: 30rem; }
th { text-align: left; vertical-align: top; padding-right: 1rem; white-space: nowrap; }
td { vertical-align: top; padding-right: 1rem; overflow-wrap: break-word; }
td code { overflow-wrap: anywhere; }
@media (max-width: 600px) {
  tr, td { display: block; }
  tr { margin-bottom: 0.75rem; }
}
nav ul { display: flex; flex-wrap: wrap; gap: 1rem; list-style: none; padding: 0; }
`;
