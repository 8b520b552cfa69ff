import {
  type Accounted,
  allWell,
  defineCollector,
  found,
  type Input,
  type Json,
  type Page,
} from '#/collectors/collector.ts';
import type { Seen } from '#/collectors/arrival.ts';
import { grouped } from '#/core/grouped.ts';
import type { Fact } from '#/core/populations/index.ts';
import type { Instant } from '#/core/time/instant.ts';
import { minuteUtc } from '#/core/time/words.ts';
import { addressOf, type Address } from './address.ts';
import { told } from './change.ts';
import { accountFor, BEGINNING, isSameBranch, planned, reachedBy, type Standing, standingOf } from './coverage.ts';
import type { Copy } from './copy.ts';
import { type Cursor, cursorFrom } from './cursor.ts';
import { latest, lineLength, type Since, stretches, wholeLength } from './history.ts';
import { releases } from './releases.ts';
import { labelOf } from '#/collectors/setting.ts';
import { opened, remoteBranch, type Repository } from './repository.ts';
import { Settings } from './settings.ts';

const MEDIA = 'application/x-git-log';

/**
 * Any git repository. What git can say: which commits arrived on the default branch, by whom, when they are said to
 * be committed, what their messages state, and how releases were tagged. What it cannot: when something was pushed, who
 * approved it on a platform, and whether there was a pull request. docs/guides/sources/git.md has the rules.
 */
export const git = defineCollector<Settings>({
  id: 'git',
  title: 'Git repository',
  version: 2,
  doc: 'What arrived on the default branch as changes, with what commit messages state of reviews; tags as releases. Where reviews happen on GitHub, GitHub alone tells who approved.',
  populations: ['change', 'deployment'],
  privileges: [
    {
      what: 'Read access to the repository: a folder on this machine, or a deploy key or token that may fetch.',
      why: 'The history of the default branch and the tags are read; files are not, and nothing is written.',
    },
  ],
  settings: Settings,
  identity: ['repository', 'name', 'branch'],
  secrets: [
    {
      name: 'token',
      doc: 'sent to an https address as the password of its user; not for a folder or ssh',
      required: false,
    },
  ],
  grade: 'source',
  test: async (input) => allWell(await seen(input)),
  collect: (input, cursor) => pages(input, cursor),
});

const addressIn = ({ repository }: Settings): Address => {
  const address = addressOf(repository);
  if (address === null) throw new TypeError('the settings were not parsed');
  return address;
};

async function seen({ settings, secrets, tools }: Input<Settings>): Promise<readonly string[]> {
  const address = addressIn(settings);
  const reading = { settings, secrets, tools, address };
  if (address.kind === 'remote') {
    const { branch } = await remoteBranch(reading);
    const end = branch.exists ? 'can be fetched' : 'does not exist yet';
    return [`The remote ${address.url} answers; its branch ${branch.name} ${end}.`];
  }
  const repository = await opened(reading);
  const { branch, head, shallow, copy } = repository;
  if (head === null) return [`The repository ${repository.name} is empty; its default branch is ${branch}.`];
  return [
    `The default branch of ${repository.name} is ${branch}; it ends in ${head.slice(0, 12)}.`,
    arrivedInWords(await lineLength(repository, null), await wholeLength(repository)),
    ...(await pushedInWords(repository, { settings, startedAt: tools.startedAt })),
    ...(shallow ? ['Older history was left out when it was copied, so its records will not be complete.'] : []),
    ...(copy === null ? [] : [copyInWords(copy)]),
    ...(settings.tickets === null ? ['No form of a ticket is set, so changes will name none.'] : []),
  ];
}

/** Whoever counts the commits of their repository finds more, where it has merges. */
const arrivedInWords = (arrived: number, all: number): string =>
  `Commits that arrived on it: ${grouped(arrived)}.${all === arrived ? '' : ` ${grouped(all - arrived)} more came with those that are merges: a merge is one change, with all that it brought.`}`;

/** That many look as if nobody approved them is said before any of them is a deviation, and what may be the reason. */
async function pushedInWords(
  repository: Repository,
  { settings, startedAt }: { readonly settings: Settings; readonly startedAt: Instant },
): Promise<readonly string[]> {
  if (settings.plainCommits === 'unknown') return [];
  const seen = { absent: null, present: startedAt };
  const about = { repository: repository.name, branch: repository.branch, settings, seen };
  const commits = await latest(repository, LOOKED_AT);
  const pushed = commits.filter((commit) => {
    const change = told({ commit, brought: [], tip: null }, about);
    return change.kind === 'fact' && change.fact.form === 'direct-push';
  });
  return pushed.length === 0
    ? []
    : [
        `Of the last ${commits.length}, ${pushed.length} ${pushed.length === 1 ? 'names' : 'name'} no pull request and no review: pushed directly, which nobody approved. If you merge pull requests by rebasing, git does not know of them: set "${labelOf(Settings.shape.plainCommits)}" to "unknown", or read the platform itself.`,
      ];
}

/** Of a history, to say what it looks like. */
const LOOKED_AT = 200;

const copyInWords = ({ remote, heard }: Copy): string =>
  `It is a copy of its remote ${remote}, which it last asked ${heard === null ? 'nobody knows when' : `at ${minuteUtc(heard)}`}: only until then it accounts for anything. The address of the remote itself is asked at each reading.`;

async function* pages({ settings, secrets, tools }: Input<Settings>, saved: Json | null): AsyncGenerator<Page> {
  const address = addressIn(settings);
  const repository = await opened({ settings, secrets, tools, address });
  const { cursor, history, total } = await planned(repository, cursorFrom(saved, repository.branch));
  const standing = standingOf(repository, tools.startedAt);
  const seen = seenBy(cursor, { repository, history, standing, startedAt: tools.startedAt });
  const about = { repository: repository.name, branch: repository.branch, settings, seen };
  const what = `changes of ${repository.name}`;
  let last = cursor;
  for await (const stretch of stretches(repository, cursor.read)) {
    const items = stretch.arrivals.map((arrival) => ({
      ...told(arrival, about),
      place: `commit ${arrival.commit.number}`,
    }));
    const page = taken('change', { ...stretch, items });
    const read = stretch.arrivals.at(-1)?.commit.id ?? last.read;
    last = { ...last, read, brought: last.brought + items.length };
    yield { ...page, cursor: last, progress: { what, done: last.brought, total } };
  }
  const accounted = accountFor(repository, { cursor: last, history, total, standing, address });
  if (accounted.note !== '') tools.log(history.lost === 0 ? 'info' : 'warning', accounted.note);
  const finished: Cursor = {
    v: 1,
    branch: repository.branch,
    remote: repository.copy?.remote ?? null,
    read: repository.head,
    since: { head: repository.head, to: reachedBy(standing, repository, cursor) },
    brought: 0,
  };
  const progress = { what, done: total, total };
  yield { artifacts: [], records: [], accounted: [accounted], cursor: finished, progress };
  if (settings.releases !== null) yield* releasePages(repository, settings.releases, { standing, cursor: finished });
}

interface Now {
  readonly repository: Repository;
  readonly history: Since;
  readonly standing: Standing;
  readonly startedAt: Instant;
}

/** Between which instants what is new arrived: on the branch of a remote, not later than that was last asked. */
function seenBy(cursor: Cursor, { repository, history, standing, startedAt }: Now): Seen {
  const absent = history.read === null || !isSameBranch(repository, cursor) ? null : cursor.since.to;
  const { to } = standing;
  return { absent, present: absent === null || absent <= to ? to : startedAt };
}

interface After {
  readonly standing: Standing;
  readonly cursor: Cursor;
}

/** Git keeps the tags that there are, so all are looked at every time. */
async function* releasePages(
  repository: Repository,
  settings: NonNullable<Settings['releases']>,
  { standing, cursor }: After,
): AsyncGenerator<Page> {
  const what = `releases of ${repository.name}`;
  let done = 0;
  for await (const tags of releases(repository, settings)) {
    const page = taken('deployment', tags);
    done += tags.items.length;
    yield { ...page, cursor, progress: { what, done, total: null } };
  }
  const accounted = {
    population: 'deployment',
    kind: standing.kind === 'none' ? 'none' : 'contiguous',
    from: BEGINNING,
    to: standing.to,
    query: { repository: repository.name, tags: settings.tags },
    sourceCount: null,
    ourCount: done,
    rejected: 0,
    note: [...standing.notes, 'a tag that was made and deleted between two readings is not seen'].join('; '),
  } as const satisfies Accounted;
  const looks = [{ population: 'deployment', scope: `${repository.name}@` }] as const;
  yield { artifacts: [], records: [], looks, accounted: [accounted], cursor, progress: { what, done, total: done } };
}

interface Taken {
  readonly bytes: Uint8Array;
  readonly command: string;
  readonly items: readonly Item[];
}

/** An item as one of the two kinds of things that git tells of, with its place in what git printed. */
type Item = { readonly place: string } & (
  | { readonly kind: 'fact'; readonly fact: Fact<'change'> | Fact<'deployment'> }
  | { readonly kind: 'unreadable'; readonly key: string; readonly note: string }
);

/** What git printed at once, with what it tells. */
function taken(population: 'change' | 'deployment', { bytes, command, items }: Taken) {
  return {
    artifacts: [{ bytes, media: MEDIA, name: command }],
    records: items.flatMap((item) =>
      item.kind === 'fact' ? [found(population, item.fact as Fact<typeof population>, 0, item.place)] : [],
    ),
    unreadable: items.flatMap((item) =>
      item.kind === 'fact' ? [] : [{ population, key: item.key, note: item.note, artifact: 0, place: item.place }],
    ),
  };
}
