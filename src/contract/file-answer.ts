import { z } from 'zod';

/** The bytes of a file, as they come: nobody holds all of them at once. */
export interface FileAnswer {
  readonly name: string;
  /** How many bytes there are; null: it was not said. */
  readonly length: number | null;
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** What an endpoint with `file` gives. */
export const FileAnswer = z.custom<FileAnswer>(
  (value) => typeof value === 'object' && value !== null && 'bytes' in value && 'length' in value,
);
