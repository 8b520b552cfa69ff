/** What begins with these bytes is no text, and what it is instead. */
const BEGINS: readonly (readonly [what: string, bytes: readonly number[]])[] = [
  ['a PNG image', [0x89, 0x50, 0x4e, 0x47]],
  ['a JPEG image', [0xff, 0xd8, 0xff]],
  ['a GIF image', [0x47, 0x49, 0x46, 0x38]],
  ['a PDF', [0x25, 0x50, 0x44, 0x46, 0x2d]],
  ['an archive, perhaps a workbook', [0x50, 0x4b, 0x03, 0x04]],
  ['an old .xls workbook, or one with a password', [0xd0, 0xcf, 0x11, 0xe0]],
  ['a gzip archive', [0x1f, 0x8b]],
  ['a 7z archive', [0x37, 0x7a, 0xbc, 0xaf]],
  ['a RAR archive', [0x52, 0x61, 0x72, 0x21]],
  ['a database of SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
];
const LOOKED_AT = 4_096;

/** What a file is that is no text, whatever its encoding; null: it may be one. */
export function kindOfBytes(bytes: Uint8Array): string | null {
  const known = BEGINS.find(([, begin]) => begin.every((byte, at) => bytes[at] === byte));
  if (known !== undefined) return known[0];
  const first = bytes.subarray(0, LOOKED_AT);
  const odd = first.filter((byte) => byte < 0x20 && byte !== 0 && !(byte >= 0x09 && byte <= 0x0d));
  return odd.length > first.length / 50 ? 'of a kind that is not known' : null;
}
