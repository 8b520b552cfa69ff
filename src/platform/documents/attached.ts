import { PDFDocument } from '@cantoo/pdf-lib';

/** A file with the pages of another one after its own. */
export async function attached(bytes: Uint8Array, after: Uint8Array): Promise<Uint8Array> {
  const fast = { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY };
  const [document, other] = [await PDFDocument.load(bytes, fast), await PDFDocument.load(after, fast)];
  for (const page of await document.copyPages(other, other.getPageIndices())) document.addPage(page);
  return document.save({ addDefaultPage: false, updateFieldAppearances: false });
}
