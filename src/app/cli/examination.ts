import { day } from '#/core/time/words.ts';
import { type Output, wrap } from './output.ts';

interface Scope {
  readonly first: string;
  readonly last: string;
  readonly categories: readonly string[];
}

interface Earlier extends Scope {
  /** Criteria that were said not to be relevant. */
  readonly notRelevant: readonly string[];
  readonly until: number;
}

interface Examination extends Scope {
  readonly id: string;
  readonly type: 'type-1' | 'type-2';
  readonly zone: string;
  readonly before: readonly Earlier[];
}

/** Its days as people write them on a command line. */
export const daysIn = ({ type, first, last }: Pick<Examination, 'type' | 'first' | 'last'>): string =>
  type === 'type-1' ? `as of ${last}` : `${first} to ${last}`;

/** Says what an examination was before it was changed: what its window no longer holds is not forgotten. */
export function tellBefore(to: Output, { id, type, zone, before }: Examination): void {
  for (const was of before) {
    const until = day(was.until, zone);
    for (const line of wrap(
      `Until ${until} ${id} was ${daysIn({ type, ...was })}, over ${was.categories.join(', ')}${leftOut(was)}.`,
      78,
    ))
      to.line(line);
  }
}

const leftOut = ({ notRelevant }: Earlier): string =>
  notRelevant.length === 0 ? ', with no criterion left out' : `, without ${notRelevant.join(', ')}`;
