import { formatInstant, type Instant, parseInstant } from '#/core/time/instant.ts';
import type { DemoAlert, DemoArrival, DemoCheck, DemoPull, DemoRepository, GithubWorld } from './world.ts';

/** What is asked: the path, and its query. */
export interface Asked {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** What is answered; a list is cut into pages by whoever serves it. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Answered => ({ status: 200, body });
const refused = (status: number, message: string): Answered => ({ status, body: { message } });
const NOT_FOUND = refused(404, 'Not Found');
const BRANCH = 'main';

const user = (login: string) => ({ login, type: 'User' });

/** GitHub's answer to a question at an instant, in the form that its REST API describes. */
export function githubAnswer(world: GithubWorld, { path, query }: Asked, now: Instant): Answered {
  const [first, second = '', third = '', ...rest] = path.split('/').filter((part) => part !== '');
  if (first === 'orgs' && second === world.organization) return ofOrganization(world, third, query, now);
  if (first === 'search') return searched(world, query.get('q') ?? '', now);
  if (first !== 'repos') return NOT_FOUND;
  const repository = world.repositories.find(({ name }) => name === `${second}/${third}`);
  if (repository === undefined) return NOT_FOUND;
  return rest.length === 0 ? ok(shownRepository(repository)) : ofRepository(repository, rest, { query, now });
}

function ofOrganization(world: GithubWorld, what: string, query: URLSearchParams, now: Instant): Answered {
  if (what === 'repos') return ok(world.repositories.map(shownRepository));
  const there = world.members.filter(({ from, to }) => from <= now && now < to);
  const outside = what === 'outside_collaborators';
  if (!outside && what !== 'members') return NOT_FOUND;
  if (query.get('filter') === '2fa_disabled') return ok([]);
  const listed = there.filter((member) => member.outside === outside);
  const wanted = query.get('role') === 'admin' ? listed.filter(({ owner }) => owner) : listed;
  return ok(wanted.map(({ login }) => user(login)));
}

const shownRepository = ({ name, archived }: DemoRepository) => ({
  full_name: name,
  html_url: `https://github.example/${name}`,
  private: true,
  visibility: 'private',
  archived,
  default_branch: BRANCH,
});

interface When {
  readonly query: URLSearchParams;
  readonly now: Instant;
}

function ofRepository(repository: DemoRepository, [what = '', ...rest]: readonly string[], when: When): Answered {
  switch (what) {
    case 'branches':
      return rest[1] === 'protection'
        ? protectionAt(repository, when.now)
        : ok({ commit: { sha: endAt(repository, when.now) } });
    case 'rules':
      return ok([]);
    case 'pulls':
      return rest.length === 0 ? ok(listedPulls(repository, when.now)) : ofPull(repository, rest, when.now);
    case 'commits':
      return rest.length === 0 ? ok(history(repository, when)) : ofCommit(repository, rest, when.now);
    case 'compare':
      return ok(compared(repository, rest[0] ?? ''));
    case 'dependabot':
      return ok(repository.alerts.filter(({ at }) => at <= when.now).map((alert) => shownAlert(alert, when.now)));
    default:
      return NOT_FOUND;
  }
}

function protectionAt({ protection }: DemoRepository, now: Instant): Answered {
  switch (protection(now)) {
    case 'none':
      return refused(404, 'Branch not protected');
    case 'not told':
      return refused(403, 'Resource not accessible by personal access token');
    case 'reviewed':
    case 'free':
      return ok({
        required_pull_request_reviews: { required_approving_review_count: 1, dismiss_stale_reviews: true },
        required_status_checks: { strict: true, contexts: ['unit', 'lint'] },
        enforce_admins: { enabled: protection(now) === 'reviewed' },
      });
  }
}

const arrivedBy = ({ arrivals }: DemoRepository, now: Instant): readonly DemoArrival[] =>
  arrivals.filter(({ at }) => at <= now);

const endAt = (repository: DemoRepository, now: Instant): string =>
  arrivedBy(repository, now).at(-1)?.revision ?? repository.root.revision;

const pullsBy = (repository: DemoRepository, now: Instant): readonly DemoPull[] =>
  arrivedBy(repository, now).filter((arrival) => arrival.kind === 'pull');

/** Last updated first; a review after the merge is an update. */
const listedPulls = (repository: DemoRepository, now: Instant): readonly object[] =>
  pullsBy(repository, now)
    .toSorted((a, b) => updatedBy(b, now) - updatedBy(a, now))
    .map((pull) => shownPull(pull, now));

const updatedBy = ({ at, reviews }: DemoPull, now: Instant): Instant =>
  Math.max(at, ...reviews.filter((review) => review.at <= now).map((review) => review.at));

const shownPull = (pull: DemoPull, now: Instant) => ({
  number: pull.number,
  title: pull.title,
  html_url: `https://github.example/${pull.repository}/pull/${pull.number}`,
  body: null,
  state: 'closed',
  user: user(pull.author),
  labels: pull.labels.map((name) => ({ name })),
  created_at: formatInstant(pull.opened),
  updated_at: formatInstant(updatedBy(pull, now)),
  merged_at: formatInstant(pull.at),
  merge_commit_sha: pull.revision,
  head: { ref: `change-${pull.number}`, sha: pull.head },
  base: { ref: BRANCH },
  merged_by: user(pull.mergedBy),
  commits: 1,
});

function ofPull(repository: DemoRepository, [number = '', part]: readonly string[], now: Instant): Answered {
  const pull = pullsBy(repository, now).find((each) => String(each.number) === number);
  if (pull === undefined) return NOT_FOUND;
  if (part === undefined) return ok(shownPull(pull, now));
  switch (part) {
    case 'reviews':
      return ok(
        pull.reviews
          .filter(({ at }) => at <= now)
          .map(({ login, state, at, revision }) => ({
            user: user(login),
            state,
            submitted_at: formatInstant(at),
            commit_id: revision,
          })),
      );
    case 'commits':
      return ok([shownCommit({ ...pull, revision: pull.head }, null)]);
    default:
      return NOT_FOUND;
  }
}

function shownCommit(
  { revision, title, author, at }: Pick<DemoArrival, 'revision' | 'title' | 'author' | 'at'>,
  parent: string | null,
) {
  const signature = { name: author, email: `${author}@users.noreply.github.com`, date: formatInstant(at) };
  return {
    sha: revision,
    parents: parent === null ? [] : [{ sha: parent }],
    commit: { message: title, author: signature, committer: signature },
    author: user(author),
    committer: user(author),
  };
}

/** First parents, from a commit backward: as many as a page holds, because the next page begins with another commit. */
function history(repository: DemoRepository, { query, now }: When): readonly object[] {
  const all = arrivedBy(repository, now);
  const from = all.findIndex(({ revision }) => revision === query.get('sha'));
  const size = Number(query.get('per_page') ?? 30);
  const chain = all.slice(Math.max(0, from + 1 - size), from + 1).toReversed();
  const shown = chain.map((arrival, place) => {
    const parent = all[from - place - 1]?.revision ?? repository.root.revision;
    return shownCommit(
      { ...arrival, title: arrival.kind === 'pull' ? `${arrival.title} (#${arrival.number})` : arrival.title },
      parent,
    );
  });
  if (shown.length === size) return shown;
  const { revision, at } = repository.root;
  return [...shown, shownCommit({ revision, title: 'Begin', author: 'founder', at }, null)];
}

function ofCommit(repository: DemoRepository, [revision = '', part = '']: readonly string[], now: Instant): Answered {
  const arrival = arrivedBy(repository, now).find(
    (each) => each.revision === revision || (each.kind === 'pull' && each.head === revision),
  );
  switch (part) {
    case 'check-runs':
      return ok({ check_runs: (arrival?.checks ?? []).map((check) => shownCheck(check, arrival?.at ?? now)) });
    case 'status':
      return ok({ state: 'success', statuses: [] });
    case 'pulls':
      return ok(arrival?.kind === 'pull' ? [shownPull(arrival, now)] : []);
    default:
      return NOT_FOUND;
  }
}

const shownCheck = ({ name, status, conclusion }: DemoCheck, at: Instant) => ({
  name,
  status,
  conclusion,
  completed_at: status === 'completed' ? formatInstant(at) : null,
});

function compared({ arrivals, root }: DemoRepository, basehead: string): object {
  const [base = '', head = ''] = basehead.split('...');
  const placeOf = (revision: string): number => arrivals.findIndex((each) => each.revision === revision);
  const status = base === head ? 'identical' : placeOf(base) <= placeOf(head) ? 'ahead' : 'behind';
  return { status, merge_base_commit: { sha: base === '' ? root.revision : base } };
}

/** `repo:larkfield/api is:pr is:merged base:main merged:2026-03-01T00:00:00Z..2026-04-01T04:57:59Z` */
function searched({ repositories }: GithubWorld, q: string, now: Instant): Answered {
  const [, name = '', from = '', to = ''] = /repo:(\S+) .*merged:(\S+)\.\.(\S+)/u.exec(q) ?? [];
  const repository = repositories.find((each) => each.name === name);
  if (repository === undefined) return refused(422, 'Validation Failed');
  const start = from === '*' ? 0 : (parseInstant(from) ?? 0);
  const end = (parseInstant(to) ?? 0) + 999;
  const count = pullsBy(repository, now).filter(({ at }) => at >= start && at <= end).length;
  return ok({ total_count: count, incomplete_results: false, items: [] });
}

const shownAlert = ({ number, package: name, advisory, severity, at, fixed }: DemoAlert, now: Instant) => {
  const isFixed = fixed !== null && fixed <= now;
  return {
    number,
    state: isFixed ? 'fixed' : 'open',
    dependency: { package: { ecosystem: 'npm', name }, manifest_path: 'package-lock.json' },
    security_advisory: { ghsa_id: advisory, cve_id: null, summary: `A weakness in ${name}`, severity },
    security_vulnerability: { severity, first_patched_version: { identifier: '2.0.1' } },
    created_at: formatInstant(at),
    fixed_at: isFixed ? formatInstant(fixed) : null,
    dismissed_at: null,
    dismissed_by: null,
    dismissed_reason: null,
    auto_dismissed_at: null,
  };
};
