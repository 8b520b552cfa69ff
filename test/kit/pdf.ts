import { deflateSync } from 'node:zlib';
import {
  concatTransformationMatrix,
  drawObject,
  PDFDocument,
  popGraphicsState,
  pushGraphicsState,
  StandardFonts,
} from '@cantoo/pdf-lib';
import { getDocument, OPS, VerbosityLevel } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A plain document of so many pages, each of which says which one it is. */
export async function testPdf(pages: number, word = 'page'): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (let page = 1; page <= pages; page += 1)
    document.addPage([595, 842]).drawText(`${word} ${page} of ${pages}`, { x: 60, y: 700, size: 14, font });
  return new Uint8Array(await document.save());
}

/** A document with these words on its pages, line by line. */
export async function wordsPdf(pages: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.create({ updateMetadata: false });
  const font = await document.embedFont(StandardFonts.Helvetica);
  for (const text of pages) {
    const page = document.addPage([595, 842]);
    for (const [at, line] of text.split('\n').entries())
      page.drawText(line, { x: 40, y: 790 - at * 16, size: 9, font });
  }
  return new Uint8Array(await document.save());
}

/** The same document with a black square on one of its pages, packed as a fax packs it (ITU-T T.6): what scanners make. */
export async function withScan(bytes: Uint8Array, page: number): Promise<Uint8Array<ArrayBuffer>> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const side = 64;
  const black = '001 00110101 0000001111 0000110111'.replaceAll(' ', ''); // of no white, 64 black, and none
  const bits = `${black}${'11'.repeat(side - 1)}${'000000000001'.repeat(2)}`; // a line, the same again, the end
  const packed = Uint8Array.from({ length: Math.ceil(bits.length / 8) }, (_, at) =>
    Number.parseInt(bits.slice(at * 8, at * 8 + 8).padEnd(8, '0'), 2),
  );
  const scan = document.context.stream(packed, {
    Type: 'XObject',
    Subtype: 'Image',
    Width: side,
    Height: side,
    ColorSpace: 'DeviceGray',
    BitsPerComponent: 1,
    Filter: 'CCITTFaxDecode',
    DecodeParms: { K: -1, Columns: side, Rows: side },
  });
  const on = document.getPage(page - 1);
  const name = on.node.newXObject('Scan', document.context.register(scan));
  on.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(200, 0, 0, 200, 60, 100),
    drawObject(name),
    popGraphicsState(),
  );
  return new Uint8Array(await document.save());
}

/** A document written by hand, from the objects that are given; object 1 is its catalog. */
export function writtenPdf(objects: readonly (string | Buffer)[], trailer = ''): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const places: number[] = [];
  let length = 9;
  for (const [at, object] of objects.entries()) {
    places.push(length);
    const part = Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from('\nendobj\n')]);
    parts.push(part);
    length += part.length;
  }
  const lines = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${lines}trailer\n<< /Size ${size} /Root 1 0 R ${trailer} >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}

/** A stream of an object, packed. */
export function packedStream(description: string, content: Uint8Array): Buffer {
  const packed = deflateSync(content, { level: 9 });
  return Buffer.concat([
    Buffer.from(`<< ${description} /Filter /FlateDecode /Length ${packed.length} >>\nstream\n`),
    packed,
    Buffer.from('\nendstream'),
  ]);
}

/** The text of each page, as another reader than the one that wrote it sees it. */
export async function textOfPages(bytes: Uint8Array): Promise<readonly string[]> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  const document = await loading.promise;
  const texts: string[] = [];
  for (let page = 1; page <= document.numPages; page += 1) {
    const { items } = await (await document.getPage(page)).getTextContent();
    texts.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
  }
  await loading.destroy();
  return texts;
}

interface PlacedForm {
  /** From what is drawn to the page. */
  readonly at: readonly number[];
  /** Of what is drawn. */
  readonly size: readonly number[];
  /** Nothing was cut out around it, and it is on no layer that can be hidden. */
  readonly isSeen: boolean;
}

/** Where a page draws forms that stand in a file once, as another reader than the one that wrote it sees it. */
export async function placesOfForms(bytes: Uint8Array, page: number): Promise<readonly PlacedForm[]> {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: VerbosityLevel.ERRORS, useSystemFonts: false });
  const { fnArray, argsArray } = await (await (await loading.promise).getPage(page)).getOperatorList();
  const found: PlacedForm[] = [];
  const before: { at: readonly number[]; isCut: boolean }[] = [];
  let [now, layers, within] = [{ at: [1, 0, 0, 1, 0, 0] as readonly number[], isCut: false }, 0, 0];
  for (const [place, does] of fnArray.entries()) {
    const given = argsArray[place] as readonly (readonly number[])[] | null;
    if (does === OPS.paintFormXObjectBegin) {
      const [left = 0, low = 0, right = 0, high = 0] = given?.[1] ?? [];
      if (within === 0)
        found.push({ at: now.at, size: [right - left, high - low], isSeen: !now.isCut && layers === 0 });
      within += 1;
    } else if (does === OPS.paintFormXObjectEnd) within -= 1;
    else if (within > 0) continue;
    else if (does === OPS.save) before.push(now);
    else if (does === OPS.restore) now = before.pop() ?? now;
    else if (does === OPS.transform) now = { ...now, at: movedBy(now.at, given as unknown as readonly number[]) };
    else if (does === OPS.clip || does === OPS.eoClip) now = { ...now, isCut: true };
    else if (does === OPS.beginMarkedContentProps || does === OPS.beginMarkedContent) layers += 1;
    else if (does === OPS.endMarkedContent) layers -= 1;
  }
  await loading.destroy();
  return found;
}

const movedBy = ([a = 0, b = 0, c = 0, d = 0, e = 0, f = 0]: readonly number[], by: readonly number[]) => {
  const [g = 0, h = 0, i = 0, j = 0, k = 0, l = 0] = by;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
};
