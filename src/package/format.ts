/**
 * The archive of a package: POSIX ustar with every field prescribed, so that the same contents always make the same
 * bytes. docs/spec/package.md is normative.
 */
export const BLOCK = 512;

const FIELD = {
  name: [0, 100],
  mode: [100, 8],
  uid: [108, 8],
  gid: [116, 8],
  size: [124, 12],
  mtime: [136, 12],
  checksum: [148, 8],
  type: [156, 1],
  magic: [257, 8],
  prefix: [345, 155],
} as const;

/** The largest member that the size field can say, in bytes. */
export const LARGEST: number = 8 ** 11 - 1;

const PATH = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/;

/** Everything in a header that is the same in all of them, with spaces for the checksum, as it is summed. */
const TEMPLATE = ((): Buffer => {
  const header = Buffer.alloc(BLOCK);
  header.write('0000444', FIELD.mode[0], 'latin1');
  header.write('0000000', FIELD.uid[0], 'latin1');
  header.write('0000000', FIELD.gid[0], 'latin1');
  header.write('00000000000', FIELD.mtime[0], 'latin1');
  header.write('        ', FIELD.checksum[0], 'latin1');
  header.write('0', FIELD.type[0], 'latin1');
  header.write('ustar\u000000', FIELD.magic[0], 'latin1');
  return header;
})();

/** The 512 bytes before a member. Throws TypeError for a path or a size that no package has. */
export function memberHeader(path: string, size: number): Uint8Array {
  if (!PATH.test(path)) throw new TypeError(`"${path}" is not a path that a package has`);
  if (!(Number.isSafeInteger(size) && size >= 0 && size <= LARGEST))
    throw new TypeError(`a member of ${size} bytes does not fit`);
  return fill(Buffer.allocUnsafe(BLOCK), splitPath(path), size);
}

/** Everything in a header follows from these. */
function fill(header: Buffer, [prefix, name]: readonly [string, string], size: number): Buffer {
  header.set(TEMPLATE);
  header.write(name, FIELD.name[0], 'latin1');
  header.write(octal(size, 11), FIELD.size[0], 'latin1');
  if (prefix !== '') header.write(prefix, FIELD.prefix[0], 'latin1');
  let sum = 0;
  for (let at = 0; at < BLOCK; at += 1) sum += header[at] ?? 0;
  header.write(`${octal(sum, 6)}\u0000 `, FIELD.checksum[0], 'latin1');
  return header;
}

/** A path of up to 100 bytes is a name; of a longer one, the part before a slash is the prefix. */
function splitPath(path: string): readonly [string, string] {
  if (path.length <= FIELD.name[1]) return ['', path];
  const slash = path.indexOf('/', path.length - FIELD.name[1] - 1);
  if (slash < 0 || slash > FIELD.prefix[1]) throw new TypeError(`"${path}" is too long`);
  return [path.slice(0, slash), path.slice(slash + 1)];
}

const octal = (value: number, digits: number): string => value.toString(8).padStart(digits, '0');

/** What a header says; null for one that is not, to the byte, what `memberHeader` writes. */
export function parseHeader(header: Uint8Array): { readonly path: string; readonly size: number } | null {
  const bytes = Buffer.from(header.buffer, header.byteOffset, header.byteLength);
  const [prefix, name] = [text(bytes, FIELD.prefix), text(bytes, FIELD.name)];
  const size = Number.parseInt(text(bytes, FIELD.size), 8);
  const path = prefix === '' ? name : `${prefix}/${name}`;
  if (bytes.length !== BLOCK || !PATH.test(path) || !Number.isSafeInteger(size) || size < 0 || size > LARGEST)
    return null;
  // A path of more than 100 bytes is split in one way only; it is longer than a path can be where there is none.
  if (prefix !== '' && !isSplit(path, prefix)) return null;
  return bytes.equals(fill(expected, [prefix, name], size)) ? { path, size } : null;
}

/** What is compared with, written again for each header. */
const expected = Buffer.alloc(BLOCK);

function isSplit(path: string, prefix: string): boolean {
  try {
    return splitPath(path)[0] === prefix;
  } catch {
    return false;
  }
}

function text(header: Buffer, [offset, length]: readonly [number, number]): string {
  const end = header.indexOf(0, offset);
  return header.toString('latin1', offset, end < 0 || end > offset + length ? offset + length : end);
}

/** Zeros after a member, up to a whole block. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** Two blocks of zeros end an archive, and nothing follows them. */
export const END: Uint8Array = new Uint8Array(2 * BLOCK);

/** Padding is compared at once; it is never longer than a block or two. */
export const isZero = (bytes: Uint8Array): boolean =>
  bytes.length <= END.length
    ? Buffer.compare(bytes, END.subarray(0, bytes.length)) === 0
    : bytes.every((byte) => byte === 0);
