import { constants, inflateSync, type ZlibOptions } from 'node:zlib';
import { LIMITS, Refusal } from './limits.ts';

const STREAM = Buffer.from('stream');
/** How far before a stream its description may begin. */
const DESCRIPTION = 8_192;
const READ_AT_ONCE = /\/(ObjStm|XRef)\b/;

/** `/Obj#53tm` says the same as `/ObjStm`. */
const plain = (text: string): string =>
  text.replaceAll(/#([0-9A-Fa-f]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

/**
 * Refuses a file whose packed tables of objects unpack to more than is read. They are unpacked while the file is opened,
 * so this looks at them before, with a limit that holds.
 */
export function mustUnpackToLittle(bytes: Buffer): void {
  let left: number = LIMITS.unpacked;
  for (let at = bytes.indexOf(STREAM); at !== -1; at = bytes.indexOf(STREAM, at + STREAM.length)) {
    if (bytes[at - 1] === 0x64) continue; // endstream
    const description = plain(bytes.toString('latin1', Math.max(0, at - DESCRIPTION), at));
    if (!READ_AT_ONCE.test(description.slice(description.lastIndexOf(' obj') + 1))) continue;
    const packed = bytes.subarray(startOfData(bytes, at + STREAM.length));
    const table = inflated(packed, { maxOutputLength: left, finishFlush: constants.Z_SYNC_FLUSH }, tooMuch);
    left -= table?.length ?? 0; // else it stands in the file as it is, whose size is limited
  }
}

const tooMuch = (): Refusal =>
  new Refusal(
    `its packed parts unpack to more than ${LIMITS.unpacked / 2 ** 20} MB`,
    'Print it to a new PDF, or split it.',
  );

const startOfData = (bytes: Buffer, at: number): number =>
  bytes[at] === 0x0d ? (bytes[at + 1] === 0x0a ? at + 2 : at + 1) : bytes[at] === 0x0a ? at + 1 : at;

/** Null: it is not packed this way, or not to its end where that is asked for. What is too long is refused as said. */
export function inflated(packed: Uint8Array, to: ZlibOptions, tooMuch: () => Refusal): Buffer | null {
  try {
    return inflateSync(packed, to);
  } catch (error) {
    if (error instanceof RangeError) throw tooMuch();
    return null;
  }
}
