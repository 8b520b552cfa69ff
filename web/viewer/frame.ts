import { overThePage } from './over.ts';

type Does = 'before' | 'after' | 'smaller' | 'larger' | 'fit';

interface Listener {
  readonly does: (what: Does) => void;
  readonly page: (asked: number) => void;
}

/** What the server put beside the reading view, for the pages to be shown in. */
export interface Frame {
  /** Scrolls, and holds the pages. */
  readonly sheets: HTMLElement;
  readonly open: () => void;
  /** Which document is shown, where it is another one than the page is about, and where it opens by itself. */
  readonly name: (title: string, address: string) => void;
  readonly say: (words: string) => void;
  /** It may not be read any more: these words are all that is left. */
  readonly ended: (because: string) => void;
  readonly at: (page: number, of: number) => void;
  readonly listen: (to: Listener) => void;
}

const KEYS: Readonly<Record<string, Does>> = {
  ArrowLeft: 'before',
  ArrowRight: 'after',
  '-': 'smaller',
  '+': 'larger',
  '=': 'larger',
  '0': 'fit',
};
const isDoing = (name: string | undefined): name is Does => Object.values(KEYS).some((does) => does === name);

/** The frame, with its bar in reach; null where the page has none. */
export function frameIn(page: Document): Frame | null {
  const pane = page.querySelector<HTMLElement>('.pane');
  const viewer = pane?.querySelector<HTMLElement>('.viewer');
  const number = viewer?.querySelector('input');
  if (!pane || !viewer || !number) return null;
  const part = (selector: string): HTMLElement => {
    const found = viewer.querySelector<HTMLElement>(selector);
    if (found === null) throw new Error(`the page has no ${selector}`);
    return found;
  };
  const [sheets, bar, status] = [part('.sheets'), part('.bar'), part('[role=status]')];
  pane.querySelector('iframe')?.remove();
  const over = overThePage(page, pane, sheets);
  let isTyping = false;
  const say = (words: string): void => {
    status.textContent = words;
    status.hidden = words === '';
  };
  return {
    sheets,
    say,
    open() {
      pane.classList.add('shown');
      viewer.classList.remove('ended');
      viewer.hidden = false;
      over.open();
    },
    name: (title, address) => named(pane, { title, address, own: page.querySelector('h1')?.textContent ?? '' }),
    ended(because) {
      sheets.replaceChildren();
      viewer.classList.add('ended');
      say(because);
    },
    at(at, of) {
      if (!isTyping) number.value = String(at);
      number.max = String(of);
      part('output').textContent = String(of);
    },
    listen(to) {
      number.addEventListener('input', () => (isTyping = true));
      number.addEventListener('blur', () => (isTyping = false));
      number.addEventListener('change', () => {
        isTyping = false;
        const asked = Number(number.value);
        if (Number.isInteger(asked) && asked >= 1) to.page(asked);
      });
      bar.addEventListener('click', (event) => {
        const does = event.target instanceof Element ? event.target.closest('button')?.dataset['does'] : undefined;
        if (does === 'close') over.close();
        else if (isDoing(does)) to.does(does);
      });
      sheets.addEventListener('keydown', (event) => {
        const does = event.ctrlKey || event.metaKey || event.altKey ? undefined : KEYS[event.key];
        if (does === undefined) return;
        event.preventDefault();
        to.does(does);
      });
    },
  };
}

interface Named {
  readonly title: string;
  readonly address: string;
  /** How the document is called that the page is about: of that nothing needs to be said. */
  readonly own: string;
}

function named(pane: HTMLElement, { title, address, own }: Named): void {
  const which = pane.querySelector<HTMLElement>('.which');
  if (which !== null) {
    which.textContent = title === own ? '' : `Your copy of “${title}”`;
    which.hidden = title === own;
  }
  pane.querySelector('.note a')?.setAttribute('href', address);
}
