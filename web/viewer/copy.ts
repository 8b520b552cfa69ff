import type { Sheets } from './sheets.ts';
import type { Frame } from './frame.ts';

/** How often whoever reads is asked for: what is taken back is gone from the screen within this time. */
const WATCH = 15_000;

/** The reader's own copy, as long as it may be read. */
export interface Copy {
  /** Shows a page; the first time it is fetched for that, which counts as reading. Throws where it cannot be shown. */
  show(page: number): Promise<void>;
  /** What is shown now; null: nothing. */
  shown(): Sheets | null;
}

export function copyIn(frame: Frame): Copy {
  const { address } = frame;
  let opening: Promise<Sheets | null> | null = null;
  let shown: Sheets | null = null;
  let watch: number | undefined;

  const end = (because: string): void => {
    window.clearInterval(watch);
    opening = null;
    shown?.close();
    shown = null;
    frame.ended(because);
  };
  /** Whether it may still be read. A server that does not answer says nothing about that. */
  const mayStill = async (): Promise<boolean> => {
    const answer = await fetch(`${address}/open`, { cache: 'no-store' }).catch(() => null);
    if (answer === null || answer.status === 204 || answer.status === 429 || answer.status >= 500) return true;
    end(await answer.text());
    return false;
  };
  const opened = async (): Promise<Sheets | null> => {
    frame.say('Opening your copy …');
    const { sheetsOf } = await import('./sheets.ts');
    const answer = await fetch(address, { cache: 'no-store' });
    if (!answer.ok || answer.headers.get('content-type') !== 'application/pdf') {
      if (await mayStill()) frame.say('The copy could not be opened. Choose the page again.');
      return null;
    }
    shown = await sheetsOf(frame, new Uint8Array(await answer.arrayBuffer()));
    frame.say('');
    watch = window.setInterval(() => document.visibilityState === 'visible' && void mayStill(), WATCH);
    return shown;
  };
  return {
    shown: () => shown,
    async show(page) {
      const isNew = opening === null;
      opening ??= opened();
      try {
        const sheets = await opening;
        if (sheets === null) opening = null;
        else if (isNew || (await mayStill())) sheets.goTo(page);
      } catch (error) {
        opening = null;
        throw error;
      }
    },
  };
}
