import { type Html, html } from '#/core/html.ts';
import { type AnyNoun, NOUNS } from '#/contract/nouns.ts';
import type { openApi } from '#/contract/openapi.ts';
import { articleHtml, type Described, type Request } from './article.ts';
import { beginningHtml } from './beginning.ts';

type Description = ReturnType<typeof openApi>;

/** The description of the API as one page, for the installation at `url`. It needs no script, and nothing from elsewhere. */
export function referencePage(description: Description, url: string): string {
  const requests = requestsOf(description);
  const nouns = [...Map.groupBy(requests, ({ noun }) => noun)].map(([noun, group]) => ({
    ...NOUNS[noun],
    noun,
    group,
  }));
  const index = nouns.map(
    ({ noun, title, group }) => html`<details><summary>${title} <small>${group.length}</small></summary>
<ul><li><a href="#${noun}">What it is</a></li>${group.map(({ method, path, operation: { operationId } }) => html`<li><a href="#${operationId}"><b>${method}</b> ${path}</a></li>`)}</ul></details>
`,
  );
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Attestry API</title><link rel="stylesheet" href="/api/reference.css"><script src="/api/reference.js" defer></script></head>
<body><nav aria-label="Requests"><p><a href="#top">Attestry API</a></p>
<p id="finding" hidden><label for="find">Find a request <kbd>/</kbd></label><input id="find" type="search" autocomplete="off" spellcheck="false"><span id="found" role="status"></span></p>
<ul class="begin"><li><a href="#who">Who asks</a></li><li><a href="#sent">What is sent and answered</a></li><li><a href="#errors">Errors</a></li><li><a href="#lists">Lists, and days gone by</a></li><li><a href="#repeat">Asking again</a></li></ul>
<div id="index">${index}</div></nav>
<main id="top"><h1>Attestry API</h1>
${beginningHtml(url, requests.length)}
${nouns.map(sectionHtml)}</main></body></html>`.text;
}

function requestsOf(description: Description): readonly Request[] {
  const paths = description['paths'] as Readonly<Record<string, Readonly<Record<string, Described>>>>;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => method !== 'servers')
      .map(([method, operation]) => ({
        noun: (operation.operationId.split('.')[0] ?? '') as AnyNoun,
        method: method.toUpperCase(),
        // what says where it is served is not one of the contract, which all begin alike
        path: 'servers' in methods ? path : `/api${path}`,
        name: 'servers' in methods ? null : operation.operationId,
        operation,
      })),
  );
}

interface Section {
  readonly noun: AnyNoun;
  readonly title: string;
  readonly doc: string;
  readonly group: readonly Request[];
}

const sectionHtml = ({ noun, title, doc, group }: Section): Html =>
  html`<section id="${noun}"><h2><a href="#${noun}">${title}</a></h2><p>${doc}</p>
${group.map(articleHtml)}</section>
`;
