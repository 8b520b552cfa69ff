import type { Handle } from '#/core/actor.ts';
import { change } from '#/core/populations/change.ts';
import type { Fact } from '#/core/populations/index.ts';
import { formatInstant, type Instant, SECOND } from '#/core/time/instant.ts';
import { arrivedAt, isAhead, type Seen } from '#/collectors/arrival.ts';
import { coauthorsIn, signedBy } from '#/collectors/identity.ts';
import { matchesIn, matchOf, titleOf } from '#/collectors/message.ts';
import type { Commit, Trailer } from './commit.ts';
import type { Arrival } from './history.ts';
import { type Meaning, meaningOf, type Settings } from './settings.ts';

type Change = Fact<'change'>;

/** What an arrival on the default branch is as a change, or why it cannot be told. */
export type Told =
  | { readonly kind: 'fact'; readonly fact: Change }
  | { readonly kind: 'unreadable'; readonly key: string; readonly note: string };

export interface About {
  readonly repository: string;
  readonly branch: string;
  readonly settings: Settings;
  readonly seen: Seen;
}

const LONGEST_LIST = 1_000;
/** 9999-12-31T23:59:59Z, in seconds. */
const LATEST_DATE = 253_402_300_799;

/**
 * Git knows commits, not pull requests. A merge brought a branch by a way that git does not record, and a message with
 * a mark or a review trailer says that there was one; whatever these do not say is unknown. Any other commit was
 * pushed as it is, unless the settings say that this cannot be known either.
 */
export function told(arrival: Arrival, about: About): Told {
  const { commit } = arrival;
  const revision = { repository: about.repository, revision: commit.id };
  const committed = instantOf(commit.committed);
  if (committed === null) {
    const note = `the date of its committer is not one: ${commit.committed.slice(0, 40)}`;
    return { kind: 'unreadable', key: change.keyOf({ ...revision, mergedAt: '' }), note };
  }
  const { settings, seen } = about;
  const statedAt = isAhead(committed, seen) ? null : formatInstant(committed);
  const said = commit.trailers.map((trailer) => ({ ...trailer, meaning: meaningOf(settings, trailer.key) }));
  return {
    kind: 'fact',
    fact: {
      ...revision,
      mergedAt: arrivedAt(committed, seen),
      branch: about.branch,
      ...titled(commit.message),
      ...written(arrival),
      ...arrived(arrival, { said, statedAt, settings }),
      ...(said.some(({ meaning }) => meaning === 'check') ? { checks: said.flatMap(checkOf) } : {}),
      ...(settings.tickets === null ? {} : { tickets: matchesIn(commit.message, settings.tickets) }),
      ...(settings.emergency === null ? {} : { emergency: matchOf(commit.message, settings.emergency) !== null }),
    },
  };
}

/** From seconds since 1970; null where they make no date up to the year 9999, which git does not prevent. */
export function dateOf(seconds: string): string | null {
  const instant = instantOf(seconds);
  return instant === null ? null : formatInstant(instant);
}

function instantOf(seconds: string): Instant | null {
  const number = Number(seconds);
  return /^\d+$/u.test(seconds) && number <= LATEST_DATE ? number * SECOND : null;
}

function titled(message: string): Pick<Change, 'title'> {
  const title = titleOf(message);
  return title === null ? {} : { title };
}

/** Who wrote it: the author of the end of what was merged, or of the commit where it brought nothing but itself. */
function written({ commit, brought, tip }: Arrival): Pick<Change, 'author' | 'coauthors'> {
  const author = (tip ?? commit).author;
  const named = author === undefined ? {} : { author };
  if (brought === null) return named;
  const others = new Set<Handle | undefined>(coauthorsIn(commit.message));
  for (const { author: by, message } of brought) for (const handle of [by, ...coauthorsIn(message)]) others.add(handle);
  others.delete(author);
  return others.size > LONGEST_LIST ? named : { ...named, coauthors: [...others].map(by) };
}

const by = (handle: Handle | undefined): { readonly by?: Handle } => (handle === undefined ? {} : { by: handle });

interface Saying {
  readonly said: readonly (Trailer & { readonly meaning: Meaning | null })[];
  /** When what the message states was stated, at the latest; null where its date cannot be true. */
  readonly statedAt: string | null;
  readonly settings: Settings;
}

type Arriving = Pick<Change, 'form' | 'number' | 'mergedBy' | 'headRevision' | 'approvals'>;

function arrived({ commit }: Arrival, { said, statedAt, settings }: Saying): Arriving {
  const { parents } = commit;
  const merge = parents.length > 1;
  const number = markIn(commit.message, settings);
  const reviewed = said.some(({ meaning }) => meaning === 'approval' || meaning === 'rejection');
  const otherWay = merge || number !== null || said.some(({ meaning }) => meaning === 'pull-request');
  const pushed = !otherWay && !reviewed && settings.plainCommits === 'direct-push';
  const approvals = said.flatMap(({ value, meaning }) => approvalOf(value, meaning, { statedAt, revision: commit.id }));
  const proven = number !== null && settings.pullRequests.proof;
  return {
    ...(proven ? { form: 'pull-request' } : pushed ? { form: 'direct-push' } : {}),
    ...(number === null ? (pushed ? { number: null } : {}) : { number }),
    ...merger(commit, settings),
    ...headOf(parents),
    ...((reviewed || pushed) && approvals.length <= LONGEST_LIST ? { approvals } : {}),
  };
}

/** An octopus has several ends, of which none is the one that an approval must have seen. */
function headOf([, second, ...others]: readonly string[]): Pick<Change, 'headRevision'> {
  if (others.length > 0) return {};
  return { headRevision: second ?? null };
}

/** Where a platform committed for somebody, the author of a merge is who asked for it; of any other commit it is not told. */
function merger({ author, committer, parents }: Commit, { platformAddresses }: Settings): Pick<Change, 'mergedBy'> {
  const platform = platformAddresses.some((address) => address.toLowerCase() === committer.address);
  const handle = platform ? (parents.length > 1 ? author : undefined) : committer.handle;
  return handle === undefined ? {} : { mergedBy: handle };
}

/** The number of the pull request that a message names. */
function markIn(message: string, { pullRequests }: Settings): string | null {
  for (const mark of pullRequests.marks) {
    const match = matchOf(message, mark);
    if (match !== null) return match[1] ?? titleOf(match[0]);
  }
  return null;
}

type Approval = NonNullable<Change['approvals']>[number];

function approvalOf(
  value: string,
  meaning: Meaning | null,
  { statedAt, revision }: { readonly statedAt: string | null; readonly revision: string },
): readonly Approval[] {
  if (meaning !== 'approval' && meaning !== 'rejection') return [];
  const state = meaning === 'approval' ? 'approved' : 'changes-requested';
  const when = statedAt === null ? {} : { at: statedAt };
  return [{ ...by(signedBy(value)), state, ...when, revision, grade: 'stated' }];
}

const checkOf = ({ key, meaning }: Saying['said'][number]): NonNullable<Change['checks']> =>
  meaning === 'check' ? [{ name: `${key} (stated)`, result: 'success' }] : [];
