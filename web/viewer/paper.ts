/**
 * Shows every page of an agreement where its frame stands, in browsers, too, that have nothing to show a PDF with. Where
 * it cannot, the frame stays, and beside it the link.
 */
export async function showPaper(frame: HTMLIFrameElement): Promise<void> {
  const answer = await fetch(frame.src, { cache: 'no-store' });
  if (!answer.ok || answer.headers.get('content-type') !== 'application/pdf') return;
  const { sheetsOf } = await import('./sheets.ts');
  const sheets = document.createElement('div');
  sheets.className = 'sheets whole';
  sheets.tabIndex = 0;
  sheets.setAttribute('role', 'region');
  sheets.setAttribute('aria-label', frame.title);
  frame.before(sheets); // in its place before it is filled: pages are as wide as it is
  frame.hidden = true;
  try {
    const bytes = new Uint8Array(await answer.arrayBuffer());
    await sheetsOf({ sheets, at: () => undefined }, bytes, () => false);
    frame.remove();
    document.querySelector('section.words')?.remove(); // they stand on the pages that are shown
  } catch {
    sheets.remove();
    frame.hidden = false;
  }
}
