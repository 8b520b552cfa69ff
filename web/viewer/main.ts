import { copyIn } from './copy.ts';
import { frameIn, type Frame } from './frame.ts';
import type { Sheets } from './sheets.ts';

const ACTS = {
  before: (sheets: Sheets) => sheets.goTo(sheets.page() - 1),
  after: (sheets: Sheets) => sheets.goTo(sheets.page() + 1),
  smaller: (sheets: Sheets) => sheets.zoom(1 / 1.25),
  larger: (sheets: Sheets) => sheets.zoom(1.25),
  fit: (sheets: Sheets) => sheets.fit(),
} as const;

/**
 * Shows the reader's own copy beside the reading view, or over it where there is no room. The page works without: then
 * its links open the copy in whatever the browser has. Nothing is fetched before a page is chosen, because opening the
 * copy is what counts as reading it.
 */
function enhance(frame: Frame): void {
  const copy = copyIn(frame);
  const show = async (page: number, href: string): Promise<void> => {
    frame.open();
    try {
      await copy.show(page);
    } catch {
      frame.say('This browser cannot show the copy here. It opens in a page of its own.');
      window.open(href, '_blank', 'noopener');
    }
  };
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('.page a') : null;
    if (link === null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void show(Number(/#page=(\d+)$/.exec(link.href)?.[1] ?? 1), link.href);
  });
  frame.listen({
    does(what) {
      const sheets = copy.shown();
      if (sheets !== null) ACTS[what](sheets);
    },
    page: (asked) => copy.shown()?.goTo(asked),
  });
}

const frame = frameIn(document);
if (frame !== null) enhance(frame);
