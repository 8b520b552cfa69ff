/** Byte strings one after the other, and how long each is. */
export interface Packed {
  readonly bytes: Uint8Array;
  readonly lengths: readonly number[];
}

export const packed = (parts: readonly Uint8Array[]): Packed => ({
  bytes: Buffer.concat(parts),
  lengths: parts.map(({ length }) => length),
});

/** Where each of them ends, as an array in PostgreSQL's text form. */
export function endsOf({ lengths }: Packed): string {
  let end = 0;
  return `{${lengths.map((length) => (end += length)).join(',')}}`;
}
