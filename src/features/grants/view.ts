import { formatInstant, type Instant } from '#/core/time/instant.ts';
import { sha256Hex } from '#/ledger/hash.ts';

/** Once that something was read or saved. */
export interface View {
  readonly id: string;
  readonly grant: string;
  readonly document: string;
  /** The digest of the original, and of the very copy. */
  readonly original: string;
  readonly copy: string;
  readonly download: boolean;
  readonly at: Instant;
  /** A copy of the file; else the page of its facts, or the record of a review, of which no digest is kept. */
  readonly part: 'copy' | 'facts' | 'record';
}

/** What is sealed of a day: a line for each view, in the order of time. */
export const digestOfViews = (views: readonly View[]): string =>
  sha256Hex(
    views
      .map(({ id, grant, document, original, copy, download, at, part }) =>
        [
          formatInstant(at),
          id,
          grant,
          document,
          original,
          part === 'copy' ? copy : part,
          download ? 'download' : 'view',
        ].join(' '),
      )
      .join('\n'),
  );
