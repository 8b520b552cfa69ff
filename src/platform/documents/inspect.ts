import {
  EncryptedPDFError,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFName,
  type PDFPage,
  PDFRawStream,
  PDFStream,
} from '@cantoo/pdf-lib';
import { mustBeStill, pageRefs } from './active.ts';
import { damaged, LIMITS, PRINT_AGAIN, Refusal } from './limits.ts';
import { marked } from './mark.ts';
import { mustUnpackToLittle } from './unpacked.ts';

export interface Inspection {
  readonly pages: number;
  /** It carries a signature of its own, which holds for the original only. */
  readonly signed: boolean;
}

const HEAD = 1_024;

/** Takes a PDF that can be read and marked, and refuses any other in words that help. */
export async function inspected(given: Uint8Array): Promise<Inspection> {
  const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  mustBeWhole(bytes);
  mustUnpackToLittle(bytes);
  const document = await opened(bytes);
  const objects = document.context.enumerateIndirectObjects().length;
  if (objects > LIMITS.objects)
    throw new Refusal(`it has ${objects} objects, and ${LIMITS.objects} at most are taken`, `Split it. ${PRINT_AGAIN}`);
  mustBeStill(document.context, bytes);
  const pages = pagesOf(document);
  for (const [at, page] of pages.entries()) mustBeShown(page, at + 1);
  await mustBeMarkable(bytes, pages.length);
  return { pages: pages.length, signed: isSigned(document) };
}

function mustBeWhole(bytes: Buffer): void {
  if (bytes.length > LIMITS.bytes)
    throw new Refusal(`it has more than ${LIMITS.bytes / 2 ** 20} MB`, 'Save it with smaller pictures, or split it.');
  if (!bytes.subarray(0, HEAD).includes('%PDF-'))
    throw new Refusal('it is no PDF', 'Export the document as PDF, and upload that.');
  if (!bytes.subarray(-HEAD).includes('%%EOF')) throw damaged('its end is missing');
}

/** Opens a PDF that is not encrypted. */
export async function opened(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, {
      throwOnInvalidObject: true,
      updateMetadata: false,
      parseSpeed: Number.POSITIVE_INFINITY,
    });
  } catch (error) {
    if (error instanceof EncryptedPDFError)
      throw new Refusal(
        'it is encrypted, so that nobody’s copy could be marked',
        'Save it without a password and without restrictions. If the firm that issued it protects it, ask the firm for a copy that is not.',
      );
    throw damaged('it cannot be read to its end');
  }
}

function pagesOf(document: PDFDocument): readonly PDFPage[] {
  try {
    const refs = pageRefs(document.context, LIMITS.pages);
    if (refs.length === 0) throw new RangeError('it has no page');
    return document.getPages();
  } catch (error) {
    throw damaged(error instanceof RangeError ? error.message : 'its pages cannot be found');
  }
}

/** Its size is one, and all that is drawn on it is there. */
function mustBeShown(page: PDFPage, number: number): void {
  try {
    const { width, height } = page.getCropBox();
    for (const side of [width, height])
      if (!(Math.abs(side) > 0 && Math.abs(side) <= LIMITS.side)) throw damaged(`page ${number} has no size`);
    const { context } = page.node;
    const drawn = context.lookup(page.node.get(PDFName.of('Contents')));
    const streams = drawn instanceof PDFArray ? drawn.asArray().map((each) => context.lookup(each)) : [drawn];
    if (drawn !== undefined && !streams.every((each) => each instanceof PDFStream))
      throw damaged(`a part of page ${number} is missing`);
  } catch (error) {
    throw error instanceof Refusal ? error : damaged(`page ${number} cannot be read`);
  }
}

async function mustBeMarkable(bytes: Uint8Array, pages: number): Promise<void> {
  const copy = await marked(bytes, { lines: ['trial'], foot: 'trial' }).catch((error: unknown) => {
    if (error instanceof Refusal) throw error;
    return null;
  });
  const again = copy === null ? null : await opened(copy).catch(() => null);
  if (again?.getPageCount() !== pages) throw damaged('no marked copy can be made of it');
}

const SIGNATURE = PDFName.of('ByteRange');

const isSigned = ({ context }: PDFDocument): boolean =>
  context
    .enumerateIndirectObjects()
    .some(([, object]) => object instanceof PDFDict && !(object instanceof PDFRawStream) && object.has(SIGNATURE));
