/** What lies over the page, and has a focus of its own while it does. */
const OVER = '[role="dialog"], [role="menu"], [role="listbox"]';
/** Within these somebody is led on; a page that is gone as a whole was left. */
const WITHIN = 'main, article, aside, [role="dialog"]';
const LIST = 'table, ol, ul, [role="grid"]';
const ROW = 'tbody tr, li';
const REACHED = 'a[href], button, input, select, textarea, summary, [tabindex]';
/** By then whatever closes has given the focus back to what opened it, if that is still there. */
const GIVEN_BACK = 60;

/** What had the focus in one layer; and once it is gone, where it stood. */
interface Step {
  readonly at: HTMLElement;
  readonly over: Element | null;
  readonly path: string;
  gap: { readonly within: Node; readonly next: Node | null } | null;
}

/** Whoever works by keys goes on where they were: what stands next takes the focus of what their own press took away. */
export function keepFocus(): () => void {
  let trail: readonly Step[] = [];
  let waiting: ReturnType<typeof setTimeout> | undefined;
  const go = (): void => {
    waiting = undefined;
    if (document.activeElement !== document.body) return;
    const next = nextOf(trail);
    if (next === null) return;
    if (!next.matches(REACHED)) next.tabIndex = -1; // a heading
    next.focus({ preventScroll: true });
  };
  const observer = new MutationObserver((records) => {
    const went = trail.filter((step) => records.map((record) => follow(step, record)).some(Boolean));
    if (!went.some((step) => step === trail.at(-1)) || document.activeElement !== document.body) return;
    clearTimeout(waiting);
    waiting = setTimeout(go, GIVEN_BACK);
  });
  const enter = ({ target }: Event): void => {
    if (!(target instanceof HTMLElement)) return;
    const over = target.closest(OVER);
    const below = trail.findIndex((step) => step.over === over);
    const step: Step = { at: target, over, path: location.pathname, gap: null };
    trail = [...(below < 0 ? trail : trail.slice(0, below)), step];
  };
  const leave = (): void => {
    if (waiting === undefined && document.activeElement === document.body && trail.at(-1)?.at.isConnected === true)
      trail = []; // pressed beside it
  };
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled'] });
  document.addEventListener('focusin', enter);
  document.addEventListener('click', leave);
  return () => {
    observer.disconnect();
    clearTimeout(waiting);
    document.removeEventListener('focusin', enter);
    document.removeEventListener('click', leave);
  };
}

/**
 * Keeps in mind where it stood, also while more goes around that place; gives whether it went, was moved, or can be
 * pressed again: a button is mute while what its press asked for is on its way.
 */
function follow(step: Step, { type, removedNodes, target, nextSibling }: MutationRecord): boolean {
  if (type === 'attributes') return target === step.at && isReached(step.at);
  const stood = step.gap?.within ?? step.at;
  const lost = [...removedNodes];
  const went = lost.some((gone) => gone.contains(stood) || gone.contains(step.at));
  if (went || lost.some((gone) => gone === step.gap?.next)) step.gap = { within: target, next: nextSibling };
  return went;
}

const isReached = (element: HTMLElement): boolean =>
  element.isConnected && element.tabIndex >= 0 && !element.matches(':disabled') && element.checkVisibility();

const reachedIn = (within: ParentNode): readonly HTMLElement[] =>
  [...within.querySelectorAll<HTMLElement>(REACHED)].filter(isReached);

/** From the uppermost layer down: what had the focus, or what is next to its place; else the page, if it was not left. */
function nextOf(trail: readonly Step[]): HTMLElement | null {
  for (const { at, gap } of trail.toReversed()) {
    const next = isReached(at) ? at : gap?.within instanceof Element ? besideGap(gap.within, gap.next) : null;
    if (next !== null) return next;
  }
  const [first] = trail; // where nothing of the page had the focus before what lay over it, nothing has it after
  return first?.over === null && first.path === location.pathname ? document.querySelector('main h1') : null;
}

/** What comes next in the list that it stood in, or before; where there is none, the heading over it. */
function besideGap(within: Element, next: Node | null): HTMLElement | null {
  const [scope, list] = [within.closest(WITHIN), within.closest(LIST)];
  if (scope === null) return null;
  return (list === null ? null : inList(list, within, next)) ?? headingOver(within, scope);
}

function inList(list: Element, within: Element, next: Node | null): HTMLElement | null {
  const [all, from] = [reachedIn(list).filter((each) => each.closest(ROW) !== null), next ?? within];
  const isAfter = (each: Node): boolean =>
    next?.contains(each) === true ||
    ((from.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0 &&
      (next !== null || !within.contains(each)));
  const after = all.find(isAfter);
  if (after !== undefined) return after;
  const row = all.at(-1)?.closest(ROW);
  return row == null ? null : (reachedIn(row)[0] ?? null);
}

function headingOver(within: Element, scope: Element): HTMLElement | null {
  for (let at: Element | null = within; at !== null; at = at === scope ? null : at.parentElement) {
    const heading = at.matches('section, [role="region"]') || at === scope ? at.querySelector('h1, h2, h3') : null;
    if (heading instanceof HTMLElement && heading.checkVisibility()) return heading;
  }
  return null;
}
