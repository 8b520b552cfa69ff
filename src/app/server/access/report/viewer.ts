import { type Html, html } from '#/core/html.ts';

const does = (what: string, label: string, sign: string): Html =>
  html`<button type="button" data-does="${what}" aria-label="${label}" title="${label}">${sign}</button>`;

/** Where the module `web/viewer` shows the pages of a copy; nobody sees it before it runs. There is nothing to save with. */
export const viewerHtml = (pages: number): Html =>
  html`<div class="viewer" hidden><div class="bar" role="group" aria-label="Pages">${does('before', 'Page before', '‹')}<label><span>Page </span><input type="number" min="1" max="${pages}" value="1" inputmode="numeric"></label><span>of <output>${pages}</output></span>${does('after', 'Next page', '›')}<span class="gap"></span>${does('smaller', 'Smaller', '−')}${does('larger', 'Larger', '+')}${does('fit', 'Fit the width', '↔')}<button type="button" class="close" data-does="close" aria-label="Close" title="Close">×</button></div><p class="which note" hidden></p><p class="wait" role="status" hidden></p><div class="sheets" tabindex="0" role="region" aria-label="Pages of your copy"></div></div>`;

/** Beside the text where there is room, else over it. Paper stays white at night: it is a picture of what was signed. */
export const VIEWER_STYLE = `
.pane.shown{display:flex;flex-direction:column}
.viewer:not([hidden]){display:flex;flex-direction:column;flex:1;min-height:0}
.bar{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .45rem;padding:0 0 .5rem;font-size:.9375rem}
.bar button{margin:0;min-width:2.25rem;min-height:2.25rem;padding:.1rem .6rem;background:none;color:var(--ink);border-color:var(--edge);font-weight:400}
.bar input{width:4.2rem;min-height:2.25rem;font:inherit;color:inherit;background:var(--paper);border:1px solid var(--edge);border-radius:6px;padding:.1rem .4rem}
.bar .gap{flex:1}
.which,.wait{margin:0 0 .5rem}.ended .which,.ended .bar>:not(.close,.gap),.ended .sheets{display:none}.ended .wait{border-left:3px solid var(--bad);background:var(--wash);padding:.6rem .9rem;border-radius:4px}
.sheets{flex:1;min-height:0;overflow:auto;position:relative;padding:12px;border:1px solid var(--line);border-radius:6px;background:var(--wash)}
.sheets.whole{height:min(80vh,62rem)}
.sheets:focus-visible{outline:2px solid var(--accent);outline-offset:-2px}
.sheet{position:relative;margin:0 auto 12px;background:#fff;color:#1b2130;outline:1px solid var(--line);--scale-round-x:1px;--scale-round-y:1px;overflow:hidden}
.sheet canvas{display:block;width:100%;height:100%}
.textLayer{position:absolute;inset:0;overflow:clip;line-height:1;text-align:initial;text-size-adjust:none;forced-color-adjust:none;color-scheme:only light;transform-origin:0 0;overflow-wrap:normal;--min-font-size:1;--text-scale-factor:calc(var(--total-scale-factor)*var(--min-font-size));--min-font-size-inv:calc(1/var(--min-font-size))}
.textLayer :is(span,br){color:transparent;position:absolute;white-space:pre;cursor:text;transform-origin:0 0}
.textLayer>:not(.markedContent),.textLayer .markedContent span:not(.markedContent){z-index:1;--font-height:0;--scale-x:1;--rotate:0deg;font-size:calc(var(--text-scale-factor)*var(--font-height));transform:rotate(var(--rotate)) scaleX(var(--scale-x)) scale(var(--min-font-size-inv))}
.textLayer .markedContent{display:contents}
.textLayer ::selection{background:rgb(35 64 122/.3)}
.hiddenCanvasElement{position:absolute;width:0;height:0;display:none}
@media (min-width:78rem){.bar .close{display:none}}
@media (max-width:77.99rem){.pane.shown{position:fixed;inset:0;z-index:2;background:var(--paper);padding:.5rem}.pane.shown>.note{display:none}.bar{flex-wrap:nowrap;gap:.25rem}.bar button,.bar input{min-height:2.6rem}.bar input{width:3.2rem}.bar label span{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.sheets{padding:6px}}
`.replaceAll('\n', '');
