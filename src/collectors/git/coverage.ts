import type { Accounted } from '#/collectors/collector.ts';
import type { Address } from './address.ts';
import type { Cursor } from './cursor.ts';
import { lineLength, since, type Since } from './history.ts';
import type { Repository } from './repository.ts';

export interface Plan {
  readonly cursor: Cursor;
  readonly history: Since;
  /** How many commits the branch has since the last finished reading. */
  readonly total: number;
}

/** Goes on from the cursor; where the history was rewritten under it, from what the last finished reading accounts for. */
export async function planned(repository: Repository, cursor: Cursor): Promise<Plan> {
  const finished = await since(repository, cursor.since.head);
  const total = await lineLength(repository, finished.read);
  const reached = await since(repository, cursor.read);
  const goesOn = cursor.read !== null && reached.read !== null && reached.lost === 0 && finished.lost === 0;
  if (goesOn) return { cursor, history: finished, total };
  return { cursor: { ...cursor, read: finished.read, brought: 0 }, history: finished, total };
}

interface Reached extends Plan {
  readonly to: number;
  readonly address: Address;
}

/** Of a history that was read from its first commit on. */
export const BEGINNING = 0;

/** What a reading of the whole branch accounts for. */
export function accountFor({ name, branch, head, shallow }: Repository, reached: Reached): Accounted {
  const { cursor, history, total, to, address } = reached;
  const { since, brought } = cursor;
  return {
    population: 'change',
    kind: shallow ? 'none' : 'counted',
    from: history.read === null ? BEGINNING : since.to,
    to,
    query: { repository: name, branch, from: history.read, to: head, walk: 'first parents' },
    sourceCount: total,
    ourCount: brought,
    rejected: 0,
    note: [
      ...(shallow ? ['older history was left out when the repository was copied'] : []),
      ...(address.kind === 'folder'
        ? ['read in place: what was pushed elsewhere and not brought here is not in it']
        : []),
      ...(cursor.branch === branch ? [] : [`the default branch was ${cursor.branch} and is now ${branch}`]),
      ...rewritten(history),
    ].join('; '),
  };
}

function rewritten({ lost }: Since): readonly string[] {
  if (lost === 0) return [];
  if (lost === null) return ['the history was rewritten: what was read before is gone, and all of it was read again'];
  return [
    `the history was rewritten: ${lost} commits that were on the default branch are no longer; their changes are kept, and it was read again from there on`,
  ];
}
