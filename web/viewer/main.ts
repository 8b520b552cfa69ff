import { copiesIn } from './copy.ts';
import { frameIn, type Frame } from './frame.ts';
import { showPaper } from './paper.ts';
import type { Sheets } from './sheets.ts';

const ACTS = {
  before: (sheets: Sheets) => sheets.goTo(sheets.page() - 1),
  after: (sheets: Sheets) => sheets.goTo(sheets.page() + 1),
  smaller: (sheets: Sheets) => sheets.zoom(1 / 1.25),
  larger: (sheets: Sheets) => sheets.zoom(1.25),
  fit: (sheets: Sheets) => sheets.fit(),
} as const;

/**
 * Shows the reader's own copies beside the reading view, or over it where there is no room. The page works without: then
 * its links open the copy in whatever the browser has. Nothing is fetched before a page is chosen, because opening the
 * copy is what counts as reading it.
 */
function enhance(frame: Frame): void {
  const copies = copiesIn(frame);
  const show = async ({ href, pathname, hash, dataset }: HTMLAnchorElement): Promise<void> => {
    frame.open();
    frame.name(dataset['of'] ?? '', pathname);
    try {
      await copies.show(pathname, Number(/^#page=(\d+)$/.exec(hash)?.[1] ?? 1));
    } catch {
      frame.say('This browser cannot show the copy here. It opens in a page of its own.');
      window.open(href, '_blank', 'noopener');
    }
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('.page a') : null;
    if (link === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void show(link);
  });
  frame.listen({
    does(what) {
      const sheets = copies.shown();
      if (sheets !== null) ACTS[what](sheets);
    },
    page: (asked) => copies.shown()?.goTo(asked),
  });
}

const frame = frameIn(document);
if (frame !== null) enhance(frame);
const paper = document.querySelector<HTMLIFrameElement>('iframe.paper');
if (paper !== null) void showPaper(paper);
