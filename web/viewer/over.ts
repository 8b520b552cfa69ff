/** Where there is no room beside the text, the pages lie over it: what is below is out of reach until they are closed. */
export function overThePage(page: Document, pane: HTMLElement, sheets: HTMLElement) {
  const below = page.querySelectorAll<HTMLElement>('body > header, body > footer, body > .skip, .two > main');
  let cameFrom: Element | null = null;
  const isOver = (): boolean => pane.classList.contains('shown') && getComputedStyle(pane).position === 'fixed';
  const reach = (): void => {
    const over = isOver();
    for (const each of below) each.inert = over;
  };
  const close = (): void => {
    pane.classList.remove('shown');
    reach();
    if (cameFrom instanceof HTMLElement) cameFrom.focus();
  };
  window.addEventListener('resize', reach);
  page.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOver()) close();
  });
  return {
    close,
    open() {
      cameFrom = page.activeElement;
      reach();
      if (isOver()) sheets.focus();
    },
  };
}
