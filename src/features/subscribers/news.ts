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

/** Subprocessors that begin, and changes that are to come: a customer may object to either. */
export const objectionableIn = (says: Says): readonly SubprocessorChange[] =>
  says.kind === 'subprocessors' ? says.changes.filter(({ what }) => what === 'added' || what === 'announced') : [];

/** The day from which it holds; empty: none was named. */
export const beginsOn = ({ what, since, from }: SubprocessorChange): string => (what === 'announced' ? from : since);

const BECAME: Readonly<Record<SubprocessorChange['what'], string>> = {
  added: 'added',
  changed: 'changed',
  removed: 'removed',
  announced: 'to change',
  kept: 'not to change after all',
};

/** In a line, for those who published it. */
export function inWords(says: Says): string {
  switch (says.kind) {
    case 'updates':
      return says.updates.map(({ title }) => title).join('; ');
    case 'subprocessors':
      return says.changes.map(({ what, name }) => `${name} ${BECAME[what]}`).join('; ');
    case 'reports':
      return says.reports.map(({ title }) => title).join('; ');
  }
}
