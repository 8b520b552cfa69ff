import type { Frame } from './frame.ts';
import type { Sheet } from './sheet.ts';

const [SMALLEST, LARGEST] = [0.25, 5];
/** Around each page, in pixels. */
const EDGE = 12;

/** Where each page stands, how large it is, and which one is in sight. `width` is that of the first page at scale 1. */
export function placesOf(
  { sheets: frame, at: say }: Pick<Frame, 'sheets' | 'at'>,
  all: readonly Sheet[],
  width: number,
) {
  let page = 1;
  /** The last page that was asked for stays the one in sight until somebody scrolls: it may be too low to stand on top. */
  let chosen = { page: 1, top: 0 };
  let fits = true;
  const fitting = (): number => Math.max(SMALLEST, (frame.clientWidth - 2 * EDGE) / width);
  let scale = fitting();

  const moved = (): void => {
    const third = frame.scrollTop + frame.clientHeight / 3;
    const index = all.findIndex(({ element }) => element.offsetTop + element.offsetHeight >= third);
    const isChosen = Math.abs(frame.scrollTop - chosen.top) < 2;
    page = isChosen ? chosen.page : index < 0 ? all.length : index + 1;
    say(page, all.length);
  };
  /** The same place of the same page stays at the top. */
  const sized = (to: number): void => {
    const element = all[page - 1]?.element;
    const within = element === undefined ? 0 : (frame.scrollTop - element.offsetTop) / element.offsetHeight;
    scale = Math.min(Math.max(to, SMALLEST), LARGEST);
    for (const sheet of all) sheet.size(scale);
    if (element !== undefined) frame.scrollTop = element.offsetTop + within * element.offsetHeight;
  };
  const resized = new ResizeObserver(() => {
    if (fits && Math.abs(fitting() - scale) > 0.005) sized(fitting());
  });
  for (const sheet of all) sheet.size(scale);
  resized.observe(frame);
  frame.addEventListener('scroll', moved, { passive: true });
  moved();
  return {
    page: () => page,
    scale: () => scale,
    goTo(asked: number) {
      const to = Math.min(Math.max(asked, 1), all.length);
      frame.scrollTop = (all[to - 1]?.element.offsetTop ?? 0) - EDGE;
      chosen = { page: to, top: frame.scrollTop };
      moved();
    },
    zoom(by: number) {
      fits = false;
      sized(scale * by);
    },
    fit() {
      fits = true;
      sized(fitting());
    },
    close() {
      resized.disconnect();
      frame.removeEventListener('scroll', moved);
    },
  };
}
