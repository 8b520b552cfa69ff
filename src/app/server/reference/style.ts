import { DEEPEST } from './article.ts';

/** How far in a line of a shape goes on, by how deep it began; a style in the page itself is not let through. */
const depths = Array.from(
  { length: DEEPEST + 1 },
  (_, depth) => `.d${depth} { padding-left: ${2 * depth + 4}ch; text-indent: -${2 * depth + 4}ch; }`,
).join('\n');

export const STYLE = `:root { color-scheme: light dark; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  --paper: light-dark(#fff, #14171e); --ink: light-dark(#1b2130, #e4e7ee); --quiet: light-dark(#566072, #a3abba);
  --line: light-dark(#dfe3ea, #333947); --wash: light-dark(#f5f6f9, #1b1f28); --edge: light-dark(#7b8494, #7b8494);
  --accent: light-dark(#23407a, #a9bdf0); scroll-padding-top: 1rem; }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font-variant-numeric: tabular-nums; }
main { max-width: 56rem; padding: 1.5rem 1rem 5rem; margin: 0 auto; overflow-wrap: break-word; }
a { color: var(--accent); text-underline-offset: 3px; text-decoration-thickness: 1px; }
:is(h2, h3) a { color: inherit; text-decoration: none; }
:is(h2, h3) a:hover { text-decoration: underline; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
h1 { font-size: 22px; line-height: 1.3; margin: 0 0 0.5rem; }
h2 { font-size: 19px; line-height: 1.3; margin: 3rem 0 0.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
h3 { margin: 0; line-height: 1.4; }
h3 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 0.75rem; }
h3 small { font-size: 12px; font-weight: 400; }
h3 code { font-size: 15px; font-weight: 600; }
h4 { font-size: 13px; margin: 0.75rem 0 0.25rem; }
p { margin: 0.5rem 0; max-width: 72ch; text-wrap: pretty; }
.who, i, small { color: var(--quiet); font-style: normal; }
article { margin: 2rem 0; }
article:target, section:target > h2 { scroll-margin-top: 1rem; }
article:target { outline: 1px solid var(--accent); outline-offset: 0.75rem; border-radius: 2px; }
code, pre, kbd { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
pre { margin: 0.5rem 0; padding: 0.5rem 0.75rem; background: var(--wash); border-radius: 6px; white-space: pre-wrap; }
pre span { display: block; }
:is(pre, td) b, :is(p, li) code { font-weight: inherit; white-space: nowrap; }
${depths}
details { margin-top: 0.25rem; }
summary { cursor: pointer; }
article summary { color: var(--accent); width: fit-content; }
table { border-collapse: collapse; }
th, td { padding: 3px 1.25rem 3px 0; text-align: left; vertical-align: top; font-weight: 400; }
.given td:nth-child(2), .errors td:first-child { white-space: nowrap; color: var(--quiet); }
.given th, .errors th { white-space: nowrap; }
td { text-wrap: pretty; }
main ul { padding-left: 1.25rem; max-width: 72ch; }
nav { padding: 1rem; font-size: 14px; }
nav p { margin: 0 0 0.75rem; }
nav p:first-child a { color: inherit; font-weight: 600; text-decoration: none; }
nav ul { list-style: none; margin: 0 0 0.5rem; padding: 0; }
nav details ul { padding-left: 1rem; }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
nav li a { display: block; padding: 2px 0; overflow-wrap: anywhere; line-height: 1.35; }
nav summary { padding: 2px 0; }
nav b { font-weight: 600; font-size: 11px; color: var(--quiet); }
#finding label { display: block; margin-bottom: 0.25rem; }
#find { width: 100%; font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--edge); border-radius: 6px; padding: 0.35rem 0.6rem; }
kbd { border: 1px solid var(--line); border-radius: 4px; padding: 0 0.35rem; color: var(--quiet); }
@media (min-width: 1000px) {
  body { display: grid; grid-template-columns: 19rem minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; background: var(--wash); border-right: 1px solid var(--line); }
  main { padding: 1.5rem 2.5rem 5rem; margin: 0; }
}
@media (max-width: 999px) {
  nav { border-bottom: 1px solid var(--line); background: var(--wash); }
  #index { columns: 11rem; }
  #index details[open] { column-span: all; }
  nav summary { padding: 4px 0; }
}
@media (max-width: 600px) {
  table, tbody, tr, th, td { display: block; }
  th, td { padding: 0; }
  tr { margin-bottom: 0.75rem; }
  .given th, .given td:nth-child(2), .errors td:first-child, .errors th { display: inline-block; margin-right: 0.75rem; }
}
@media print {
  nav { display: none; }
  body { display: block; }
}
`;
