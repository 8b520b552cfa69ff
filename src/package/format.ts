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

/** The 512 bytes before a member. Throws TypeError for a path or a size that no package has. */
export function memberHeader(path: string, size: number): Uint8Array {
  if (!PATH.test(path)) throw new TypeError(`"${path}" is not a path that a package has`);
  if (!(Number.isSafeInteger(size) && size >= 0 && size <= LARGEST))
    throw new TypeError(`a member of ${size} bytes does not fit`);
  const [prefix, name] = splitPath(path);
  const header = new Uint8Array(BLOCK);
  write(header, FIELD.name, name);
  write(header, FIELD.mode, octal(0o444, 7));
  write(header, FIELD.uid, octal(0, 7));
  write(header, FIELD.gid, octal(0, 7));
  write(header, FIELD.size, octal(size, 11));
  write(header, FIELD.mtime, octal(0, 11));
  write(header, FIELD.type, '0');
  write(header, FIELD.magic, 'ustar\u000000');
  write(header, FIELD.prefix, prefix);
  write(header, FIELD.checksum, '        ');
  const sum = header.reduce((total, byte) => total + byte, 0);
  write(header, FIELD.checksum, `${octal(sum, 6)}\u0000 `);
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

function write(header: Uint8Array, [offset]: readonly [number, number], text: string): void {
  for (let at = 0; at < text.length; at += 1) header[offset + at] = text.charCodeAt(at);
}

/** What a header says; throws TypeError for one that is not, to the byte, what `memberHeader` writes. */
export function parseHeader(header: Uint8Array): { readonly path: string; readonly size: number } {
  const [prefix, name] = [text(header, FIELD.prefix), text(header, FIELD.name)];
  const size = Number.parseInt(text(header, FIELD.size), 8);
  const path = prefix === '' ? name : `${prefix}/${name}`;
  const prescribed = memberHeader(path, size);
  if (header.length !== BLOCK || prescribed.some((byte, at) => byte !== header[at]))
    throw new TypeError(`the header of ${path} is not as it is prescribed`);
  return { path, size };
}

function text(header: Uint8Array, [offset, length]: readonly [number, number]): string {
  const end = header.indexOf(0, offset);
  return Buffer.from(header.subarray(offset, end < 0 || end > offset + length ? offset + length : end)).toString(
    'latin1',
  );
}

/** Zeros after a member, up to a whole block. */
export const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

/** Two blocks of zeros end an archive, and nothing follows them. */
export const END: Uint8Array = new Uint8Array(2 * BLOCK);

export const isZero = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0);
