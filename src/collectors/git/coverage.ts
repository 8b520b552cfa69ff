import type { Accounted } from '#/collectors/collector.ts';
import type { Instant } from '#/core/time/instant.ts';
import { minuteUtc } from '#/core/time/words.ts';
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
  readonly standing: Standing;
  readonly address: Address;
}

/** Of a history that was read from its first commit on. */
export const BEGINNING = 0;

/** For which time a repository can answer at all. */
export interface Standing {
  readonly kind: 'counted' | 'contiguous' | 'none';
  readonly to: Instant;
  readonly notes: readonly string[];
}

/**
 * The repository itself answers until now, and a copy until the two last spoke, of which it counts nothing for the
 * other one. A branch without a commit may be any branch: that nothing ever arrived it does not say.
 */
export function standingOf({ branch, head, copy }: Repository, startedAt: Instant): Standing {
  if (head === null) {
    const notes = [`its branch ${branch} has no commit, which says nothing of other branches and other copies`];
    return { kind: 'none', to: startedAt, notes };
  }
  if (copy === null) return { kind: 'counted', to: startedAt, notes: [] };
  const { remote, heard, apart } = copy;
  const notes =
    apart === 0
      ? []
      : [`commits of ${branch} here that it did not have then, of which this reading takes nothing: ${apart}`];
  if (heard === null) {
    const because = `a copy of its remote ${remote}, and nothing here says when that was last asked`;
    return { kind: 'none', to: startedAt, notes: [because, ...notes] };
  }
  const to = Math.min(heard, startedAt);
  const what = `a copy, read as its remote ${remote} was when it was last asked by it, ${minuteUtc(to)} by the clock of that machine: what was pushed there since is not in it`;
  return { kind: 'contiguous', to, notes: [what, ...notes] };
}

/** Until when readings account, for the next one. */
export const reachedBy = ({ kind, to }: Standing, { copy }: Repository, { since }: Cursor): Instant | null =>
  kind === 'none' && copy !== null ? since.to : to;

/** A reading before this one may have read another branch: of when something arrived on this one it says nothing. */
export const isSameBranch = ({ copy }: Repository, cursor: Cursor): boolean => cursor.remote === (copy?.remote ?? null);

/** What a reading of the whole branch accounts for. */
export function accountFor(repository: Repository, reached: Reached): Accounted {
  const { name, branch, head, shallow, copy } = repository;
  const { cursor, history, total, standing, address } = reached;
  const { since, brought } = cursor;
  const { kind, to, notes } = standing;
  return {
    population: 'change',
    kind: shallow ? 'none' : kind,
    from: history.read === null || since.to === null ? BEGINNING : Math.min(since.to, to),
    to,
    query: {
      repository: name,
      branch,
      ...(copy === null ? {} : { remote: copy.remote }),
      from: history.read,
      to: head,
      walk: 'first parents',
    },
    sourceCount: copy === null ? total : null,
    ourCount: brought,
    rejected: 0,
    note: [
      ...(shallow ? ['older history was left out when the repository was copied'] : []),
      ...notes,
      ...(address.kind === 'folder' && copy === null
        ? ['read in place: what was pushed elsewhere and not brought here is not in it']
        : []),
      ...(cursor.branch === branch ? [] : [`the default branch was ${cursor.branch} and is now ${branch}`]),
      ...(isSameBranch(repository, cursor) ? rewritten(history) : elsewhere(history)),
    ].join('; '),
  };
}

/** The branch of another repository is read now: nothing was rewritten. */
const elsewhere = ({ lost }: Since): readonly string[] =>
  lost === 0
    ? []
    : [
        `earlier readings read another copy of the branch, with commits that this one does not have${lost === null ? '' : ` (${lost})`}; their changes are kept`,
      ];

function rewritten({ lost }: Since): readonly string[] {
  if (lost === 0) return [];
  if (lost === null) return ['the history was rewritten: what was read before is gone, and all of it was read again'];
  return [
    `the history was rewritten: ${lost} commits that were on the default branch are no longer; their changes are kept, and it was read again from there on`,
  ];
}
