import type { Instant } from '#/core/time/instant.ts';
import type { TrustContent } from './content.contract.ts';

type Subprocessor = TrustContent['subprocessors']['list'][number];

/** What became of a subprocessor from one edition to the next. */
export interface SubprocessorChange extends Pick<Subprocessor, 'name' | 'role' | 'data' | 'place' | 'since' | 'hurry'> {
  readonly what: 'added' | 'changed' | 'removed';
}

/** What an edition says that the one before it did not. */
export interface EditionChange {
  readonly position: number;
  readonly received: Instant;
  readonly updates: TrustContent['updates'];
  readonly subprocessors: readonly SubprocessorChange[];
  readonly noticeDays: number | null;
}

const keyOf = ({ name }: Subprocessor): string => name.toLowerCase();

/** Subprocessors that are not in an edition as they were; who they are is their name. */
export function subprocessorChanges(before: TrustContent, after: TrustContent): readonly SubprocessorChange[] {
  const [old, now] = [before, after].map(
    ({ subprocessors }) => new Map(subprocessors.list.map((each) => [keyOf(each), each])),
  );
  const changes = [...(now ?? [])].flatMap(([key, each]): SubprocessorChange[] => {
    const known = old?.get(key);
    if (known === undefined) return [changed('added', each)];
    return isSame(known, each) ? [] : [changed('changed', each)];
  });
  const removed = [...(old ?? [])]
    .filter(([key]) => now?.has(key) === false)
    .map(([, each]) => changed('removed', each));
  return [...changes, ...removed];
}

const changed = (
  what: SubprocessorChange['what'],
  { name, role, data, place, since, hurry }: Subprocessor,
): SubprocessorChange => ({ what, name, role, data, place, since, hurry });

const isSame = (one: Subprocessor, other: Subprocessor): boolean =>
  one.role === other.role && one.data === other.data && one.place === other.place && one.since === other.since;

/** Subprocessors of a content that no edition named, and that begin before the notice that is promised is over. */
export function shortNotices(
  before: TrustContent,
  after: TrustContent,
  earliest: string,
): readonly { readonly at: number; readonly name: string; readonly since: string; readonly hurry: string }[] {
  const known = new Set(before.subprocessors.list.map(keyOf));
  return after.subprocessors.list.flatMap((each, at) =>
    known.has(keyOf(each)) || each.since >= earliest
      ? []
      : [{ at, name: each.name, since: each.since, hurry: each.hurry }],
  );
}
