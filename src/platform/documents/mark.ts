import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFDocument,
  type PDFFont,
  PDFName,
  type PDFPage,
  type PDFRef,
  StandardFonts,
} from '@cantoo/pdf-lib';
import { aroundWhatIsDrawn } from './drawn.ts';
import { LIMITS } from './limits.ts';
import { printable } from './printable.ts';

/** What stands on every page of a copy, in the letters that it is asked for in: what is drawn is `printable`. */
export interface Mark {
  /** Across the page, light, behind nothing. */
  readonly lines: readonly string[];
  /** Small, along the lower edge. */
  readonly foot: string;
}

const ANGLE = Math.PI / 5;
const GREY = '0.32 0.36 0.42 rg';
const MARGIN = 14;
const FOOT_SIZE = 7;

/**
 * Writes the document anew with a mark on every page. Pages of one size share one drawing; nothing of the original file
 * but its objects is kept, so that no unmarked page lies below. The same input gives the same bytes.
 */
export async function marked(bytes: Uint8Array, { lines, foot }: Mark): Promise<Uint8Array> {
  const mark = { lines: lines.map(printable), foot: printable(foot) };
  const document = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY });
  const { context } = document;
  const font = await document.embedFont(StandardFonts.Helvetica);
  const drawings = new Map<string, Drawing>();
  const left = { bytes: LIMITS.unpacked };
  for (const [at, page] of document.getPages().entries()) {
    const place = placeOf(page);
    const size = `${place.width} ${place.height}`;
    // Pages may share what they draw with: each size has a name of its own there.
    const { name, drawing } = drawings.get(size) ?? {
      name: `AttestryMark${drawings.size}`,
      drawing: drawingOf(context, { font, mark, ...place }),
    };
    drawings.set(size, { name, drawing });
    const { before, after } = aroundWhatIsDrawn(page, at + 1, left);
    page.node.setXObject(PDFName.of(name), drawing);
    const text = `${after}q ${place.matrix.join(' ')} cm /${name} Do Q`;
    page.node.addContentStream(context.register(context.stream(text)));
    const drawn = page.node.Contents();
    if (before !== '' && drawn instanceof PDFArray) drawn.insert(0, context.register(context.stream(before)));
  }
  dropSignatures(document);
  return document.save({
    addDefaultPage: false,
    updateFieldAppearances: false,
    objectsPerTick: Number.POSITIVE_INFINITY,
  });
}

interface Drawing {
  readonly name: string;
  readonly drawing: PDFRef;
}

interface Place {
  readonly width: number;
  readonly height: number;
  /** From the page as it is seen, its lower left corner at 0 0, to the page as it is stored. */
  readonly matrix: readonly number[];
}

function placeOf(page: PDFPage): Place {
  const { x, y, w, h } = seenOf(page);
  switch (((page.getRotation().angle % 360) + 360) % 360) {
    case 90:
      return { width: h, height: w, matrix: [0, 1, -1, 0, x + w, y] };
    case 180:
      return { width: w, height: h, matrix: [-1, 0, 0, -1, x + w, y + h] };
    case 270:
      return { width: h, height: w, matrix: [0, -1, 1, 0, x, y + h] };
    default:
      return { width: w, height: h, matrix: [1, 0, 0, 1, x, y] };
  }
}

type Box = ReturnType<PDFPage['getCropBox']>;

const sidesOf = ({ x, y, width, height }: Box) => ({
  left: Math.min(x, x + width),
  right: Math.max(x, x + width),
  low: Math.min(y, y + height),
  high: Math.max(y, y + height),
});

/** What is seen of a page: of what is cut out of it, what lies on it; all of it where nothing does. */
function seenOf(page: PDFPage) {
  const [cut, whole] = [sidesOf(page.getCropBox()), sidesOf(page.getMediaBox())];
  const [x, y] = [Math.max(cut.left, whole.left), Math.max(cut.low, whole.low)];
  const [w, h] = [Math.min(cut.right, whole.right) - x, Math.min(cut.high, whole.high) - y];
  if (w > 0 && h > 0) return { x, y, w, h };
  return { x: whole.left, y: whole.low, w: whole.right - whole.left, h: whole.high - whole.low };
}

interface Drawn {
  readonly font: PDFFont;
  readonly mark: Mark;
  readonly width: number;
  readonly height: number;
}

function drawingOf(context: PDFContext, { font, mark, width, height }: Drawn): PDFRef {
  const [cos, sin] = [Math.cos(ANGLE), Math.sin(ANGLE)];
  const room = Math.min(width / cos, height / sin) * 0.8;
  const widest = Math.max(...mark.lines.map((line) => font.widthOfTextAtSize(line, 1)));
  const size = Math.min(34, room / Math.max(widest, 1));
  const across = mark.lines.map((line, at) => {
    const along = -font.widthOfTextAtSize(line, size) / 2;
    const up = ((mark.lines.length - 1) / 2 - at) * size * 1.25 - size / 3;
    const [x, y] = [width / 2 + along * cos - up * sin, height / 2 + along * sin + up * cos];
    return text({ font, line, size, at: [cos, sin, -sin, cos, x, y] });
  });
  const foot = Math.min(FOOT_SIZE, (width - 2 * MARGIN) / Math.max(font.widthOfTextAtSize(mark.foot, 1), 1));
  const content = [
    `q /Light gs ${GREY}`,
    ...across,
    'Q',
    `q ${GREY}`,
    text({ font, line: mark.foot, size: foot, at: [1, 0, 0, 1, MARGIN, MARGIN / 2] }),
    'Q',
  ];
  const drawing = context.flateStream(content.join('\n'), {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    Resources: { Font: { F: font.ref }, ExtGState: { Light: { ca: 0.18 } } },
  });
  return context.register(drawing);
}

interface Line {
  readonly font: PDFFont;
  readonly line: string;
  readonly size: number;
  readonly at: readonly number[];
}

const text = ({ font, line, size, at }: Line): string =>
  `BT /F ${size.toFixed(3)} Tf ${at.map((each) => each.toFixed(4)).join(' ')} Tm ${font.encodeText(line).toString()} Tj ET`;

/** A signature holds for the bytes that it was made over; a copy that showed it would show a broken one. */
function dropSignatures({ catalog, context }: PDFDocument): void {
  catalog.delete(PDFName.of('Perms'));
  for (const [, object] of context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || object.get(PDFName.of('FT')) !== PDFName.of('Sig')) continue;
    object.delete(PDFName.of('V'));
    object.delete(PDFName.of('Lock'));
  }
}
