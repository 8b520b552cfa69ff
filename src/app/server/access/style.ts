import type { Look } from '#/features/trust/index.ts';

/** The style of a page, in the company's own accent where it has one. */
export const styleOf = (accent: Look['accent'] | undefined): string =>
  accent === undefined
    ? STYLE
    : `${STYLE}@media screen{:root{--accent:${accent.day}}}@media screen and (prefers-color-scheme:dark){:root{--accent:${accent.night}}}`;

/** One column, by day, by night, on a phone and on paper. */
const STYLE = `
:root{color-scheme:light dark;--accent:#23407a;--paper:#fff;--ink:#1b2130;--quiet:#566072;--line:#dfe3ea;--wash:#f5f6f9;--edge:#7b8494;--bad:#9c2f22}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--accent);text-underline-offset:.18em}
a:focus-visible,input:focus-visible,textarea:focus-visible,button:focus-visible,summary:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.column{max-width:46rem;margin:0 auto;padding:0 1.25rem}
header{border-bottom:1px solid var(--line)}
header .column{display:flex;align-items:center;gap:.7rem;min-height:4rem;flex-wrap:wrap}
header img{height:1.9rem;width:auto;max-width:9rem}
header .name{font-weight:600}
header .what{color:var(--quiet);margin-left:auto;font-size:.875rem}
h1{font-size:1.65rem;line-height:1.28;font-weight:600;letter-spacing:-.012em;margin:2.2rem 0 1rem}
h2{font-size:1.2rem;line-height:1.35;font-weight:600;margin:2.4rem 0 .8rem;padding-top:1.3rem;border-top:1px solid var(--line)}
h3{font-size:1rem;font-weight:600;margin:1.5rem 0 .4rem}
p{margin:.5rem 0;text-wrap:pretty}
ul,ol{margin:.5rem 0;padding-left:1.25rem}
.note{color:var(--quiet);font-size:.875rem;line-height:1.55}
.steps{display:grid;grid-template-columns:repeat(3,1fr);gap:.4rem;list-style:none;margin:0 0 1.3rem;padding:0;font-size:.8125rem;color:var(--quiet)}
.steps li{border-top:3px solid var(--line);padding-top:.4rem}
.steps li.done{border-color:var(--accent)}
.steps li[aria-current]{border-color:var(--accent);color:var(--ink);font-weight:600}
.demo,.said,.wrong{border:1px solid var(--line);border-left:3px solid var(--accent);background:var(--wash);padding:.6rem .9rem;border-radius:4px;margin:1.2rem 0;font-size:.9375rem}
.wrong{border-left-color:var(--bad)}
.paper:not([hidden]){display:block;width:100%;height:min(80vh,62rem);border:1px solid var(--line);border-radius:4px;background:var(--wash)}
.rows{list-style:none;padding:0;margin:.5rem 0}
.rows>li{padding:.85rem 0;border-bottom:1px solid var(--line)}
.rows>li:last-child{border-bottom:0}
.rows p{margin:.15rem 0}
.does{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin-top:.5rem}
form.ask label.of,form.ask legend{display:block;font-weight:600;margin:1rem 0 .25rem;padding:0}
form.ask fieldset{border:0;margin:0;padding:0}
form.ask input:not([type=checkbox]),form.ask textarea{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:6px;padding:.45rem .7rem}
input::file-selector-button{font:inherit;font-size:.875rem;color:var(--ink);background:var(--wash);border:1px solid var(--edge);border-radius:4px;padding:.15rem .6rem;margin-right:.7rem;cursor:pointer}
.tick{display:flex;gap:.6rem;align-items:baseline;padding:.3rem 0}
.tick .line{display:block}
.tick input{flex:none;accent-color:var(--accent)}
button,.act{font:inherit;font-weight:600;color:var(--paper);background:var(--accent);border:1px solid var(--accent);border-radius:6px;padding:.45rem 1rem;text-decoration:none;display:inline-block;cursor:pointer}
button{margin-top:1.1rem}
.second{color:var(--accent);background:none}
.quietly{background:none;border:0;color:var(--accent);padding:0;margin:0;font-weight:400;text-decoration:underline}
.text{border:1px solid var(--line);border-radius:6px;padding:.4rem 1.2rem 1rem;margin:1rem 0}
.text h2{border:0;padding:0;margin:1.4rem 0 .5rem;font-size:1.05rem}
details{margin:1.2rem 0}
summary{cursor:pointer;color:var(--accent)}
code{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.84em;overflow-wrap:anywhere}
dl{margin:.5rem 0;display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1.2rem}
dt{color:var(--quiet)}
dd{margin:0}
section{scroll-margin-top:1rem}
blockquote{margin:.5rem 0;padding:.1rem 0 .1rem .9rem;border-left:3px solid var(--line)}
.said-so{white-space:pre-line}dd>.said-so{margin:0 0 .3rem}
.page{white-space:nowrap;font-size:.875rem}
.page .beside,.pane{display:none}
.order ol{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;font-size:.9375rem}
.one{border:0;border-top:1px solid var(--line);margin:0;padding:.9rem 0;min-width:0}
.one h3,.one h4,.one legend{font-size:1rem;font-weight:600;margin:0;padding:.9rem 0 0}
.one h3,.one h4{padding:0}
.choices{display:flex;flex-wrap:wrap;gap:0 1.3rem}
.review label.of{display:block;font-weight:600;margin:.6rem 0 .25rem}
.review input:not([type=radio]),.review textarea{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:6px;padding:.45rem .7rem}
.review button{margin-top:.6rem}
.mine{margin:1rem 0 0;padding-left:.9rem;border-left:3px solid var(--accent)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
footer{border-top:1px solid var(--line);margin-top:3.5rem;padding:1.2rem 0 3rem;font-size:.875rem;color:var(--quiet)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.4rem .8rem;z-index:1}
@media (prefers-color-scheme:dark){:root{--accent:#9db8f2;--paper:#14161a;--ink:#e6e9ef;--quiet:#a3abb9;--line:#323843;--wash:#1c2027;--edge:#7d8797;--bad:#f0a195}header img{background:#fff;border-radius:4px;padding:2px}}
@media (max-width:34rem){.paper:not([hidden]){display:none}h1{font-size:1.35rem;margin-top:1.6rem}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:.6rem}}
@media (min-width:78rem){.two{display:grid;grid-template-columns:minmax(0,46rem) minmax(0,1fr);max-width:110rem;margin:0 auto}.two main{margin:0;max-width:none;min-width:0}body:has(.two) :is(header,footer) .column{max-width:110rem}.page .beside{display:inline}.page .alone{display:none}.pane{display:block;position:sticky;top:0;height:100vh;padding:1rem 1.25rem 1rem 0}.pane .note{margin:0 0 .6rem}.pane iframe{width:100%;height:calc(100% - 4rem);border:1px solid var(--line);border-radius:6px;background:var(--wash)}}
@media print{a[target=_blank][href^="https:"]::after{content:" at " attr(href)}.pane,.order,.no-print,.review details,.review .does{display:none!important}.two{display:block}.one{break-inside:avoid}:root{--accent:#000;--paper:#fff;--ink:#000;--quiet:#444;--line:#bbb;--wash:#fff;color-scheme:light}body{font-size:10.5pt}.column{max-width:none;padding:0}.steps,.skip,button,form.ask,details{display:none}a{color:inherit;text-decoration:none}}
`.replaceAll('\n', '');
