import { getDocument, GlobalWorkerOptions, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
// oxlint-disable-next-line import/default -- the builder makes an address of it
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';
// oxlint-disable-next-line import/default -- the same
import faxes from 'pdfjs-dist/wasm/jbig2.wasm?url';
// oxlint-disable-next-line import/default -- the same
import photographs from 'pdfjs-dist/wasm/openjpeg.wasm?url';
import type { Frame } from './frame.ts';
import { placesOf } from './places.ts';
import { type Sheet, sheetOf } from './sheet.ts';

GlobalWorkerOptions.workerSrc = worker;

/** Drawn besides what is seen, above and below it, in heights of the frame. */
const AHEAD = '60%';

/** What unpacks scans, loaded when a page has one. */
class Unpackers {
  async fetch({ filename }: { readonly filename: string }): Promise<Uint8Array> {
    const address = { 'jbig2.wasm': faxes, 'openjpeg.wasm': photographs }[filename];
    if (address === undefined) throw new Error(`there is no ${filename}`);
    return new Uint8Array(await (await fetch(address)).arrayBuffer());
  }
}

/** The pages of a copy, drawn as they come into sight. */
export interface Sheets {
  readonly page: () => number;
  readonly goTo: (page: number) => void;
  readonly zoom: (by: number) => void;
  readonly fit: () => void;
  readonly close: () => void;
}

/** Null where meanwhile it is no longer wanted. */
export async function sheetsOf(
  frame: Pick<Frame, 'sheets' | 'at'>,
  data: Uint8Array,
  isLate: () => boolean,
): Promise<Sheets | null> {
  const copy = await getDocument({
    data,
    verbosity: VerbosityLevel.ERRORS,
    enableXfa: false,
    useWorkerFetch: false,
    BinaryDataFactory: Unpackers,
  }).promise;
  const like = (await copy.getPage(1)).getViewport({ scale: 1 });
  if (isLate()) {
    void copy.loadingTask.destroy();
    return null;
  }
  const all = Array.from({ length: copy.numPages }, (_, at) => sheetOf(copy, at + 1, like));
  frame.sheets.replaceChildren(...all.map(({ element }) => element));
  const places = placesOf(frame, all, like.width);
  const seen = drawnInSight(frame.sheets, all, places.scale);
  return {
    ...places,
    close() {
      seen.disconnect();
      places.close();
      for (const sheet of all) sheet.clear();
      void copy.loadingTask.destroy();
    },
  };
}

function drawnInSight(root: HTMLElement, all: readonly Sheet[], scale: () => number): IntersectionObserver {
  const numbers = new Map(all.map((sheet) => [sheet.element as Element, sheet]));
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        const sheet = numbers.get(target);
        if (isIntersecting) sheet?.draw(scale());
        else sheet?.clear();
      }
    },
    { root, rootMargin: `${AHEAD} 0px` },
  );
  for (const { element } of all) seen.observe(element);
  return seen;
}
