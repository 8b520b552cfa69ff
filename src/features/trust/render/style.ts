import { NIGHT, NIGHT_WASH, PAPER, WASH } from '#/features/trust/accent.ts';
import type { Look } from '#/features/trust/look.ts';

/** One column of text, by day, by night, on a phone and on paper. */
export const styleOf = ({ day, night }: Look['accent']): string =>
  `:root{--accent:${day};--night:${night};${DAY_COLORS}}${STYLE}`;

const DAY_COLORS = `color-scheme:light dark;--paper:${PAPER};--ink:#1b2130;--quiet:#566072;--line:#dfe3ea;--wash:${WASH}`;
const NIGHT_COLORS = `--accent:var(--night);--paper:${NIGHT};--ink:#e6e9ef;--quiet:#a3abb9;--line:#323843;--wash:${NIGHT_WASH}`;

const STYLE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-variant-numeric:tabular-nums;overflow-wrap:break-word}
a{color:var(--accent);text-underline-offset:.18em;text-decoration-thickness:1px}
a:focus-visible,input:focus-visible,button:focus-visible,summary:focus-visible,pre:focus-visible{outline:2px solid var(--accent);outline-offset:2px;border-radius:3px}
.column{max-width:46rem;margin:0 auto;padding:0 1.25rem}
header{border-bottom:1px solid var(--line)}
header .column{display:flex;align-items:center;gap:.7rem;min-height:4rem;flex-wrap:wrap}
header img{height:1.9rem;width:auto;max-width:9rem}
header .name{font-weight:600}
header .what{color:var(--quiet);margin-left:auto;font-size:.875rem}
h1{font-size:1.65rem;line-height:1.28;font-weight:600;letter-spacing:-.012em;margin:2.6rem 0 1.1rem;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.35;font-weight:600;margin:3rem 0 .9rem;padding-top:1.5rem;border-top:1px solid var(--line);scroll-margin-top:1rem}
h3{font-size:1rem;line-height:1.45;font-weight:600;margin:1.7rem 0 .5rem}
h4{font-size:1rem;font-weight:600;margin:0}
p{margin:.5rem 0;text-wrap:pretty}
ul{margin:.5rem 0;padding-left:1.25rem}
.quiet,.note{color:var(--quiet)}
.note{font-size:.875rem;line-height:1.55}
.steps{display:grid;grid-template-columns:repeat(4,1fr);gap:.4rem;list-style:none;margin:0 0 1.3rem;padding:0;font-size:.8125rem;color:var(--quiet)}
.steps li{border-top:3px solid var(--line);padding-top:.4rem}
.steps li.done{border-color:var(--accent)}
.steps li[aria-current]{border-color:var(--accent);color:var(--ink);font-weight:600}
.details{list-style:none;padding:0;margin:.8rem 0}
.details li{margin:.2rem 0}.details li.next{margin-top:1rem;font-weight:600}
.demo,.copy{border:1px solid var(--line);border-left:3px solid var(--accent);background:var(--wash);padding:.6rem .9rem;border-radius:4px;margin:1.2rem 0 0;font-size:.9rem}
nav ul{display:flex;flex-wrap:wrap;gap:.3rem 1.1rem;list-style:none;padding:0;margin:1.6rem 0 0;font-size:.9375rem}
.rows{list-style:none;padding:0;margin:.5rem 0}
.rows>li{padding:.75rem 0;border-bottom:1px solid var(--line)}
.rows>li:last-child{border-bottom:0}
.rows p{margin:.15rem 0}
.rows h3{margin:0}
.state{font-size:.875rem;color:var(--quiet);display:flex;gap:.45rem;align-items:baseline}
.dot{flex:none;width:.6rem;height:.6rem;border-radius:50%;border:1.5px solid var(--quiet);transform:translateY(.02rem)}
.dot.shown{background:var(--accent);border-color:var(--accent)}
.dot.off{border-radius:1px;transform:rotate(45deg) translateY(.02rem)}
.dot.later{border-style:dashed}
form.find{display:flex;gap:.5rem;margin:.3rem 0 1rem;flex-wrap:wrap;align-items:end}
form.find label{flex:1 0 100%;font-size:.875rem;color:var(--quiet)}
form.find input{flex:1 1 14rem;font:inherit;color:inherit;background:var(--paper);border:1px solid #7b8494;border-radius:6px;padding:.45rem .7rem;min-width:0}
form.hear fieldset{border:0;margin:0;padding:0}
form.hear legend,form.hear>label{font-size:.875rem;color:var(--quiet);padding:0;margin:.6rem 0 .2rem;display:block}
form.hear fieldset label{display:flex;gap:.6rem;align-items:baseline;padding:.2rem 0}
form.hear input[type=checkbox]{flex:none;accent-color:var(--accent)}
form.hear input[type=email]{font:inherit;color:inherit;background:var(--paper);border:1px solid #7b8494;border-radius:6px;padding:.45rem .7rem;width:100%;max-width:24rem;margin:0 .5rem .5rem 0}
form.hear button,form.find button,form.miss button,.ask{font:inherit;font-weight:600;color:var(--paper);background:var(--accent);border:1px solid var(--accent);border-radius:6px;padding:.45rem 1rem;text-decoration:none;display:inline-block;cursor:pointer}
[hidden]{display:none!important}
.answer{padding:.7rem 0;border-bottom:1px solid var(--line)}
.answer:last-child{border-bottom:0}
.scroll{overflow-x:auto}
.whole{white-space:nowrap}
table{border-collapse:collapse;width:100%;font-size:.9375rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .9rem .5rem 0;border-bottom:1px solid var(--line)}
thead th{font-size:.8125rem;color:var(--quiet);font-weight:600}
tbody th{font-weight:600}
dl{margin:.5rem 0}
dt{font-weight:600;margin-top:1rem}
dd{margin:.1rem 0 0}
pre{background:var(--wash);border:1px solid var(--line);border-radius:6px;padding:.8rem;white-space:pre-wrap;overflow-wrap:anywhere;font-size:.78rem;line-height:1.5}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
footer{border-top:1px solid var(--line);margin-top:3.5rem;padding:1.4rem 0 3rem;font-size:.875rem;color:var(--quiet)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.4rem .8rem;z-index:1}
@media (prefers-color-scheme:dark){:root{${NIGHT_COLORS}}form.find input,form.hear input[type=email]{border-color:#7d8797}header img{background:#fff;border-radius:4px;padding:2px}}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
@media (max-width:34rem){h1{font-size:1.35rem;margin-top:1.8rem}table.cards thead{position:absolute;left:-99rem}table.cards,table.cards tbody,table.cards tr,table.cards th,table.cards td{display:block;border:0;padding:0}table.cards tr{padding:.7rem 0;border-bottom:1px solid var(--line)}table.cards td[data-of]:not(:empty)::before{content:attr(data-of) ": ";color:var(--quiet)}.steps{font-size:.72rem}}
@media print{:root{--accent:#000;--paper:#fff;--ink:#000;--quiet:#444;--line:#bbb;--wash:#fff;color-scheme:light}body{font-size:10.5pt}.column{max-width:none;padding:0}nav,form.find,form.hear,form.miss,.ask,.act,.does a,.skip,footer p:last-child{display:none}h1{margin-top:1rem}h2{margin-top:1.6rem;padding-top:.8rem}h2,h3,h4{break-after:avoid}.rows>li,.answer,tr,dt,dd{break-inside:avoid}a{text-decoration:none;color:inherit}.dot.shown{background:#000}*{print-color-adjust:exact}}
`.replaceAll('\n', '');
