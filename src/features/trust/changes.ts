import type { Instant } from '#/core/time/instant.ts';
import type { TrustContent } from './content.contract.ts';
import {
  announcedAfter,
  changedBy,
  holdingOn,
  isAlike,
  isSameChange,
  keyOf,
  type Subprocessor,
} from './subprocessors.ts';

export { keyOf } from './subprocessors.ts';

/** What became of a subprocessor from one edition to the next. */
export interface SubprocessorChange extends Pick<Subprocessor, 'name' | 'role' | 'data' | 'place' | 'since' | 'hurry'> {
  /** `announced`: it is otherwise from a day to come. `kept`: what was announced does not come. */
  readonly what: 'added' | 'changed' | 'removed' | 'announced' | 'kept';
  /** Of what is announced: the day on which it holds; else empty. */
  readonly from: string;
}

/** What an edition says that the one before it did not. */
export interface EditionChange {
  readonly position: number;
  readonly received: Instant;
  readonly updates: TrustContent['updates'];
  readonly subprocessors: readonly SubprocessorChange[];
  readonly noticeDays: number | null;
}

/** What is otherwise of subprocessors in an edition, on the day on which it was published. */
export function subprocessorChanges(
  { subprocessors: before }: TrustContent,
  { subprocessors: after }: TrustContent,
  day: string,
): readonly SubprocessorChange[] {
  const old = byName(holdingOn(before, day));
  const now = byName(holdingOn(after, day));
  const changes = [...now].flatMap(([key, each]): SubprocessorChange[] => {
    const known = old.get(key);
    if (known === undefined) return [changed('added', each)];
    if (isAlike(known, each) && known.since === each.since) return [];
    const change = after.changes.findLast(({ from, ...of }) => keyOf(of) === key && from <= day);
    const hurry = each.hurry === known.hurry ? (change?.hurry ?? '') : each.hurry;
    return [changed('changed', { ...each, hurry })];
  });
  const removed = [...old].filter(([key]) => !now.has(key)).map(([, each]) => changed('removed', each));
  return [...changes, ...removed, ...promises(before, after, { day, now })];
}

interface Now {
  readonly day: string;
  readonly now: ReadonlyMap<string, Subprocessor>;
}

/** What is announced anew of those that are there before and after, and what was announced and is called off. */
function promises(
  before: TrustContent['subprocessors'],
  after: TrustContent['subprocessors'],
  { day, now }: Now,
): readonly SubprocessorChange[] {
  const [old, next] = [announcedAfter(before, day), announcedAfter(after, day)];
  const told = next.flatMap((change): SubprocessorChange[] => {
    const of = now.get(keyOf(change));
    if (of === undefined || old.some((each) => isSameChange(each, change))) return [];
    const { from, hurry } = change;
    return [{ ...changed('announced', { ...changedBy(of, change), hurry }), from }];
  });
  const off = old.flatMap((change): SubprocessorChange[] => {
    const of = now.get(keyOf(change));
    const goesOn = [...next, ...after.changes].some((each) => keyOf(each) === keyOf(change) && each.from >= day);
    return of === undefined || goesOn ? [] : [changed('kept', of)];
  });
  return [...told, ...off];
}

const byName = (list: readonly Subprocessor[]): ReadonlyMap<string, Subprocessor> =>
  new Map(list.map((each) => [keyOf(each), each]));

const changed = (
  what: SubprocessorChange['what'],
  { name, role, data, place, since, hurry }: Subprocessor,
): SubprocessorChange => ({ what, name, role, data, place, since, hurry, from: '' });

/** Something that comes before the notice that is promised is over, without a word why. */
export interface ShortNotice {
  readonly where: string;
  readonly found: string;
  /** `at once`: a row was written anew, which needs no day to hold. */
  readonly what: 'begins' | 'changes' | 'at once';
}

interface Days {
  readonly today: string;
  /** The first day that keeps the notice. */
  readonly earliest: string;
}

/** What a content would have begin or change before the notice is over, and of which nobody says why. */
export function shortNotices(before: TrustContent, after: TrustContent, days: Days): readonly ShortNotice[] {
  const { list, changes } = after.subprocessors;
  const old = byName(holdingOn(before.subprocessors, days.today));
  const known = changes.filter((each) => isKnown(before, each));
  const settled = holdingOn({ list, changes: known }, days.today);
  return [
    ...settled.flatMap((each, at) => shortOf(old.get(keyOf(each)), each, { ...days, at })),
    ...changes.flatMap((each, at): ShortNotice[] => {
      const isSoon = each.from < days.earliest && each.hurry === '';
      const found = `${each.name}, ${each.from}`;
      return isSoon && !isKnown(before, each)
        ? [{ where: `subprocessors.changes.${at}.from`, found, what: 'changes' }]
        : [];
    }),
  ];
}

const isKnown = ({ subprocessors }: TrustContent, change: TrustContent['subprocessors']['changes'][number]): boolean =>
  subprocessors.changes.some((each) => isSameChange(each, change));

/** One row, as it was and as it would be; `old` is undefined of a new one. */
function shortOf(
  old: Subprocessor | undefined,
  { name, since, hurry, ...of }: Subprocessor,
  { today, earliest, at }: Days & { readonly at: number },
): readonly ShortNotice[] {
  const found = since === '' ? name : `${name}, ${since}`;
  const begins: ShortNotice = { where: `subprocessors.list.${at}.since`, found, what: 'begins' };
  const isSoon = since < earliest;
  if (old === undefined) return isSoon && hurry === '' ? [begins] : [];
  if (old.since <= today)
    return isAlike(old, of)
      ? []
      : [{ ...begins, where: `subprocessors.list.${at}.role`, found: name, what: 'at once' }];
  // It has not begun: what is otherwise of it is announced anew, with a whole notice or with words of its own.
  const isOtherwise = !isAlike(old, of) || since < old.since;
  return isOtherwise && isSoon && (hurry === '' || hurry === old.hurry) ? [begins] : [];
}

/** A promise of notice as an edition made it, and the day on which the next edition took its place; null: it stands. */
interface NoticePromise {
  readonly days: number | null;
  readonly until: number | null;
}

/**
 * The notice that is promised on a day: the longest of those that stand, and of those that were shortened no longer ago
 * than they last themselves. To promise less holds only after the notice that was promised before.
 */
export function noticePromised(promises: readonly NoticePromise[], today: number): number | null {
  const held = promises.flatMap(({ days, until }) =>
    days !== null && (until === null || today < until + days) ? [days] : [],
  );
  return held.length === 0 ? null : Math.max(...held);
}
