import type { SubprocessorChange } from '#/features/trust/index.ts';
import type { Topic } from './topics.contract.ts';

/** What is told at once of one topic. All of it is public. */
export type Says =
  | { readonly kind: 'updates'; readonly updates: readonly Told[] }
  | {
      readonly kind: 'subprocessors';
      readonly changes: readonly SubprocessorChange[];
      /** Days of notice that the company promises; null: none. */
      readonly noticeDays: number | null;
    }
  | {
      readonly kind: 'reports';
      readonly reports: readonly {
        readonly title: string;
        readonly first: string | null;
        readonly last: string | null;
      }[];
    };

interface Told {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Something that subscribers are told once. */
export interface News {
  readonly id: string;
  /** Of the entry of the log that it follows from. */
  readonly position: number;
  readonly topic: Topic;
  readonly says: Says;
  readonly made: number;
}

/** Subprocessors that begin, to which a customer may object. */
export const beginning = (says: Says): readonly SubprocessorChange[] =>
  says.kind === 'subprocessors' ? says.changes.filter(({ what }) => what === 'added') : [];

/** In a line, for those who published it. */
export function inWords(says: Says): string {
  switch (says.kind) {
    case 'updates':
      return says.updates.map(({ title }) => title).join('; ');
    case 'subprocessors':
      return says.changes.map(({ what, name }) => `${name} ${what}`).join('; ');
    case 'reports':
      return says.reports.map(({ title }) => title).join('; ');
  }
}
