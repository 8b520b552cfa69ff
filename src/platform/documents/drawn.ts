import { decodePDFRawStream, PDFArray, PDFDict, PDFName, type PDFPage, PDFRawStream } from '@cantoo/pdf-lib';
import { damaged, LIMITS, type Refusal } from './limits.ts';
import { operatorsIn, Unended } from './operators.ts';
import { inflated } from './unpacked.ts';

/** What is unpacked at once, for its reader makes room for as much as it is asked for. In bytes. */
const AT_ONCE = 64 * 1_024;

/** What stands around what a page draws, so that what is drawn after it is drawn as on an empty page. */
export interface Around {
  readonly before: string;
  readonly after: string;
}

/**
 * How to come back to the page as it was before anything was drawn on it: a page may leave a part that it cut out, a
 * place that it moved to, or a layer that nobody sees. Throws a refusal where nothing after it would be drawn. `left` is
 * how many bytes may still be read of all pages.
 */
export function aroundWhatIsDrawn(page: PDFPage, number: number, left: { bytes: number }): Around {
  const wrong = (what: string): Error => damaged(`what is drawn on page ${number} ${what}`);
  let [depth, lowest, layers, isText] = [0, 0, 0, false];
  try {
    for (const word of operatorsIn(drawnOn(page, left))) {
      if (word === 'q') depth += 1;
      else if (word === 'Q') lowest = Math.min(lowest, (depth -= 1));
      else if (word === 'BT' || word === 'ET') isText = word === 'BT';
      else if (word === 'BMC' || word === 'BDC') layers += 1;
      else if (word === 'EMC') layers = Math.max(0, layers - 1);
      else if (/q/i.test(word)) throw wrong('cannot be told apart'); // some readers take it for several, others for none
    }
  } catch (error) {
    throw error instanceof Unended ? wrong('does not end') : error;
  }
  return {
    before: 'q '.repeat(-lowest),
    after: `${'EMC '.repeat(layers)}${isText ? 'ET ' : ''}${'Q '.repeat(depth - lowest)}`,
  };
}

/** All that is drawn on a page, unpacked: one after another, parts of a page are one. */
function drawnOn({ node }: PDFPage, left: { bytes: number }): Buffer {
  const { context } = node;
  const drawn = context.lookup(node.get(PDFName.of('Contents')));
  const parts = drawn instanceof PDFArray ? drawn.asArray().map((each) => context.lookup(each)) : [drawn];
  return Buffer.concat(
    parts.flatMap((part) => (part instanceof PDFRawStream ? [...unpacked(part, left), Buffer.from('\n')] : [])),
  );
}

function unpacked(part: PDFRawStream, left: { bytes: number }): readonly Uint8Array[] {
  const packed = part.dict.lookup(PDFName.of('DecodeParms'));
  const params = packed instanceof PDFArray ? packed.asArray() : [packed];
  const isPlain = params.every((each) => !(each instanceof PDFDict && each.has(PDFName.of('Predictor'))));
  if (!isPlain) throw damaged('what is drawn on a page is packed as a picture is');
  const parts: Uint8Array[] = [];
  for (const bytes of byRuntime(part, left.bytes) ?? bySteps(part)) {
    left.bytes -= bytes.length;
    if (left.bytes < 0) throw tooMuch();
    parts.push(bytes);
  }
  return parts;
}

const tooMuch = (): Refusal =>
  damaged(`what is drawn on its pages unpacks to more than ${LIMITS.unpacked / 2 ** 20} MB`);

/** By the runtime, which takes a small part of the time, as nearly all pages are packed; null: by the library. */
function byRuntime({ dict, contents }: PDFRawStream, most: number): readonly Uint8Array[] | null {
  const filter = dict.lookup(PDFName.of('Filter'));
  const only = filter instanceof PDFArray && filter.size() === 1 ? filter.lookup(0) : filter;
  if (only !== PDFName.of('FlateDecode')) return null;
  const bytes = inflated(contents, { maxOutputLength: Math.max(1, most) }, tooMuch);
  return bytes === null ? null : [bytes];
}

function* bySteps(part: PDFRawStream): Generator<Uint8Array> {
  const stream = decodePDFRawStream(part);
  for (let bytes = stream.getBytes(AT_ONCE); bytes.length > 0; bytes = stream.getBytes(AT_ONCE))
    yield Uint8Array.from(bytes);
}
