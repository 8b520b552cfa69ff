import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Accounted, Json, Page } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import { type Fact, populationNamed, type PopulationName } from '#/core/populations/index.ts';
import {
  example,
  examplesOf,
  type Faults,
  type Hub,
  hub,
  type HubOrganization,
  type HubPull,
  type HubRepository,
  type Payload,
  recorded,
  refusal,
  review,
  run,
  sentAlerts,
  status,
  user,
} from '#test/kit/github.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { allPages, saved, testTools, type TestTools } from '#test/kit/tools.ts';
import { github } from './github.ts';

const TOKEN = 'github_pat_not-to-be-seen';

interface Over {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly cursor?: Json | null;
  readonly startedAt?: number;
  readonly signal?: AbortSignal;
}

/** The tools and the input of a run against the server. */
function begun({ url }: Hub, over: Over) {
  const tools = testTools({ workFolder: testFolder(), ...over });
  const settings = github.settings.parse({ organization: 'acme', baseUrl: url, ...over.settings });
  return { tools, input: { settings, secrets: { token: TOKEN }, tools } };
}

interface Read {
  readonly pages: readonly Page[];
  readonly of: <P extends PopulationName>(population: P) => readonly Fact<P>[];
  readonly unreadable: readonly { readonly population: string; readonly key: string; readonly note: string }[];
  readonly accounted: Readonly<Record<string, Accounted>>;
  readonly looks: readonly string[];
  readonly cursor: Json;
  readonly tools: TestTools;
}

/** What the pages say; every record fits its population, and stands in bytes that came. */
function readFrom(pages: readonly Page[], tools: TestTools): Read {
  for (const { records, artifacts } of pages) {
    for (const { population, fact, artifact, place } of records) {
      populationNamed(population).schema.parse(fact);
      const bytes: unknown = JSON.parse(new TextDecoder().decode(artifacts[artifact]?.bytes));
      assert.notEqual(at(bytes, place), undefined, `${place} of ${artifacts[artifact]?.name}`);
    }
  }
  const records = pages.flatMap((page) => page.records);
  return {
    pages,
    of: <P extends PopulationName>(name: P) =>
      records.filter(({ population }) => population === name).map(({ fact }) => fact as Fact<P>),
    unreadable: pages.flatMap((page) => page.unreadable ?? []),
    accounted: Object.fromEntries(pages.flatMap((page) => page.accounted ?? []).map((each) => [each.population, each])),
    looks: pages.flatMap((page) => page.looks ?? []).map(({ population, scope }) => `${population} ${scope}`),
    cursor: saved(pages.at(-1)?.cursor ?? null),
    tools,
  };
}

const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((inside, name) => (inside as Payload | undefined)?.[name], value);

async function read(server: Hub, over: Over = {}): Promise<Read> {
  const { tools, input } = begun(server, over);
  return readFrom(await allPages(github.collect(input, over.cursor ?? null)), tools);
}

const failed = (code: string) => (error: unknown) => error instanceof DomainError && error.code === code;

const MERGED: HubPull = {
  number: 12,
  title: 'ACME-7: pay by card',
  by: 'Ada',
  mergedBy: 'cleo',
  mergedAt: '2026-03-10T12:00:00Z',
  end: 'm12',
  labels: ['Hotfix'],
  reviews: [
    review('bo', 'COMMENTED', '2026-03-10T09:00:00Z', 'head-11'),
    review('bo', 'APPROVED', '2026-03-10T10:00:00Z', 'head-12'),
    review('cleo', 'CHANGES_REQUESTED', '2026-03-10T10:30:00Z', 'head-11'),
    review('dan', 'DISMISSED', '2026-03-10T11:00:00Z', 'head-12'),
    review(null, 'APPROVED', '2026-03-10T11:30:00Z', 'head-12'),
  ],
  commits: [
    { ...commit('b1', 'ada'), parents: [] },
    { ...commit('b2', 'bo', 'More\n\nCo-authored-by: Eve <eve@acme.example>'), parents: [] },
  ],
  runs: [run('build', 'success', '2026-03-10T11:00:00Z'), run('lint', null, null), run('e2e', 'timed_out', null)],
  statuses: [
    status('ci/legacy', 'failure', '2026-03-10T11:05:00Z'),
    status('ci/slow', 'pending', '2026-03-10T11:06:00Z'),
  ],
};

function commit(sha: string, by: string, message = 'Part'): Payload {
  const signature = { name: by, email: `${by}@acme.example`, date: '2026-03-09T08:00:00Z' };
  return {
    ...example('commit-items'),
    sha,
    author: user(by),
    committer: user(by),
    commit: { message, author: signature, committer: signature },
  };
}

const APP: HubRepository = {
  name: 'acme/app',
  protection: example('branch-protection'),
  history: [
    { sha: 'p3', parents: ['m12'], at: '2026-03-11T00:00:00Z', by: 'bo', message: 'Mend it at night\n\nACME-9' },
    { sha: 'm12', parents: ['s11', 'b2'], at: '2026-03-10T12:00:00Z', pulls: [12] },
    { sha: 'b2', parents: ['s11'], at: '2026-03-09T09:00:00Z', pulls: [12] },
    { sha: 's11', parents: ['c1'], at: '2026-03-01T00:00:00Z', pulls: [11] },
    { sha: 'c1', parents: [], at: '2026-02-01T00:00:00Z', message: 'Begin' },
  ],
  pulls: [
    MERGED,
    { number: 13, by: 'bo', mergedAt: null, updatedAt: '2026-03-12T00:00:00Z', end: 'x' },
    { number: 11, by: null, mergedAt: '2026-03-01T00:00:00Z', end: 's11' },
    { number: 10, by: 'bo', mergedAt: '2026-02-20T00:00:00Z', end: 'elsewhere', base: 'develop' },
  ],
  alerts: examplesOf('dependabot-alerts-for-repository'),
};

const acme = (more: Partial<HubOrganization> = {}): HubOrganization => ({ name: 'acme', repositories: [APP], ...more });
const only = <T>(items: readonly T[]): T => {
  assert.equal(items.length, 1);
  return items[0] as T;
};
const numbers = ({ of }: Read): readonly unknown[] => of('change').map(({ number, revision }) => number ?? revision);

suite('what is read', () => {
  test('a merged pull request with reviews, checks, merger, co-authors, ticket and emergency', async () => {
    const server = await hub(acme());
    const settings = { tickets: 'ACME-\\d+', emergencyLabels: ['hotfix'], reads: ['change'] };
    const { of } = await read(server, { settings });
    assert.deepEqual(
      of('change').find(({ number }) => number === '12'),
      {
        repository: 'acme/app',
        revision: 'm12',
        form: 'pull-request',
        number: '12',
        title: 'ACME-7: pay by card',
        url: 'https://github.com/acme/app/pull/12',
        branch: 'main',
        author: 'github:ada',
        coauthors: [{ by: 'github:bo' }, { by: 'email:eve@acme.example' }],
        mergedBy: 'github:cleo',
        openedAt: '2026-01-02T03:04:05.000Z',
        mergedAt: '2026-03-10T12:00:00.000Z',
        headRevision: 'head-12',
        approvals: [
          {
            by: 'github:bo',
            revision: 'head-12',
            grade: 'platform',
            at: '2026-03-10T10:00:00.000Z',
            state: 'approved',
          },
          {
            by: 'github:cleo',
            revision: 'head-11',
            grade: 'platform',
            at: '2026-03-10T10:30:00.000Z',
            state: 'changes-requested',
          },
          { by: 'github:dan', revision: 'head-12', grade: 'platform', state: 'withdrawn' },
          { revision: 'head-12', grade: 'platform', at: '2026-03-10T11:30:00.000Z', state: 'approved' },
        ],
        checks: [
          { name: 'build', result: 'success', endedAt: '2026-03-10T11:00:00.000Z' },
          { name: 'lint', result: 'running', endedAt: null },
          { name: 'e2e', result: 'failure' },
          { name: 'ci/legacy', result: 'failure', endedAt: '2026-03-10T11:05:00.000Z' },
          { name: 'ci/slow', result: 'running', endedAt: null },
        ],
        tickets: ['ACME-7'],
        emergency: true,
      },
    );
  });

  test('every arrival on the default branch once: pull requests, and pushes without one', async () => {
    const server = await hub(acme());
    const result = await read(server, { settings: { reads: ['change'], tickets: 'ACME-\\d+' } });
    assert.deepEqual(numbers(result), ['12', '11', 'p3', 'c1']);
    const push = result.of('change').find(({ revision }) => revision === 'p3');
    assert.deepEqual(push, {
      repository: 'acme/app',
      revision: 'p3',
      form: 'direct-push',
      number: null,
      openedAt: null,
      approvals: [],
      title: 'Mend it at night',
      url: 'https://github.com/acme/app/commit/p3',
      branch: 'main',
      author: 'github:bo',
      coauthors: [],
      mergedBy: 'github:bo',
      mergedAt: '2026-03-11T00:00:00.000Z',
      headRevision: null,
      checks: [],
      tickets: ['ACME-9'],
    });
    assert.equal(result.of('change').find(({ number }) => number === '11')?.author, undefined);
    const { kind, sourceCount, ourCount, note } = result.accounted['change'] as Accounted;
    assert.deepEqual({ kind, sourceCount, ourCount }, { kind: 'counted', sourceCount: 2, ourCount: 2 });
    assert.match(note, /2 commits were pushed without one/);
  });

  test('archived repositories are known, and leave the population of changes', async () => {
    const old: HubRepository = { ...APP, name: 'acme/old', archived: true };
    const server = await hub(acme({ repositories: [APP, old] }));
    const { of, accounted } = await read(server);
    assert.deepEqual(
      of('repository').map(({ name, archived }) => [name, archived]),
      [
        ['acme/app', false],
        ['acme/old', true],
      ],
    );
    assert.deepEqual(new Set(of('change').map(({ repository }) => repository)), new Set(['acme/app']));
    assert.match(accounted['change']?.note ?? '', /archived and not read: acme\/old/);
  });

  const GUARDED = {
    pullRequestRequired: true,
    approvalsRequired: 2,
    staleApprovalsDismissed: true,
    checksRequired: true,
    administratorsBound: true,
  };
  const UNGUARDED = {
    pullRequestRequired: false,
    approvalsRequired: 0,
    staleApprovalsDismissed: false,
    checksRequired: false,
    administratorsBound: false,
  };
  const pullRule = (id: number, count: number): Payload => ({
    type: 'pull_request',
    ruleset_source_type: 'Repository',
    ruleset_source: 'acme/app',
    ruleset_id: id,
    parameters: { required_approving_review_count: count, dismiss_stale_reviews_on_push: false },
  });
  const ruleset = (id: number, actors?: readonly unknown[]): Record<number, Payload> => {
    const { bypass_actors: _, ...specified } = example('repository-ruleset');
    return { [id]: { ...specified, id, ...(actors === undefined ? {} : { bypass_actors: actors }) } };
  };
  const someone = example('repository-ruleset')['bypass_actors'] as readonly unknown[];
  const protections: readonly [string, Partial<HubRepository>, object][] = [
    ['classic protection as specified', { protection: example('branch-protection') }, GUARDED],
    [
      'classic protection as recorded, without reviews or checks',
      { protection: recorded('branch-protection')[1]?.response ?? {} },
      UNGUARDED,
    ],
    [
      'classic protection as recorded, with one review, a check and administrators bound',
      { protection: recorded('branch-protection')[2]?.response ?? {} },
      { ...GUARDED, approvalsRequired: 1 },
    ],
    ['no protection, and rules that ask for no review', { rules: examplesOf('repository-rule-items') }, UNGUARDED],
    [
      'a ruleset that nobody may pass by',
      { rules: [pullRule(7, 1)], rulesets: ruleset(7, []) },
      { ...UNGUARDED, pullRequestRequired: true, approvalsRequired: 1, administratorsBound: true },
    ],
    [
      'a ruleset that a team may pass by',
      { rules: [pullRule(7, 1)], rulesets: ruleset(7, someone) },
      { ...UNGUARDED, pullRequestRequired: true, approvalsRequired: 1, administratorsBound: false },
    ],
    [
      'two rulesets, of which one binds all',
      { rules: [pullRule(7, 1), pullRule(8, 3)], rulesets: { ...ruleset(7, someone), ...ruleset(8, []) } },
      { ...UNGUARDED, pullRequestRequired: true, approvalsRequired: 3, administratorsBound: true },
    ],
  ];
  for (const [name, over, expected] of protections) {
    test(`protection of the default branch: ${name}`, async () => {
      const { protection: _, ...bare } = APP;
      const server = await hub(acme({ repositories: [{ ...bare, ...over }] }));
      const { of } = await read(server, { settings: { reads: ['repository'] } });
      const { name: _name, url, visibility, archived, defaultBranch, ...guards } = only(of('repository'));
      assert.deepEqual(guards, expected);
      assert.deepEqual(
        [url, visibility, archived, defaultBranch],
        ['https://github.com/acme/app', 'private', false, 'main'],
      );
    });
  }

  test('who may pass a ruleset by is unknown where GitHub does not tell', async () => {
    const { protection: _, ...bare } = APP;
    const told = await hub(acme({ repositories: [{ ...bare, rules: [pullRule(7, 1)], rulesets: ruleset(7) }] }));
    const repository = only((await read(told, { settings: { reads: ['repository'] } })).of('repository'));
    assert.equal(repository.pullRequestRequired, true);
    assert.equal('administratorsBound' in repository, false);
  });

  test('protection that may not be read is unknown, never absent', async () => {
    const server = await hub(acme());
    server.faults = (path) => (path.includes('/protection') ? refusal(404, 'Not Found') : null);
    const { of, tools } = await read(server, { settings: { reads: ['repository'] } });
    const repository = only(of('repository'));
    assert.equal('pullRequestRequired' in repository, false);
    assert.equal('approvalsRequired' in repository, false);
    assert.ok(tools.lines.some((line) => line.startsWith('warning: branch protection of acme/app')));
  });

  test('which repositories production is built from is what the settings say, else unknown', async () => {
    const server = await hub(acme());
    const reads = ['repository'];
    const silent = only((await read(server, { settings: { reads } })).of('repository'));
    assert.equal('production' in silent, false);
    const said = only((await read(server, { settings: { reads, production: ['Acme/App'] } })).of('repository'));
    assert.equal(said.production, true);
    const other = only((await read(server, { settings: { reads, production: ['acme/other'] } })).of('repository'));
    assert.equal(other.production, false);
  });

  const people = {
    members: [user('Ada'), user('bo'), user('deploy[bot]', 'Bot')],
    outside: [user('eve')],
    owners: ['Ada'],
  };
  const account = (login: string, more: object) => ({
    system: 'github',
    login,
    owner: `github:${login.toLowerCase()}`,
    status: 'active',
    disabledAt: null,
    ...more,
  });

  test('members and outside collaborators, with the second factor and what they own', async () => {
    const server = await hub(acme({ ...people, withoutSecondFactor: ['bo', 'eve'] }));
    const { of, looks, accounted } = await read(server, { settings: { reads: ['account'] } });
    assert.deepEqual(of('account'), [
      account('Ada', { mfa: true, privileged: true }),
      account('bo', { mfa: false, privileged: false }),
      account('deploy[bot]', { owner: 'bot:github/deploy[bot]', kind: 'service', mfa: true, privileged: false }),
      account('eve', { mfa: false, privileged: false }),
    ]);
    assert.deepEqual(looks, ['account github/']);
    assert.equal(accounted['account']?.kind, 'contiguous');
    assert.equal(accounted['account'].ourCount, 4);
  });

  test('the second factor is unknown where GitHub does not tell', async () => {
    const server = await hub(acme({ ...people, withoutSecondFactor: null }));
    const { of, tools } = await read(server, { settings: { reads: ['account'] } });
    assert.equal(of('account').length, 4);
    assert.ok(of('account').every((fact) => !('mfa' in fact)));
    assert.ok(
      tools.lines.includes(
        'warning: who has no second factor in acme: GitHub answered 422 (Only owners can use this filter.)',
      ),
    );
  });

  test('members that may not be listed leave no look, so that nobody seems to have left', async () => {
    const server = await hub(acme(people));
    server.faults = (path) => (path.startsWith('/orgs/acme/members') ? refusal(403, 'Must be a member') : null);
    const { of, looks, accounted } = await read(server, { settings: { reads: ['account'] } });
    assert.deepEqual(
      of('account').map(({ login }) => login),
      ['eve'],
    );
    assert.deepEqual(looks, []);
    assert.equal(accounted['account']?.kind, 'none');
  });

  test('Dependabot alerts in every state, as specified and as sent', async () => {
    const [fixed, open] = sentAlerts();
    const server = await hub(
      acme({ repositories: [{ ...APP, alerts: [...(APP.alerts ?? []), { ...fixed, number: 3 }, { ...open }] }] }),
    );
    const { of, looks, accounted } = await read(server, { settings: { reads: ['vulnerability'] } });
    assert.deepEqual(
      of('vulnerability').map(
        ({ id, identifier, severity, status: state, fixedAt, acceptedBy, acceptedAt, fix, component }) => [
          id,
          identifier,
          severity,
          state,
          fixedAt,
          acceptedBy,
          acceptedAt,
          fix,
          component,
        ],
      ),
      [
        [
          'acme/app/dependabot/2',
          'CVE-2018-6188',
          'high',
          'accepted',
          null,
          'github:octocat',
          '2022-08-23T14:29:47.000Z',
          '2.0.2',
          'pip/django in path/to/requirements.txt',
        ],
        [
          'acme/app/dependabot/1',
          'CVE-2021-20191',
          'medium',
          'open',
          null,
          undefined,
          null,
          '2.8.19',
          'pip/ansible in path/to/requirements.txt',
        ],
        [
          'acme/app/dependabot/3',
          'CVE-2021-20191',
          'medium',
          'fixed',
          '2022-06-15T13:55:40.000Z',
          undefined,
          null,
          '2.8.19',
          'pip/ansible in path/to/requirements.txt',
        ],
        [
          'acme/app/dependabot/20',
          'CVE-2022-25883',
          'medium',
          'open',
          null,
          undefined,
          null,
          '7.5.2',
          'npm/semver in package-lock.json',
        ],
      ],
    );
    assert.deepEqual(looks, ['vulnerability acme/app/dependabot/']);
    assert.equal(accounted['vulnerability']?.ourCount, 4);
  });
});

/** Pull requests that end one after the other in a line of commits, as many pages of them. */
function long(count: number): HubRepository {
  const time = (number: number): string =>
    new Date(Date.UTC(2026, 0, 1) + number * 3_600_000).toISOString().replace('.000', '');
  const range = Array.from({ length: count }, (_, index) => count - index);
  return {
    name: 'acme/long',
    pulls: range.map((number) => ({ number, by: 'ada', mergedAt: time(number), end: `s${number}` })),
    history: range.map((number) => ({
      sha: `s${number}`,
      parents: number === 1 ? [] : [`s${number - 1}`],
      at: time(number),
      pulls: [number],
    })),
  };
}

const CHANGES = { reads: ['change'] };

suite('how it is read', () => {
  test('lists are followed to their last page', async () => {
    const members = Array.from({ length: 130 }, (_, index) => user(`user-${index}`));
    const repositories = [long(33), ...Array.from({ length: 101 }, (_, index) => ({ name: `acme/r${index}` }))];
    const server = await hub(acme({ members, repositories }));
    const result = await read(server, { settings: { reads: ['account', 'repository'] } });
    assert.equal(result.of('account').length, 130);
    assert.equal(result.of('repository').length, 102);
    const changes = await read(server, { settings: { ...CHANGES, repositories: ['acme/long'] } });
    assert.equal(new Set(numbers(changes)).size, 33);
    assert.deepEqual([changes.accounted['change']?.sourceCount, changes.accounted['change']?.ourCount], [33, 33]);
  });

  test('reviews on a second page count', async () => {
    const reviews = Array.from({ length: 130 }, (_, index) =>
      review(`r${index}`, 'APPROVED', '2026-03-10T10:00:00Z', 'head-12'),
    );
    const server = await hub(acme({ repositories: [{ ...APP, pulls: [{ ...MERGED, reviews }] }] }));
    const { of } = await read(server, { settings: CHANGES });
    assert.equal(of('change').find(({ number }) => number === '12')?.approvals?.length, 130);
  });

  test('a secondary limit is waited for, as long as GitHub asks', async () => {
    const server = await hub(acme());
    const limit = refusal(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '1' });
    const asked: number[] = [];
    server.faults = (path, before) => {
      if (!path.startsWith('/repos/acme/app/pulls/12/reviews')) return null;
      asked.push(performance.now());
      return before === 0 ? limit : null;
    };
    const { of, tools } = await read(server, { settings: CHANGES });
    assert.equal(asked.length, 2);
    assert.ok((asked[1] ?? 0) - (asked[0] ?? 0) > 900, 'asked again before the time');
    assert.equal(of('change').find(({ number }) => number === '12')?.approvals?.length, 4);
    assert.deepEqual(tools.lines, [
      'info: GitHub asks to wait for 1 seconds before /repos/acme/app/pulls/12/reviews?per_page=100',
    ]);
  });

  test('too many requests is waited for', async () => {
    const server = await hub(acme());
    const limit = refusal(429, 'API rate limit exceeded', { 'retry-after': '1' });
    server.faults = (path, before) =>
      path.startsWith('/repos/acme/app/pulls/12/reviews') && before === 0 ? limit : null;
    const { of } = await read(server, { settings: CHANGES });
    assert.equal(of('change').find(({ number }) => number === '12')?.approvals?.length, 4);
  });

  const passing: readonly [string, Faults][] = [
    [
      'a connection that is dropped',
      (path, before) => (path.includes('/pulls?') && before === 0 ? { kind: 'drop' } : null),
    ],
    [
      'a body that ends in its middle',
      (path, before) => (path.includes('/pulls?') && before === 0 ? { kind: 'truncate' } : null),
    ],
    [
      'a server that is busy',
      (path, before) => (path.includes('/pulls?') && before < 2 ? refusal(502, 'Bad Gateway') : null),
    ],
  ];
  for (const [name, faults] of passing) {
    test(`${name} is tried again, and changes nothing`, async () => {
      const undisturbed = await read(await hub(acme()));
      const server = await hub(acme());
      server.faults = faults;
      const disturbed = await read(server);
      for (const population of ['repository', 'change', 'account', 'vulnerability'] as const)
        assert.deepEqual(disturbed.of(population), undisturbed.of(population));
    });
  }

  test('a connection that stays broken fails the run, and names what was asked', async () => {
    const server = await hub(acme());
    server.faults = (path) => (path.startsWith('/repos/acme/app/pulls?') ? { kind: 'drop' } : null);
    await assert.rejects(read(server, { settings: CHANGES }), failed('http_failed'));
  });

  test('a token that is not accepted fails the run without being shown', async () => {
    const server = await hub(acme());
    server.faults = () => refusal(401, 'Bad credentials');
    await assert.rejects(read(server), (error) => failed('secret_refused')(error) && !String(error).includes(TOKEN));
  });

  test('an organization that cannot be listed fails the run', async () => {
    const server = await hub({ ...acme(), name: 'other' });
    await assert.rejects(read(server), failed('source_refused'));
  });

  test('one repository among many that answers 404 is a hole, and not a fact', async () => {
    const server = await hub(acme({ repositories: [APP, long(3), { name: 'acme/none' }] }));
    server.faults = (path) => (path.startsWith('/repos/acme/long/') ? refusal(404, 'Not Found') : null);
    const result = await read(server);
    assert.deepEqual(numbers(result), ['12', '11', 'p3', 'c1']);
    assert.equal(result.accounted['change']?.kind, 'none');
    assert.match(result.accounted['change'].note, /not read: acme\/long: GitHub answered 404 \(Not Found/);
    assert.equal(result.accounted['vulnerability']?.kind, 'none');
    assert.ok(!result.looks.includes('vulnerability acme/long/dependabot/'));
    server.faults = () => null;
    const later = await read(server, { cursor: result.cursor, startedAt: Date.UTC(2026, 6, 2) });
    assert.deepEqual(numbers(later), ['3', '2', '1']);
    assert.equal(later.accounted['change']?.kind, 'counted');
    assert.equal(later.accounted['change'].from, 0);
  });

  test('a repository that the settings name and GitHub does not have stays, unreadable', async () => {
    const server = await hub(acme());
    const result = await read(server, { settings: { repositories: ['acme/app', 'acme/missing'] } });
    assert.deepEqual(
      result.unreadable.map(({ population, key }) => [population, key]),
      [['repository', 'acme/missing']],
    );
    assert.equal(result.accounted['change']?.kind, 'none');
    assert.match(result.accounted['change'].note, /acme\/missing/);
  });

  test('reviews that cannot be read leave the approvals unknown, never empty', async () => {
    const server = await hub(acme());
    server.faults = (path) => (path.includes('/pulls/12/reviews') ? refusal(404, 'Not Found') : null);
    const { of, tools } = await read(server, { settings: CHANGES });
    const change = of('change').find(({ number }) => number === '12');
    assert.equal(change?.form, 'pull-request');
    assert.equal('approvals' in (change ?? {}), false);
    assert.ok(tools.lines.some((line) => line.includes('reviews of pull request 12 in acme/app')));
  });

  test('a commit whose pull request is not told is no direct push', async () => {
    const server = await hub(acme());
    server.faults = (path) => (path.includes('/commits/p3/pulls') ? refusal(409, 'Conflict') : null);
    const { of } = await read(server, { settings: CHANGES });
    const change = of('change').find(({ revision }) => revision === 'p3');
    assert.equal('form' in (change ?? {}), false);
  });

  test('a count of GitHub that differs leaves a hole, and is told as it is when it stays so', async () => {
    const hidden: HubPull = { number: 99, by: 'bo', mergedAt: '2026-03-05T00:00:00Z', end: 'gone' };
    const server = await hub(acme({ repositories: [{ ...APP, pulls: [...(APP.pulls ?? []), hidden] }] }));
    server.faults = (path) => {
      const body = JSON.stringify([]);
      return path.startsWith('/repos/acme/app/pulls?') ? { kind: 'answer', status: 200, body } : null;
    };
    const first = await read(server, { settings: CHANGES });
    assert.equal(first.accounted['change']?.kind, 'none');
    assert.match(first.accounted['change'].note, /GitHub counts 3 merged pull requests, and 2 came/);
    const second = await read(server, { settings: CHANGES, cursor: first.cursor, startedAt: Date.UTC(2026, 6, 2) });
    assert.equal(second.accounted['change']?.kind, 'none');
    const third = await read(server, { settings: CHANGES, cursor: second.cursor, startedAt: Date.UTC(2026, 6, 3) });
    const { kind, sourceCount, ourCount } = third.accounted['change'] as Accounted;
    assert.deepEqual({ kind, sourceCount, ourCount }, { kind: 'counted', sourceCount: 3, ourCount: 2 });
  });

  const pushedBack = (sha: string, parent: string, day: string) => ({
    sha,
    parents: [parent],
    at: `${day}T00:00:00Z`,
    by: 'bo',
    message: sha,
  });

  test('a push that is dated back arrived between two runs, and hides nothing behind it', async () => {
    const since = '2026-01-01T00:00:00Z';
    const settings = { reads: ['change'], since };
    const server = await hub(acme());
    const first = await read(server, { settings, startedAt: Date.UTC(2026, 2, 12) });
    const { history = [] } = APP;
    const pushed = [
      pushedBack('q3', 'q2', '2026-03-20'),
      pushedBack('q2', 'q1', '2024-06-01'),
      pushedBack('q1', 'p3', '2026-03-15'),
    ];
    server.organization.repositories = [{ ...APP, history: [...pushed, ...history] }];
    const { of } = await read(server, { settings, cursor: first.cursor, startedAt: Date.UTC(2026, 3, 1) });
    assert.deepEqual(
      of('change').map(({ revision, mergedAt }) => [revision, mergedAt]),
      [
        ['q3', '2026-03-20T00:00:00.000Z'],
        ['q2', '2026-03-11T23:58:00.000Z/2026-04-01T00:00:00.000Z'],
        ['q1', '2026-03-15T00:00:00.000Z'],
      ],
    );
  });

  test('a push that the first run finds from before what the settings want does not end the walk', async () => {
    const { history = [] } = APP;
    const [last, ...others] = history;
    const hidden = [
      ...(last === undefined ? [] : [{ ...last, parents: ['q2'] }]),
      pushedBack('q2', 'm12', '2024-06-01'),
      ...others,
    ];
    const server = await hub(acme({ repositories: [{ ...APP, history: hidden }] }));
    const { of } = await read(server, { settings: { reads: ['change'], since: '2026-03-05T00:00:00Z' } });
    assert.deepEqual(
      of('change').map(({ revision }) => revision),
      ['m12', 'p3'],
    );
  });

  test('a commit that an earlier run had on the branch keeps its date when its line is another one', async () => {
    const server = await hub(acme());
    const settings = { reads: ['change'] };
    const first = await read(server, { settings, startedAt: Date.UTC(2026, 2, 12) });
    const history = [pushedBack('q1', 'c1', '2026-03-20'), ...(APP.history ?? [])];
    server.organization.repositories = [{ ...APP, history }];
    const { of } = await read(server, { settings, cursor: first.cursor, startedAt: Date.UTC(2026, 3, 1) });
    assert.deepEqual(
      of('change').map(({ revision }) => revision),
      ['q1'],
      'what is in the history of the last end is not dated anew',
    );
  });

  test('a second run reads only what is new', async () => {
    const server = await hub(acme({ repositories: [long(33)] }));
    const first = await read(server, { settings: CHANGES });
    server.organization.repositories = [long(35)];
    const before = server.requests.length;
    const second = await read(server, { settings: CHANGES, cursor: first.cursor, startedAt: Date.UTC(2026, 6, 2) });
    assert.equal(new Set(numbers(first)).size, 33);
    assert.deepEqual(numbers(second), ['35', '34']);
    assert.ok(server.requests.length - before < 25, `${server.requests.length - before} requests`);
  });
});

const settled = (page: Page): readonly string[] => [
  ...page.records.map(({ population, fact }) => `${population} ${JSON.stringify(fact)}`),
  ...(page.unreadable ?? []).map(({ population, key, note }) => `${population} ${key} ${note}`),
];

suite('when it is stopped', () => {
  const world = () =>
    acme({ repositories: [APP, { ...APP, name: 'acme/old', archived: true }], members: [user('ada')] });

  const ways: readonly [string, readonly string[] | null][] = [
    ['all repositories of an organization', null],
    ['repositories that are named, of which one is not there', ['acme/app', 'acme/missing', 'acme/old']],
  ];
  for (const [name, repositories] of ways) {
    test(`after a crash at any page, the next run brings what an undisturbed one does: ${name}`, async () => {
      const server = await hub(world());
      const settings = { repositories };
      const whole = await read(server, { settings });
      const expected = new Set(whole.pages.flatMap(settled));
      assert.ok(whole.pages.length > 8);
      for (let count = 1; count < whole.pages.length; count += 1) {
        const before = whole.pages.slice(0, count);
        const after = await read(server, { settings, cursor: saved(before.at(-1)?.cursor ?? null) });
        const both = new Set([...before, ...after.pages].flatMap(settled));
        assert.deepEqual(both, expected, `after page ${count}`);
        for (const population of ['change', 'vulnerability'])
          assert.deepEqual(
            after.accounted[population],
            whole.accounted[population],
            `${population} after page ${count}`,
          );
      }
    });
  }

  test('an abort ends it at once, in the middle of a request that is not answered', { timeout: 10_000 }, async () => {
    const server = await hub(acme());
    server.faults = (path) => (path.includes('/pulls?') ? { kind: 'hang' } : null);
    const controller = new AbortController();
    const reason = new Error('stop');
    const { input } = begun(server, { signal: controller.signal, settings: CHANGES });
    const reading = allPages(github.collect(input, null));
    while (!server.requests.some((line) => line.includes('/pulls?'))) await new Promise(setImmediate);
    const before = performance.now();
    controller.abort(reason);
    await assert.rejects(reading, (error) => error === reason);
    assert.ok(performance.now() - before < 500);
  });

  test('an abort ends the wait for a limit', { timeout: 10_000 }, async () => {
    const server = await hub(acme());
    server.faults = () => refusal(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '3600' });
    const controller = new AbortController();
    const { input, tools } = begun(server, { signal: controller.signal, settings: CHANGES });
    const reading = allPages(github.collect(input, null));
    while (tools.lines.length === 0) await new Promise(setImmediate);
    assert.match(tools.lines[0] ?? '', /GitHub asks to wait for 3600 seconds/);
    controller.abort(new Error('stop'));
    await assert.rejects(reading, { message: 'stop' });
  });
});

const body = (text: string): ReturnType<Faults> => ({ kind: 'answer', status: 200, body: text });
const LISTS = ['/orgs/acme/repos', '/orgs/acme/members', '/repos/acme/app/pulls?', '/repos/acme/app/dependabot/alerts'];

suite('hostile answers', () => {
  const unfit: readonly [string, string][] = [
    ['an object', '{"message":"all is well"}'],
    ['a text', 'all is well'],
    ['a body that is cut off', '[{"number": 12,'],
    ['nothing', ''],
    ['null', 'null'],
    ['an object with a list and a count', '{"total_count":1,"items":{}}'],
  ];
  for (const [name, text] of unfit) {
    test(`${name} in place of a list is never an empty list`, async () => {
      for (const list of LISTS) {
        const server = await hub(acme({ members: [user('ada')] }));
        server.faults = (path) => (path.startsWith(list) ? body(text) : null);
        const result = await read(server).catch((error: unknown) => error);
        if (list === '/orgs/acme/repos') {
          assert.ok(failed('source_refused')(result), list);
          continue;
        }
        const { accounted, looks } = result as Read;
        const population = list.includes('members') ? 'account' : list.includes('pulls') ? 'change' : 'vulnerability';
        assert.equal(accounted[population]?.kind, 'none', list);
        assert.ok(!looks.some((look) => look.startsWith(population)), list);
      }
    });
  }

  test('items of the wrong form stay, unreadable, beside those that can be read', async () => {
    const server = await hub(
      acme({
        repositories: [
          { ...APP, alerts: [{ number: 5, state: 7 }, ...(APP.alerts ?? [])] },
          { name: 'acme/wrong', archived: 'yes' as unknown as boolean },
          { name: 'constructor' },
          { name: 'acme/../../user' },
        ],
        members: [user('ada'), { login: 4 }],
      }),
    );
    server.faults = (path) => (path === '/repos/acme/app/pulls/12' ? body('{"number":12,"title":{}}') : null);
    const { unreadable, of, accounted } = await read(server);
    assert.deepEqual(unreadable.map(({ population, key }) => `${population} ${key}`).toSorted(), [
      'account github/unnamed/1',
      'change acme/app@m12',
      'repository acme/../../user',
      'repository acme/wrong',
      'repository constructor',
      'vulnerability acme/app/dependabot/5',
    ]);
    assert.equal(of('repository').length, 1);
    assert.deepEqual(of('vulnerability').length, 2);
    assert.equal(accounted['change']?.kind, 'none');
  });

  test('members named like those of every object are nothing', async () => {
    const evil = '{"__proto__":{"archived":true},"constructor":{"prototype":{"private":true}},"full_name":"acme/app"}';
    const server = await hub(acme());
    server.faults = (path) => (path.startsWith('/orgs/acme/repos') ? body(`[${evil}]`) : null);
    const { of } = await read(server, { settings: { reads: ['repository'] } });
    assert.deepEqual(only(of('repository')), { name: 'acme/app' });
    assert.equal(({} as Payload)['archived'], undefined);
  });

  test('a list of a million brackets, one inside the other, is refused in bounded time', {
    timeout: 20_000,
  }, async () => {
    const server = await hub(acme());
    const deep = '['.repeat(1_000_000) + ']'.repeat(1_000_000);
    server.faults = (path) => (path.startsWith('/repos/acme/app/pulls?') ? body(deep) : null);
    const { accounted, unreadable } = await read(server, { settings: CHANGES });
    assert.deepEqual(
      unreadable.map(({ key }) => key),
      ['acme/app@unnamed/0'],
    );
    assert.equal(accounted['change']?.ourCount, 2); // found by the commits of the branch
  });

  test('an answer without an end is given up', { timeout: 20_000 }, async () => {
    const server = await hub(acme());
    server.faults = (path) => (path.startsWith('/repos/acme/app/pulls?') ? body(`["${'x'.repeat(2_000_000)}"]`) : null);
    const tools = testTools({ workFolder: testFolder(), http: { answer: 1_000_000 } });
    const { input } = begun(server, { settings: CHANGES });
    await assert.rejects(allPages(github.collect({ ...input, tools }, null)), failed('answer_too_large'));
  });

  test('a next page is never asked of another host', async () => {
    const other = await hub(acme());
    const server = await hub(acme());
    const link = `<${other.url}/orgs/acme/repos?page=2>; rel="next"`;
    server.faults = (path) =>
      path.startsWith('/orgs/acme/repos') ? { kind: 'answer', status: 200, headers: { link }, body: '[]' } : null;
    await assert.rejects(read(server), failed('address_refused'));
    assert.deepEqual(other.requests, []);
  });
});

suite('a look before it is connected', () => {
  test('says what can be read, and what not', async () => {
    const server = await hub(acme({ withoutSecondFactor: null }));
    const { input } = begun(server, {});
    assert.deepEqual((await github.test(input)).seen, [
      'Readable: the repositories of acme.',
      'Readable: the members of acme.',
      'Not readable: who has no second factor in acme. GitHub answered 422 (Only owners can use this filter.).',
    ]);
  });

  test('fails where nothing could be read', async () => {
    const server = await hub({ ...acme(), name: 'other' });
    await assert.rejects(github.test(begun(server, {}).input), failed('source_refused'));
  });

  const blamed: readonly [string, ReturnType<Faults>, Readonly<Record<string, unknown>>, string, string][] = [
    ['an organization that is not there', null, { organization: 'nobody' }, 'source_refused', 'organization'],
    [
      'a repository that is not there',
      null,
      { organization: null, repositories: ['acme/no'] },
      'source_refused',
      'repositories',
    ],
    ['a token that may not read it', refusal(403, 'Resource not accessible'), {}, 'source_refused', 'token'],
    ['a token that is none', refusal(401, 'Bad credentials'), {}, 'secret_refused', 'token'],
    ['a server that does not answer', { kind: 'drop' }, {}, 'http_failed', 'baseUrl'],
    ['a server that is another', refusal(418, 'a teapot'), {}, 'http_failed', 'baseUrl'],
  ];
  for (const [name, fault, settings, code, field] of blamed)
    test(`says of ${name} which field of the form is to blame`, async () => {
      const server = await hub(acme());
      if (fault !== null) server.faults = () => fault;
      await assert.rejects(
        github.test(begun(server, { settings }).input),
        (error) => failed(code)(error) && error instanceof DomainError && error.fields.includes(field),
      );
      assert.ok(
        field in github.settings.parse(begun(server, {}).input.settings) ||
          github.secrets.some((each) => each.name === field),
      );
    });

  test('blames no field where a server fails by itself', async () => {
    const server = await hub(acme());
    server.faults = () => refusal(500, 'it broke');
    await assert.rejects(github.test(begun(server, {}).input), (error) => {
      assert.ok(failed('http_failed')(error) && error instanceof DomainError);
      return error.facts['setting'] === undefined;
    });
  });

  const unfit: readonly [string, Record<string, unknown>][] = [
    ['neither organization nor repositories', {}],
    ['a repository without owner', { repositories: ['app'] }],
    ['a repository that climbs', { repositories: ['acme/..'] }],
    ['an address in the clear', { organization: 'acme', baseUrl: 'http://github.example' }],
    ['a pattern that is none', { organization: 'acme', tickets: '(' }],
    ['a setting that there is not', { organization: 'acme', everything: true }],
  ];
  for (const [name, settings] of unfit)
    test(`settings are refused: ${name}`, () => assert.equal(github.settings.safeParse(settings).success, false));
});
