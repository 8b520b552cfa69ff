import './no-drawing.ts'; // before what needs it
import { getDocument, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { LIMITS } from './limits.ts';

/** The text of a document, page by page and line by line. What only a picture shows has none. */
export interface PagesText {
  /** One text a page, in order; they end where so much was read as is read of any document. */
  readonly texts: readonly string[];
  readonly pages: number;
}

/** Reads what stands on the pages, and draws nothing, runs nothing and asks for nothing outside. */
export async function textOf(bytes: Uint8Array): Promise<PagesText> {
  const loading = getDocument({
    data: new Uint8Array(bytes), // its own, because it is handed on
    verbosity: VerbosityLevel.ERRORS,
    isEvalSupported: false,
    enableXfa: false,
    useSystemFonts: false,
    disableFontFace: true,
    stopAtErrors: false,
  });
  try {
    const document = await loading.promise;
    const { numPages: pages } = document;
    const texts: string[] = [];
    let left: number = LIMITS.letters;
    for (let number = 1; number <= Math.min(pages, LIMITS.readPages) && left > 0; number += 1) {
      const page = await document.getPage(number);
      const { items } = await page.getTextContent();
      const text = items
        .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
        .join('')
        .slice(0, left);
      texts.push(text);
      left -= text.length;
      page.cleanup();
    }
    return { texts, pages };
  } finally {
    await loading.destroy();
  }
}
