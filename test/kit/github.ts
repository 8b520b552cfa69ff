import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type TestServer, testServer } from '#test/kit/server.ts';

export type Payload = Record<string, unknown>;

const octokit = (file: string): string => `${import.meta.dirname}/../../node_modules/@octokit/${file}`;
const parsed = (file: string): unknown => JSON.parse(readFileSync(octokit(file), 'utf8'));

interface Described {
  readonly components: { readonly examples: Readonly<Record<string, { readonly value: Payload | Payload[] }>> };
}

const { examples } = (parsed('openapi/generated/api.github.com.json') as Described).components;

/** Answers as GitHub's own description of its interface gives them; of a list, its items. */
export const examplesOf = (name: string): readonly Payload[] => [structuredClone(examples[name]?.value ?? [])].flat();
export const example = (name: string): Payload => examplesOf(name)[0] ?? {};

interface Recorded {
  readonly method: string;
  readonly status: number;
  readonly response: Payload;
}

/** What GitHub really answered once. */
export const recorded = (scenario: string): readonly Recorded[] =>
  parsed(`fixtures/scenarios/api.github.com/${scenario}/normalized-fixture.json`) as readonly Recorded[];

interface Sent {
  readonly name: string;
  readonly examples: readonly { readonly alert: Payload }[];
}

/** Alerts as GitHub sends them to whoever listens. */
export const sentAlerts = (): readonly Payload[] =>
  (parsed('webhooks-examples/api.github.com/index.json') as readonly Sent[])
    .filter(({ name }) => name === 'dependabot_alert')
    .flatMap((event) => event.examples.map(({ alert }) => alert));

export const user = (login: string, type = 'User'): Payload => ({ ...example('simple-user-items'), login, type });

export interface HubPull {
  readonly number: number;
  readonly title?: string;
  readonly by: string | null;
  readonly mergedBy?: string;
  /** Null when it was closed without a merge. */
  readonly mergedAt: string | null;
  readonly updatedAt?: string;
  /** The commit on the default branch in which it ended. */
  readonly end: string;
  readonly base?: string;
  readonly labels?: readonly string[];
  readonly reviews?: readonly Payload[];
  readonly commits?: readonly Payload[];
  readonly runs?: readonly Payload[];
  readonly statuses?: readonly Payload[];
}

export interface HubCommit {
  readonly sha: string;
  readonly parents: readonly string[];
  readonly at: string;
  readonly by?: string;
  readonly message?: string;
  /** The pull requests that GitHub names for it. */
  readonly pulls?: readonly number[];
}

export interface HubRepository {
  readonly name: string;
  readonly archived?: boolean;
  readonly branch?: string | null;
  readonly protection?: Payload;
  readonly rules?: readonly Payload[];
  readonly rulesets?: Readonly<Record<number, Payload>>;
  /** Newest first; commits that came with a merge stand after it. */
  readonly history?: readonly HubCommit[];
  readonly pulls?: readonly HubPull[];
  readonly alerts?: readonly Payload[];
}

export interface HubOrganization {
  readonly name: string;
  repositories: readonly HubRepository[];
  readonly members?: readonly Payload[];
  readonly owners?: readonly string[];
  /** Null where GitHub does not tell who asks. */
  readonly withoutSecondFactor?: readonly string[] | null;
  readonly outside?: readonly Payload[];
}

export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Record<string, string>;
      readonly body: string;
    }
  | { readonly kind: 'drop' }
  | { readonly kind: 'truncate' }
  | { readonly kind: 'hang' };

/** What goes wrong with a request, by its path and how often that was asked before; null when nothing does. */
export type Faults = (path: string, before: number) => Fault | null;

export const refusal = (status: number, message: string, headers: Record<string, string> = {}): Fault => ({
  kind: 'answer',
  status,
  headers,
  body: JSON.stringify({ message, documentation_url: 'https://docs.github.com/rest', status: String(status) }),
});

export interface Hub extends TestServer {
  /** Whose world it is; what is changed here is changed on the server. */
  readonly organization: HubOrganization;
  faults: Faults;
}

/** GitHub on this machine, as far as the collector asks it. */
export async function hub(organization: HubOrganization): Promise<Hub> {
  const counts = new Map<string, number>();
  const state: { faults: Faults } = { faults: () => null };
  const server = await testServer((request, response) => {
    const path = request.url ?? '';
    const before = counts.get(path) ?? 0;
    counts.set(path, before + 1);
    answer({ request, response, organization, fault: state.faults(path, before) });
  });
  return Object.defineProperty({ ...server, organization, faults: state.faults }, 'faults', {
    get: () => state.faults,
    set: (faults: Faults) => {
      state.faults = faults;
    },
  });
}

interface Answering {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly organization: HubOrganization;
  readonly fault: Fault | null;
}

function answer({ request, response, organization, fault }: Answering): void {
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'drop') {
    response.socket?.destroy();
    return;
  }
  if (fault?.kind === 'answer') {
    response.writeHead(fault.status, { 'content-type': 'application/json; charset=utf-8', ...fault.headers });
    response.end(fault.body);
    return;
  }
  const url = new URL(request.url ?? '', `http://${request.headers.host ?? ''}`);
  const { status, body, next } = route(organization, url);
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': bytes.length,
    'x-ratelimit-limit': '5000',
    'x-ratelimit-remaining': '4999',
    ...(next === undefined ? {} : { link: `<${next}>; rel="next"` }),
  });
  if (fault?.kind !== 'truncate') response.end(bytes);
  else response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.destroy());
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly next?: string;
}

const NOT_FOUND: Answer = { status: 404, body: { message: 'Not Found', status: '404' } };
const ok = (body: unknown): Answer => ({ status: 200, body });

/** One page of a list, and the address of the next. `inside` is the member of an object that holds it. */
function page(url: URL, list: readonly unknown[], inside?: string): Answer {
  const size = Number(url.searchParams.get('per_page') ?? 30);
  const number = Number(url.searchParams.get('page') ?? 1);
  const items = list.slice((number - 1) * size, number * size);
  const body = inside === undefined ? items : { total_count: list.length, [inside]: items };
  if (number * size >= list.length) return ok(body);
  const next = new URL(url);
  next.searchParams.set('page', String(number + 1));
  return { status: 200, body, next: next.href };
}

function route(organization: HubOrganization, url: URL): Answer {
  const [area, owner, name = '', ...rest] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  if (area === 'search') return search(organization, url.searchParams.get('q') ?? '');
  if (owner?.toLowerCase() !== organization.name) return NOT_FOUND;
  if (area === 'orgs') return ofOrganization(organization, name, url);
  const repository = organization.repositories.find((each) => each.name === `${owner}/${name}`);
  return area === 'repos' && repository !== undefined ? ofRepository(repository, rest, url) : NOT_FOUND;
}

function ofOrganization(organization: HubOrganization, what: string, url: URL): Answer {
  const { members = [], outside = [], owners = [], withoutSecondFactor: without = [] } = organization;
  const people = what === 'members' ? members : outside;
  const logins = (names: readonly string[]) => people.filter(({ login }) => names.includes(String(login)));
  if (what === 'repos') return page(url, organization.repositories.map(repositoryOf));
  if (what !== 'members' && what !== 'outside_collaborators') return NOT_FOUND;
  if (url.searchParams.get('role') === 'admin') return page(url, logins(owners));
  if (url.searchParams.get('filter') !== '2fa_disabled') return page(url, people);
  if (without !== null) return page(url, logins(without));
  return { status: 422, body: { message: 'Only owners can use this filter.', status: '422' } };
}

const repositoryOf = ({ name, archived = false, branch = 'main' }: HubRepository): Payload => ({
  ...example('minimal-repository-items'),
  full_name: name,
  name: name.split('/')[1],
  html_url: `https://github.com/${name}`,
  private: true,
  visibility: 'private',
  archived,
  default_branch: branch,
});

function ofRepository(repository: HubRepository, [what, ...rest]: readonly string[], url: URL): Answer {
  const { rules = [], rulesets = {}, alerts = [] } = repository;
  if (what === undefined) return ok(repositoryOf(repository));
  if (what === 'pulls') return ofPulls(repository, rest, url);
  if (what === 'commits') return ofCommits(repository, rest, url);
  if (what === 'branches') return ofBranch(repository, rest);
  if (what === 'rules') return page(url, rules);
  if (what === 'rulesets') {
    const ruleset = rulesets[Number(rest[0])];
    return ruleset === undefined ? NOT_FOUND : ok(ruleset);
  }
  if (what === 'dependabot') return page(url, alerts);
  if (what === 'compare') return comparison(repository, rest[0] ?? '');
  return NOT_FOUND;
}

function ofBranch(
  { branch = 'main', protection, history = [] }: HubRepository,
  [name, part]: readonly string[],
): Answer {
  if (name !== branch || (part === undefined && history.length === 0))
    return { status: 404, body: { message: 'Branch not found', status: '404' } };
  if (part === undefined) return ok({ ...example('branch-get'), name, commit: { sha: history[0]?.sha } });
  if (protection !== undefined) return ok(protection);
  const [none] = recorded('branch-protection');
  return { status: none?.status ?? 0, body: none?.response };
}

const updated = ({ updatedAt, mergedAt }: HubPull): string => updatedAt ?? mergedAt ?? '2026-01-01T00:00:00Z';

function pullOf({ number, title, by, mergedAt, end, base = 'main', labels = [], ...pull }: HubPull): Payload {
  const simple = example('pull-request-simple-items');
  return {
    ...simple,
    number,
    title: title ?? `Change ${number}`,
    html_url: `https://github.com/acme/app/pull/${number}`,
    body: null,
    user: by === null ? null : user(by),
    labels: labels.map((name) => ({ ...(simple['labels'] as Payload[])[0], name })),
    created_at: '2026-01-02T03:04:05Z',
    updated_at: updated({ number, by, mergedAt, end, ...pull }),
    merged_at: mergedAt,
    merge_commit_sha: end,
    head: { ...(simple['head'] as Payload), ref: `topic-${number}`, sha: `head-${number}` },
    base: { ...(simple['base'] as Payload), ref: base },
  };
}

function ofPulls({ pulls = [] }: HubRepository, [number, list]: readonly string[], url: URL): Answer {
  const base = url.searchParams.get('base');
  if (number === undefined) {
    const all = pulls.filter((pull) => base === null || (pull.base ?? 'main') === base);
    return page(url, all.toSorted((a, b) => (updated(a) < updated(b) ? 1 : -1)).map(pullOf));
  }
  const pull = pulls.find((each) => each.number === Number(number));
  if (pull === undefined) return NOT_FOUND;
  if (list === 'reviews') return page(url, pull.reviews ?? []);
  if (list === 'commits') return page(url, pull.commits ?? []);
  const by = pull.mergedBy === undefined ? null : user(pull.mergedBy);
  return ok({ ...example('pull-request'), ...pullOf(pull), merged_by: by, commits: pull.commits?.length ?? 0 });
}

export const review = (by: string | null, state: string, at: string, revision: string): Payload => ({
  ...example('pull-request-review-items'),
  user: by === null ? null : user(by),
  state,
  submitted_at: at,
  commit_id: revision,
});

export const run = (name: string, conclusion: string | null, at: string | null): Payload => ({
  ...(example('check-run-paginated')['check_runs'] as readonly Payload[])[0],
  name,
  status: conclusion === null ? 'in_progress' : 'completed',
  conclusion,
  completed_at: at,
});

export const status = (context: string, state: string, at: string): Payload => ({
  ...(example('combined-commit-status')['statuses'] as readonly Payload[])[0],
  context,
  state,
  updated_at: at,
});

export function commitOf({ sha, parents, at, by = 'ada', message = 'Change' }: HubCommit): Payload {
  const name = { name: by, email: `${by}@acme.example`, date: at };
  return {
    ...example('commit-items'),
    sha,
    html_url: `https://github.com/acme/app/commit/${sha}`,
    parents: parents.map((parent) => ({ sha: parent })),
    commit: { message, author: name, committer: name },
    author: user(by),
    committer: user(by),
  };
}

function ofCommits(repository: HubRepository, [sha, what]: readonly string[], url: URL): Answer {
  const { history = [], pulls = [] } = repository;
  if (sha === undefined) {
    const at = history.findIndex((each) => each.sha === url.searchParams.get('sha'));
    return at < 0 ? NOT_FOUND : page(url, history.slice(at).map(commitOf));
  }
  const pull = pulls.find(({ number }) => sha === `head-${number}`);
  if (what === 'check-runs') return page(url, pull?.runs ?? [], 'check_runs');
  if (what === 'status') {
    const combined = page(url, pull?.statuses ?? [], 'statuses');
    return { ...combined, body: { ...example('combined-commit-status'), ...(combined.body as Payload) } };
  }
  if (what !== 'pulls') return NOT_FOUND;
  const numbers = history.find((each) => each.sha === sha)?.pulls ?? [];
  return page(url, pulls.filter(({ number }) => numbers.includes(number)).map(pullOf));
}

function comparison({ history = [] }: HubRepository, range: string): Answer {
  const [base, head] = range.split('...').map((sha) => history.findIndex((each) => each.sha === sha));
  if (base === undefined || head === undefined || base < 0 || head < 0) return NOT_FOUND;
  const status = base === head ? 'identical' : base > head ? 'ahead' : 'behind';
  return ok({ ...example('commit-comparison'), status });
}

/** Counts as the search of GitHub does, whose intervals include both ends. */
function search({ repositories }: HubOrganization, query: string): Answer {
  const [, name] = /repo:(\S+)/.exec(query) ?? [];
  const [, from = '*', to = ''] = /merged:([^\s.]+)\.\.(\S+)/.exec(query) ?? [];
  const pulls = repositories.find((each) => each.name === name)?.pulls ?? [];
  const fits = ({ mergedAt, base = 'main' }: HubPull): boolean =>
    mergedAt !== null && query.includes(`base:${base}`) && (from === '*' || mergedAt >= from) && mergedAt <= to;
  const total = pulls.filter(fits).length;
  return ok({ ...example('issue-search-result-item-paginated'), total_count: total, items: [] });
}
