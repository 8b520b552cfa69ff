import type { Flow } from './lines.ts';
import { wordsAt } from './lines.ts';

/** What a file seems to say: values by their places in the facts, with the page and the very words they were read from. */
export interface Proposal {
  readonly says: readonly { readonly place: string; readonly value: Said }[];
  readonly page: number;
  readonly words: string;
}
export type Said = string | number | readonly string[];

/** A fact with the page that goes with it, from where an expression found it. */
export function proposal(
  flow: Flow,
  { index, length }: { readonly index: number; readonly length: number },
  says: Readonly<Record<string, Said>>,
  pagePlace: string,
): Proposal {
  const page = flow.pageAt(index);
  return {
    says: Object.entries({ ...says, [pagePlace]: page }).map(([place, value]) => ({ place, value })),
    page,
    words: wordsAt(flow, index, length),
  };
}
