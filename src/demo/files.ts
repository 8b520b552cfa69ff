const encoder = new TextEncoder();

/** A list as JSON, as most tools export it. */
export const jsonBytes = (value: unknown): Uint8Array => encoder.encode(`${JSON.stringify(value, null, 1)}\n`);

/** Rows of cells with a header, as RFC 4180 has them. */
export function csvBytes(header: readonly string[], rows: readonly (readonly string[])[]): Uint8Array {
  const lines = [header, ...rows].map((cells) => cells.map(quoted).join(','));
  return encoder.encode(`${lines.join('\r\n')}\r\n`);
}

const quoted = (cell: string): string => (/[",\r\n]/u.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
