import type { Sheets } from './sheets.ts';
import type { Frame } from './frame.ts';

/** How often whoever reads is asked for: what is taken back is gone from the screen within this time. */
const WATCH = 15_000;

/** The reader's own copies of the report and of what it leads to, one of which is shown. */
export interface Copies {
  /** Shows a page of the document at an address; each time that another one is opened, that counts as reading. Throws where it cannot be shown. */
  show(address: string, page: number): Promise<void>;
  /** What is shown now; null: nothing. */
  shown(): Sheets | null;
}

export function copiesIn(frame: Frame): Copies {
  let current: Copy | null = null;
  return {
    shown: () => current?.shown() ?? null,
    show(address, page) {
      if (current?.address !== address) {
        current?.close();
        frame.sheets.replaceChildren();
        current = copyAt(address, frame);
      }
      return current.show(page);
    },
  };
}

/** One of them, as long as it may be read and no other one is shown. */
interface Copy {
  readonly address: string;
  readonly show: (page: number) => Promise<void>;
  readonly shown: () => Sheets | null;
  readonly close: () => void;
}

function copyAt(address: string, frame: Frame): Copy {
  let opening: Promise<Sheets | null> | null = null;
  let shown: Sheets | null = null;
  let watch: number | undefined;
  let isClosed = false;

  const close = (): void => {
    window.clearInterval(watch);
    opening = null;
    shown?.close();
    shown = null;
  };
  /** Whether it may still be read. A server that does not answer says nothing about that. */
  const mayStill = async (): Promise<boolean> => {
    const answer = await fetch(`${address}/open`, { cache: 'no-store' }).catch(() => null);
    if (answer === null || answer.status === 204 || answer.status === 429 || answer.status >= 500) return true;
    const because = await answer.text();
    if (isClosed) return false;
    close();
    frame.ended(because);
    return false;
  };
  const opened = async (): Promise<Sheets | null> => {
    frame.say('Opening your copy …');
    const { sheetsOf } = await import('./sheets.ts');
    const answer = await fetch(address, { cache: 'no-store' });
    if (!answer.ok || answer.headers.get('content-type') !== 'application/pdf') {
      if ((await mayStill()) && !isClosed) frame.say('The copy could not be opened. Choose the page again.');
      return null;
    }
    const bytes = new Uint8Array(await answer.arrayBuffer());
    if (isClosed) return null;
    const sheets = await sheetsOf(frame, bytes, () => isClosed);
    if (sheets === null) return null;
    shown = sheets;
    frame.say('');
    watch = window.setInterval(() => document.visibilityState === 'visible' && void mayStill(), WATCH);
    return shown;
  };
  return {
    address,
    shown: () => shown,
    close() {
      isClosed = true;
      close();
    },
    async show(page) {
      const isNew = opening === null;
      opening ??= opened();
      try {
        const sheets = await opening;
        if (sheets === null) opening = null;
        else if (isNew || (await mayStill())) sheets.goTo(page);
      } catch (error) {
        opening = null;
        if (!isClosed) throw error;
      }
    },
  };
}
