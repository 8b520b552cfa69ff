import assert from 'node:assert/strict';
import { cpSync, existsSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import type { Accounted, Json, Page } from '#/collectors/collector.ts';
import { DomainError } from '#/core/errors.ts';
import type { Fact } from '#/core/populations/index.ts';
import { populationNamed } from '#/core/populations/index.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { type TestRepository, testRepository } from '#test/kit/repository.ts';
import { testServer } from '#test/kit/server.ts';
import { allPages, saved, testTools, type TestTools } from '#test/kit/tools.ts';
import { addressOf } from './address.ts';
import { parseLog } from './commit.ts';
import { git } from './git.ts';

const BO = 'Bo <bo@acme.example>';
const GITHUB = 'GitHub <noreply@github.com>';

interface Read {
  readonly pages: readonly Page[];
  readonly changes: readonly Fact<'change'>[];
  readonly releases: readonly Fact<'deployment'>[];
  readonly unreadable: readonly { readonly key: string; readonly note: string }[];
  readonly accounted: Readonly<Record<string, Accounted>>;
  readonly cursor: Json;
  readonly tools: TestTools;
}

interface Over {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly cursor?: Json | null;
  readonly startedAt?: number;
  readonly workFolder?: string;
}

/** One reading, whose records the populations accept. */
async function read({ folder }: Pick<TestRepository, 'folder'>, over: Over = {}): Promise<Read> {
  const tools = testTools({ workFolder: over.workFolder ?? testFolder(), ...over });
  const settings = git.settings.parse({ repository: folder, name: 'acme/app', ...over.settings });
  const pages = await allPages(git.collect({ settings, secrets: {}, tools }, over.cursor ?? null));
  const records = pages.flatMap((page) => page.records);
  for (const { population, fact } of records) populationNamed(population).schema.parse(fact);
  const of = (name: string) => records.filter(({ population }) => population === name).map(({ fact }) => fact);
  return {
    pages,
    changes: of('change') as readonly Fact<'change'>[],
    releases: of('deployment') as readonly Fact<'deployment'>[],
    unreadable: pages.flatMap((page) => page.unreadable ?? []),
    accounted: Object.fromEntries(pages.flatMap((page) => page.accounted ?? []).map((each) => [each.population, each])),
    cursor: saved(pages.at(-1)?.cursor ?? null),
    tools,
  };
}

const only = <T>(items: readonly T[]): T => {
  assert.equal(items.length, 1);
  return items[0] as T;
};

const failed =
  (code: string, says = /./u, field?: string) =>
  (error: unknown) =>
    error instanceof DomainError &&
    error.code === code &&
    says.test(error.message) &&
    (field === undefined || error.fields.includes(field));

const one = async (message: string, said?: Parameters<TestRepository['commit']>[1], settings = {}) => {
  const repository = testRepository(testFolder());
  const revision = repository.commit(message, said);
  return { revision, fact: only((await read(repository, { settings })).changes) };
};

const someone = (number: number) => `P${number % 7} <p${number % 7}@acme.example> ${1_700_000_000 + number} +0000`;

/** Three pages of arrivals, every tenth of them a merge. */
function long(folder: string): TestRepository {
  const repository = testRepository(folder);
  const stream: string[] = [];
  for (let number = 1; number <= 4_500; number += 1) {
    if (number % 10 === 0) {
      stream.push(
        'commit refs/heads/topic',
        `mark :${number + 10_000}`,
        `committer ${someone(number + 3)}`,
        'data 5',
        'topic',
      );
      stream.push(`from :${number - 2}`, '');
    }
    stream.push('commit refs/heads/main', `mark :${number}`, `committer ${someone(number)}`, 'data 4', 'main');
    if (number > 1) stream.push(`from :${number - 1}`);
    if (number % 10 === 0) stream.push(`merge :${number + 10_000}`);
    stream.push('');
  }
  repository.git(['fast-import', '--quiet'], { input: `${stream.join('\n')}\n` });
  return repository;
}

/** `file://` is read in place, so a remote of this machine is reached as a host would be, by a helper of ours. */
const remoteOf = (repository: TestRepository) => {
  repository.git(['config', 'uploadpack.allowFilter', 'true']);
  const url = 'ssh://git.acme.example/acme/app.git';
  const there = (tools: TestTools): TestTools => ({
    ...tools,
    git: (args, options) =>
      tools.git(
        args.map((arg) => (arg === url ? `file://${repository.folder}` : arg)),
        options,
      ),
  });
  return { url, there };
};

const readRemote = async (repository: TestRepository, workFolder: string, cursor: Json | null = null) => {
  const { url, there } = remoteOf(repository);
  const tools = there(testTools({ workFolder }));
  const settings = git.settings.parse({ repository: url });
  const pages = await allPages(git.collect({ settings, secrets: {}, tools }, cursor));
  const records = pages.flatMap((page) => page.records);
  return {
    records,
    cursor: saved(pages.at(-1)?.cursor ?? null),
    seen: (await git.test({ settings, secrets: {}, tools })).seen,
  };
};

suite('one commit', () => {
  test('without trailer or mark was pushed as it is, and nobody approved it', async () => {
    const { revision, fact } = await one('Fix the gate\n\nIt did not close.\n', { by: BO, at: '2026-03-03T10:00:00Z' });
    assert.deepEqual(fact, {
      repository: 'acme/app',
      revision,
      form: 'direct-push',
      number: null,
      title: 'Fix the gate',
      branch: 'main',
      author: 'email:bo@acme.example',
      coauthors: [],
      mergedBy: 'email:bo@acme.example',
      mergedAt: '2026-03-03T10:00:00.000Z',
      headRevision: null,
      approvals: [],
    });
  });

  test('is unknown where the settings say that pull requests are merged by rebasing', async () => {
    const { fact } = await one('Fix', {}, { plainCommits: 'unknown' });
    assert.deepEqual([fact.form, fact.number, fact.approvals], [undefined, undefined, undefined]);
  });

  test('with a review trailer came by a way that git does not record', async () => {
    const { revision, fact } = await one('Fix\n\nReviewed-by: Bo <Bo@Acme.example>\nApproved-by: @carla\n', {
      at: '2026-03-03T12:00:00+02:00',
    });
    const stated = { state: 'approved', at: '2026-03-03T10:00:00.000Z', revision, grade: 'stated' };
    assert.equal(fact.form, undefined);
    assert.deepEqual(fact.approvals, [
      { by: 'email:bo@acme.example', ...stated },
      { by: 'name:@carla', ...stated },
    ]);
  });

  test('a statement of origin, or of knowing about it, is no approval', async () => {
    const { fact } = await one('Fix\n\nSigned-off-by: Ada <ada@acme.example>\nAcked-by: Bo <bo@acme.example>\n');
    assert.deepEqual([fact.form, fact.approvals], ['direct-push', []]);
  });

  test('who tested it says that a check ended well, and that this is a statement', async () => {
    const { fact } = await one('Fix\n\nTested-by: CI <ci@acme.example>\n');
    assert.deepEqual(fact.checks, [{ name: 'Tested-by (stated)', result: 'success' }]);
    assert.deepEqual([fact.form, fact.approvals], ['direct-push', []]);
  });

  test('the settings decide what a trailer means', async () => {
    const settings = { trailers: { 'Acked-By': 'approval', 'Reviewed-by': 'nothing', 'Blocked-by': 'rejection' } };
    const message = 'Fix\n\nAcked-by: bo@acme.example\nReviewed-by: carla@acme.example\nBlocked-by: dan@acme.example\n';
    const { fact } = await one(message, {}, settings);
    assert.deepEqual(
      fact.approvals?.map(({ by, state }) => [by, state]),
      [
        ['email:bo@acme.example', 'approved'],
        ['email:dan@acme.example', 'changes-requested'],
      ],
    );
  });

  test('a line that looks like a trailer in the middle of a message is none', async () => {
    const { fact } = await one('Fix\n\nReviewed-by: nobody, which is the problem.\n\nSo it is fixed.\n');
    assert.deepEqual([fact.form, fact.approvals], ['direct-push', []]);
  });

  test('co-authors are named, the author is not one', async () => {
    const trailers = ['Bo <bo@acme.example>', 'Ada <ADA@acme.example>', 'x <7+Carla@users.noreply.github.com>'];
    const { fact } = await one(`Fix\n\n${trailers.map((who) => `Co-authored-by: ${who}`).join('\n')}\n`);
    assert.equal(fact.author, 'email:ada@acme.example');
    assert.deepEqual(fact.coauthors, [{ by: 'email:bo@acme.example' }, { by: 'github:carla' }]);
  });

  const MARKS: readonly (readonly [string, string])[] = [
    ['Fix the gate (#17)\n\nbody', '17'],
    ['Revert "Fix the gate (#17)" (#19)', '19'],
    ['Merged in fix (pull request #5)\n', '5'],
    ['Merged PR 33: fix', '33'],
    ['Fix\n\nSee merge request acme/app!8\n', '8'],
  ];
  for (const [message, number] of MARKS)
    test(`"${message.split('\n', 1)[0]}" names a pull request, which a message does not prove`, async () => {
      const { fact } = await one(message);
      assert.deepEqual([fact.number, fact.form, fact.approvals], [number, undefined, undefined]);
      const proven = await one(message, {}, { pullRequests: { proof: true } });
      assert.deepEqual([proven.fact.number, proven.fact.form], [number, 'pull-request']);
    });

  for (const message of [
    'Fix #17',
    'Revert "Fix the gate (#17)"',
    'Fix\n\nSame as (#17)',
    'See merge request acme/app!8',
  ])
    test(`"${message}" names none`, async () => {
      assert.equal((await one(message)).fact.form, 'direct-push');
    });

  test('that a review tool names itself in keeps its way unknown', async () => {
    const { fact } = await one('Fix\n\nChange-Id: I1\nReviewed-on: https://review.acme.example/c/app/+/123\n');
    assert.deepEqual([fact.form, fact.approvals], [undefined, undefined]);
  });

  test('tickets and emergencies are found by the forms that the settings give', async () => {
    const settings = { tickets: String.raw`\bACME-\d+\b`, emergency: '^Emergency: yes$|\\[hotfix\\]' };
    const message = 'Fix ACME-12 [hotfix]\n\nACME-12 and ACME-7, not UTF-8\n';
    const { fact } = await one(message, {}, settings);
    assert.deepEqual([fact.tickets, fact.emergency], [['ACME-12', 'ACME-7'], true]);
    const none = await one('Fix', {}, settings);
    assert.deepEqual([none.fact.tickets, none.fact.emergency], [[], false]);
  });

  test('that a platform committed for somebody does not say for whom', async () => {
    const { fact } = await one('Fix (#3)', { committer: GITHUB });
    assert.equal(fact.author, 'email:ada@acme.example');
    assert.equal(fact.mergedBy, undefined);
  });

  const PEOPLE: readonly (readonly [string, string | undefined])[] = [
    ['Ada <ADA@Acme.Example>', 'email:ada@acme.example'],
    ['Ada <1234+Ada-L@users.noreply.github.com>', 'github:ada-l'],
    ['Ada <ada-l@users.noreply.github.com>', 'github:ada-l'],
    ['dependabot[bot] <49699333+dependabot[bot]@users.noreply.github.com>', 'bot:github/dependabot[bot]'],
    ['renovate[bot] <bot@renovate.example>', 'bot:git/renovate[bot]'],
    ['Robot <ci[bot]@acme.example>', 'bot:git/ci[bot]'],
    ['Ada <>', 'name:Ada'],
    ['Ada <root>', 'email:root'],
  ];
  for (const [who, handle] of PEOPLE)
    test(`${who} is ${handle}`, async () => {
      const { fact } = await one('Fix', { by: who });
      assert.deepEqual([fact.author, fact.mergedBy], [handle, handle]);
    });

  test('of a date that is none stays as unreadable', async () => {
    const repository = testRepository(testFolder());
    const tree = repository.git(['write-tree']);
    const raw = `tree ${tree}\nauthor A <a@b> 9000000000000 +0000\ncommitter A <a@b> 9000000000000 +0000\n\nFix\n`;
    const revision = repository.git(['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], { input: raw });
    repository.git(['update-ref', 'refs/heads/main', revision]);
    const { unreadable, changes, accounted } = await read(repository);
    assert.equal(changes.length, 0);
    assert.equal(only(unreadable).key, `acme/app@${revision}`);
    assert.deepEqual([accounted['change']?.sourceCount, accounted['change']?.ourCount], [1, 1]);
  });

  test('of hostile bytes is read for what it is', async () => {
    const repository = testRepository(testFolder());
    const tree = repository.git(['write-tree']);
    const head = Buffer.from(
      `tree ${tree}\nauthor \u001e\u001f A <a@b\u0001> 1000 +0000\ncommitter A <a@b> 1000 +0000\n\n`,
    );
    const input = Buffer.concat([
      head,
      Buffer.from([0xff, 0xfe, 0x0a, 0x1e, 0x1f, 0xc3, 0x28]),
      Buffer.from('\n\u0000Reviewed-by: x\n'),
    ]);
    const revision = repository.git(['hash-object', '-t', 'commit', '-w', '--stdin', '--literally'], { input });
    repository.git(['update-ref', 'refs/heads/main', revision]);
    const after = repository.commit('honest');
    const { changes } = await read(repository);
    assert.deepEqual(
      changes.map((each) => each.revision),
      [revision, after],
    );
    assert.deepEqual(
      changes.map(({ approvals }) => approvals),
      [[], []],
      'what stands behind a NUL is not part of the message',
    );
  });

  test('without a message, and of a message that has no end, are records', async () => {
    assert.equal((await one('')).fact.title, undefined);
    const { fact } = await one(`${'x'.repeat(100_000)}\n`);
    assert.equal(fact.title?.length, 1_001);
  });
});

suite('a merge', () => {
  test('brings a branch: its last author wrote it, the others wrote parts, and how it was reviewed is unknown', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    const merge = repository.merge("Merge branch 'topic'", [
      BO,
      'Carla <carla@acme.example>',
      'Dan <dan@acme.example>',
    ]);
    const { changes } = await read(repository);
    assert.equal(changes.length, 2, 'what the branch brought is part of the merge');
    const fact = changes[1];
    assert.equal(fact?.revision, merge);
    assert.equal(fact.headRevision, repository.git(['rev-parse', 'HEAD^2']));
    assert.equal(fact.author, 'email:dan@acme.example');
    assert.deepEqual(
      new Set(fact.coauthors?.map(({ by }) => by)),
      new Set(['email:bo@acme.example', 'email:carla@acme.example']),
    );
    assert.equal(fact.mergedBy, 'email:ada@acme.example');
    assert.deepEqual([fact.form, fact.number, fact.approvals], [undefined, undefined, undefined]);
  });

  test('by a platform was asked for by its author', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    repository.merge('Merge pull request #12 from acme/fix\n\nFix', [BO], { committer: GITHUB });
    const fact = (await read(repository)).changes[1];
    assert.deepEqual([fact?.mergedBy, fact?.author], ['email:ada@acme.example', 'email:bo@acme.example']);
    assert.deepEqual([fact?.number, fact?.form], ['12', undefined]);
  });

  test('with review trailers states who approved the merge itself', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    const merge = repository.merge('Merge fix\n\nReviewed-by: Bo <bo@acme.example>', ['Carla <carla@acme.example>']);
    const fact = (await read(repository)).changes[1];
    assert.deepEqual(
      fact?.approvals?.map(({ by, revision }) => [by, revision]),
      [['email:bo@acme.example', merge]],
    );
  });

  test('of several branches has no single end, and all its authors', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    for (const who of ['bo', 'carla']) {
      repository.git(['checkout', '-q', '-b', who, 'main']);
      repository.commit(who, { by: `${who} <${who}@acme.example>` });
    }
    repository.git(['checkout', '-q', 'main']);
    repository.git(['merge', '-q', '--no-ff', '-m', 'octopus', 'bo', 'carla']);
    const fact = (await read(repository)).changes[1];
    assert.equal(fact?.headRevision, undefined);
    assert.deepEqual([fact?.author, fact?.coauthors], ['email:bo@acme.example', [{ by: 'email:carla@acme.example' }]]);
  });

  test('of what came earlier by another merge brings nothing but itself', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    repository.merge('Merge fix', [BO]);
    const tip = repository.git(['rev-parse', 'HEAD^2']);
    const tree = repository.git(['rev-parse', 'HEAD^{tree}']);
    const again = repository.git(['commit-tree', '-p', 'HEAD', '-p', tip, '-m', 'Merge it again', tree]);
    repository.git(['update-ref', 'refs/heads/main', again]);
    const fact = (await read(repository)).changes[2];
    assert.deepEqual([fact?.author, fact?.coauthors], ['email:ada@acme.example', []]);
  });
});

suite('readings', () => {
  test('account for every commit by the count of git', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    repository.merge('Merge fix', [BO, BO, BO]);
    repository.commit('third');
    const { accounted, changes } = await read(repository, { startedAt: 5_000 });
    const { change } = accounted;
    assert.equal(changes.length, 3);
    assert.deepEqual([change?.kind, change?.from, change?.to], ['counted', 0, 5_000]);
    assert.deepEqual([change?.sourceCount, change?.ourCount, change?.rejected], [3, 3, 0]);
    assert.match(change?.note ?? '', /read in place/);
  });

  test('keep the output of git as it was, and say where in it a change stands', async () => {
    const repository = testRepository(testFolder());
    const [first, second] = [repository.commit('first'), repository.commit('second')];
    const { pages } = await read(repository);
    const [page] = pages;
    const artifact = only(page?.artifacts ?? []);
    assert.deepEqual(
      parseLog(artifact.bytes).map(({ id }) => id),
      [first, second],
    );
    assert.deepEqual(
      page?.records.map(({ place }) => place),
      ['commit 1', 'commit 2'],
    );
    const [program, ...args] = artifact.name.split(' ');
    assert.equal(program, 'git');
    assert.deepEqual(Buffer.from(repository.git(args)).length, artifact.bytes.length, 'the command prints it again');
  });

  test('go on from the last one, and bring what is new only', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    const before = await read(repository, { startedAt: 1_000 });
    const nothing = await read(repository, { cursor: before.cursor, startedAt: 2_000 });
    assert.deepEqual([nothing.changes.length, nothing.accounted['change']?.sourceCount], [0, 0]);
    assert.deepEqual([nothing.accounted['change']?.from, nothing.accounted['change']?.to], [1_000, 2_000]);
    const merge = repository.merge('Merge fix', [BO]);
    const next = await read(repository, { cursor: nothing.cursor, startedAt: 3_000 });
    assert.deepEqual(
      next.changes.map(({ revision }) => revision),
      [merge],
    );
    assert.deepEqual(next.changes[0]?.author, 'email:bo@acme.example');
    assert.deepEqual([next.accounted['change']?.from, next.accounted['change']?.sourceCount], [2_000, 1]);
  });

  const FIRST = Date.UTC(2026, 2, 3);
  const SECOND = Date.UTC(2026, 3, 1);
  const BETWEEN = '2026-03-03T00:00:00.000Z/2026-04-01T00:00:00.000Z';

  test('take the date of a commit for its arrival only where it can be', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first', { at: '2024-06-01T10:00:00Z' });
    const before = await read(repository, { startedAt: FIRST });
    assert.equal(only(before.changes).mergedAt, '2024-06-01T10:00:00.000Z', 'nobody looked before');
    const pushes: readonly (readonly [string, string, string | undefined])[] = [
      ['2024-06-01T10:00:00Z', BETWEEN, '2024-06-01T10:00:00.000Z'],
      ['2026-03-02T23:59:59Z', BETWEEN, '2026-03-02T23:59:59.000Z'],
      ['2026-03-03T00:00:00Z', '2026-03-03T00:00:00.000Z', '2026-03-03T00:00:00.000Z'],
      ['2026-04-01T01:00:00Z', '2026-04-01T01:00:00.000Z', '2026-04-01T01:00:00.000Z'],
      ['2026-04-01T01:00:01Z', BETWEEN, undefined],
    ];
    for (const [at] of pushes) repository.commit('pushed\n\nReviewed-by: Bo <bo@acme.example>', { at });
    const { changes } = await read(repository, { cursor: before.cursor, startedAt: SECOND });
    assert.deepEqual(
      changes.map(({ mergedAt, approvals }) => [mergedAt, approvals?.[0]?.at]),
      pushes.map(([, mergedAt, stated]) => [mergedAt, stated]),
    );
  });

  test('place what was dated after the first of them before it', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first', { at: '2030-01-01T00:00:00Z' });
    const { changes } = await read(repository, { startedAt: FIRST });
    assert.equal(only(changes).mergedAt, '1970-01-01T00:00:00.000Z/2026-03-03T00:00:00.000Z');
  });

  test('of an empty repository account for nothing, and go on when something comes', async () => {
    const repository = testRepository(testFolder());
    const empty = await read(repository);
    const { change, deployment } = empty.accounted;
    assert.deepEqual([empty.changes.length, change?.sourceCount], [0, 0]);
    assert.deepEqual([change?.kind, deployment?.kind], ['none', 'none'], 'that nothing ever arrived is not said');
    assert.match(change?.note ?? '', /its branch main has no commit/);
    repository.commit('first');
    assert.equal((await read(repository, { cursor: empty.cursor })).changes.length, 1);
  });

  test('notice a rewritten history, and read it again from where it was rewritten', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    const kept = repository.commit('second');
    repository.commit('third');
    repository.commit('fourth');
    const before = await read(repository);
    repository.git(['reset', '-q', '--hard', kept]);
    const other = repository.commit('another third');
    const { changes, accounted, tools } = await read(repository, { cursor: before.cursor });
    assert.deepEqual(
      changes.map(({ revision }) => revision),
      [other],
    );
    assert.match(accounted['change']?.note ?? '', /rewritten: 2 commits/);
    assert.deepEqual([accounted['change']?.sourceCount, accounted['change']?.ourCount], [1, 1]);
    assert.ok(tools.lines.some((line) => /^warning: .*rewritten/.test(line)));
  });

  test('read all again when what was read is gone altogether', async () => {
    const folder = testFolder();
    const repository = testRepository(folder);
    repository.commit('first');
    const before = await read(repository);
    rmSync(repository.folder, { recursive: true });
    const other = testRepository(folder);
    other.commit('another first');
    other.commit('another second');
    const { changes, accounted } = await read(other, { cursor: before.cursor });
    assert.equal(changes.length, 2);
    assert.match(accounted['change']?.note ?? '', /rewritten/);
    assert.equal(accounted['change']?.from, 0);
  });

  test('see what a merge of the default branch into a topic, pushed onto it, lets arrive', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    repository.git(['checkout', '-q', '-b', 'topic']);
    const own = repository.commit('written on the side', { by: BO });
    repository.git(['checkout', '-q', 'main']);
    repository.commit('second');
    const before = await read(repository);
    repository.git(['checkout', '-q', 'topic']);
    repository.git(['merge', '-q', '-m', "Merge branch 'main'", 'main']);
    const merge = repository.git(['rev-parse', 'HEAD']);
    repository.git(['update-ref', 'refs/heads/main', merge]);
    const { changes, accounted } = await read(repository, { cursor: before.cursor });
    assert.deepEqual(
      changes.map(({ revision }) => revision),
      [own, merge],
    );
    assert.equal(changes[0]?.form, 'direct-push');
    assert.deepEqual([accounted['change']?.sourceCount, accounted['change']?.ourCount], [2, 2]);
    assert.doesNotMatch(accounted['change']?.note ?? '', /rewritten/);
  });

  test('say when the default branch is another one', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    const before = await read(repository);
    repository.git(['branch', '-m', 'main', 'trunk']);
    const { accounted } = await read(repository, { cursor: before.cursor });
    assert.match(accounted['change']?.note ?? '', /was main and is now trunk/);
  });

  test('do not vouch for a copy without its older history', async () => {
    const folder = testFolder();
    const repository = testRepository(folder);
    repository.commit('first');
    repository.commit('second');
    repository.git(['clone', '-q', '--bare', '--depth', '1', `file://${repository.folder}`, path.join(folder, 'copy')]);
    const { accounted, changes } = await read({ folder: path.join(folder, 'copy') });
    assert.equal(changes.length, 1);
    assert.equal(accounted['change']?.kind, 'none');
    assert.match(accounted['change']?.note ?? '', /older history was left out/);
  });

  test('come from a server that gives objects one by one, each asked for once', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    repository.commit('second');
    repository.git(['update-server-info']);
    const server = await testServer((request, response) => {
      const { pathname } = new URL(request.url ?? '', 'http://localhost');
      const file = path.join(repository.folder, '.git', pathname);
      if (existsSync(file)) response.end(readFileSync(file));
      else response.writeHead(404).end();
    });
    const { changes } = await read(repository, { settings: { repository: server.url } });
    assert.equal(changes.length, 2);
    const objects = server.requests.filter((each) => each.includes('/objects/'));
    assert.equal(objects.length, new Set(objects).size, objects.join('\n'));
  });

  test('that cannot be reached is told in words, not in those of git', async () => {
    const empty = testFolder();
    const of = (folder: string) =>
      git.test({
        settings: git.settings.parse({ repository: folder }),
        secrets: {},
        tools: testTools({ workFolder: empty }),
      });
    const unclear = (says: RegExp) => failed('source_unclear', says, 'repository');
    await assert.rejects(of(`${empty}/nothing`), unclear(/there is no such folder on the machine of/));
    await assert.rejects(of(empty), unclear(/holds no git repository/));
    await assert.rejects(of(import.meta.filename), unclear(/a file, and no folder/));
    await assert.rejects(of('http://127.0.0.1:1/code'), unclear(/its host does not answer/));
  });

  test('need a branch that there is', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    await assert.rejects(read(repository, { settings: { branch: 'gone' } }), failed('source_unclear', /./u, 'branch'));
    repository.git(['checkout', '-q', '--detach']);
    await assert.rejects(read(repository), failed('source_unclear', /./u, 'branch'));
    assert.equal((await read(repository, { settings: { branch: 'main' } })).changes.length, 1);
  });
});

suite('a reading that stops in the middle', () => {
  const repository = long(testFolder());

  test('goes on from any page, and brings the same records and the same count', async () => {
    const whole = await read(repository, { startedAt: 1_000 });
    assert.equal(whole.changes.length, 4_500);
    assert.ok(whole.pages.length >= 4, `${whole.pages.length} pages`);
    for (let stop = 0; stop < whole.pages.length - 1; stop += 1) {
      const before = whole.pages.slice(0, stop + 1).flatMap((page) => page.records);
      const rest = await read(repository, { cursor: saved(whole.pages[stop]?.cursor ?? null), startedAt: 1_000 });
      const together = [...before, ...rest.pages.flatMap((page) => page.records)];
      assert.deepEqual(
        together.map(({ fact }) => fact),
        whole.pages.flatMap((page) => page.records).map(({ fact }) => fact),
      );
      if (whole.pages.slice(0, stop + 1).some((page) => page.accounted !== undefined)) continue;
      assert.deepEqual(rest.accounted['change'], whole.accounted['change']);
    }
  });

  test('begins again at what is accounted for when the history was rewritten meanwhile', async () => {
    const work = long(testFolder());
    const [first] = (await read(work)).pages;
    work.git(['reset', '-q', '--hard', 'main~4000']);
    work.commit('another end');
    const { changes, accounted } = await read(work, { cursor: saved(first?.cursor ?? null) });
    assert.equal(changes.length, 501);
    assert.deepEqual([accounted['change']?.sourceCount, accounted['change']?.ourCount], [501, 501]);
  });

  test('is ended by its signal', async () => {
    const run = new AbortController();
    const tools = testTools({ workFolder: testFolder(), signal: run.signal });
    const settings = git.settings.parse({ repository: repository.folder });
    const pages = git.collect({ settings, secrets: {}, tools }, null);
    assert.equal((await pages.next()).done, false);
    run.abort(new Error('enough'));
    await assert.rejects(pages.next(), /enough/);
  });
});

suite('a copy', () => {
  const MARCH_2 = '2026-03-02T12:00:00.000Z';
  const JULY = Date.UTC(2026, 6, 1);

  /** A repository and a clone of it, of then. */
  function cloned(...options: readonly string[]) {
    const folder = testFolder();
    const there = testRepository(folder);
    there.commit('first');
    const place = path.join(folder, 'clone');
    there.git(['clone', '-q', ...options, there.folder, place], { at: MARCH_2 });
    const here: TestRepository['git'] = (args, said) => there.git(['-C', place, ...args], said);
    const inside = (file: string) => path.join(here(['rev-parse', '--absolute-git-dir']), file);
    const written = (file: string, at: string) => utimesSync(inside(file), new Date(at), new Date(at));
    written('description', MARCH_2);
    /** The next reading takes it as fetched then: git keeps the time of the file that it writes. */
    const fetch = (at: string, ...from: readonly string[]) => {
      here(['fetch', '-q', ...from], { at });
      written('FETCH_HEAD', at);
    };
    const write = (file: string, text: string, at: string) => {
      writeFileSync(inside(file), text);
      written(file, at);
    };
    return { there, folder: place, git: here, fetch, write };
  }

  test('accounts until it last asked, and counts nothing for the repository that it is a copy of', async () => {
    const copy = cloned();
    copy.there.commit('pushed by another since');
    const { accounted, changes } = await read(copy, { startedAt: JULY });
    const { change, deployment } = accounted;
    assert.equal(changes.length, 1);
    assert.deepEqual(
      [change?.kind, change?.from, change?.to, change?.sourceCount, change?.ourCount],
      ['contiguous', 0, Date.parse(MARCH_2), null, 1],
    );
    assert.match(change?.note ?? '', /a copy, read as its remote origin was .* 2 Mar 2026, 12:00 UTC by the clock/);
    assert.deepEqual([deployment?.kind, deployment?.to], ['contiguous', Date.parse(MARCH_2)]);
  });

  test('goes on where it asked again, also where there was nothing new', async () => {
    const copy = cloned();
    const before = await read(copy, { startedAt: JULY });
    copy.fetch('2026-03-05T00:00:00Z');
    const nothing = await read(copy, { startedAt: JULY + 1, cursor: before.cursor });
    const spans = [nothing.accounted['change']];
    const second = copy.there.commit('second', { at: '2026-03-03T00:00:00Z' });
    copy.fetch('2026-03-09T00:00:00Z');
    const next = await read(copy, { startedAt: JULY + 2, cursor: nothing.cursor });
    spans.push(next.accounted['change']);
    assert.deepEqual(
      spans.map((span) => [span?.from, span?.to]),
      [
        [Date.parse(MARCH_2), Date.UTC(2026, 2, 5)],
        [Date.UTC(2026, 2, 5), Date.UTC(2026, 2, 9)],
      ],
    );
    const [change] = next.changes;
    assert.deepEqual(
      [change?.revision, change?.mergedAt],
      [second, '2026-03-05T00:00:00.000Z/2026-03-09T00:00:00.000Z'],
      'it arrived between the two times at which the remote was asked',
    );
  });

  test('whose files were copied without their times was asked when its log says, and not when it was copied', async () => {
    const copy = cloned();
    copy.fetch('2026-03-09T00:00:00Z');
    const place = path.join(testFolder(), 'copied');
    cpSync(copy.folder, place, { recursive: true });
    const { accounted } = await read({ folder: place });
    assert.equal(accounted['change']?.to, Date.parse(MARCH_2));
    cpSync(copy.folder, `${place} with times`, { recursive: true, preserveTimestamps: true });
    const faithful = await read({ folder: `${place} with times` });
    assert.equal(faithful.accounted['change']?.to, Date.UTC(2026, 2, 9));
  });

  test('asked its remote only where what was fetched came from there', async () => {
    const copy = cloned();
    const other = path.join(testFolder(), 'other');
    copy.git(['clone', '-q', '--bare', copy.there.folder, other]);
    copy.fetch('2026-03-09T00:00:00Z', other, 'main');
    assert.equal((await read(copy, { startedAt: JULY })).accounted['change']?.to, Date.parse(MARCH_2));
    copy.git(['remote', 'add', 'fork', other]);
    copy.fetch('2026-03-10T00:00:00Z', 'fork');
    assert.equal((await read(copy, { startedAt: JULY })).accounted['change']?.to, Date.parse(MARCH_2));
    copy.git(['remote', 'set-url', 'origin', `${copy.there.folder}/.git/`]);
    copy.fetch('2026-03-11T00:00:00Z', 'origin');
    assert.equal((await read(copy, { startedAt: JULY })).accounted['change']?.to, Date.UTC(2026, 2, 11));
  });

  test('was not cloned from where its remote is now, if its address was changed since', async () => {
    const copy = cloned();
    copy.git(['remote', 'set-url', 'origin', '/srv/elsewhere.git']);
    const { change } = (await read(copy, { startedAt: JULY })).accounted;
    assert.equal(change?.kind, 'none');
    copy.git(['remote', 'set-url', 'origin', `${copy.there.folder}/`]);
    assert.equal((await read(copy, { startedAt: JULY })).accounted['change']?.to, Date.parse(MARCH_2));
  });

  for (const [address, written] of [
    ['https://ada:word@host.example:8443/acme/app.git/', 'https://host.example:8443/acme/app'],
    ['ssh://git@host.example/acme/app.git', 'ssh://host.example/acme/app'],
    ['git@host.example:acme/app.git', 'host.example:acme/app'],
    ['/srv/a@b:c/app.git', '/srv/a@b:c/app'],
  ] as const)
    test(`whose remote is ${address} asked it where git wrote ${written}`, async () => {
      const copy = cloned();
      copy.git(['remote', 'set-url', 'origin', address]);
      const head = copy.git(['rev-parse', 'origin/main']);
      copy.write('FETCH_HEAD', `${head}\t\tbranch 'main' of ${written}\n`, '2026-03-09T00:00:00Z');
      assert.equal((await read(copy, { startedAt: JULY })).accounted['change']?.to, Date.UTC(2026, 2, 9));
    });

  test('is read as the remote was, whatever its own branches are', async () => {
    const copy = cloned();
    const second = copy.there.commit('second');
    copy.fetch('2026-03-09T00:00:00Z');
    copy.git(['checkout', '-q', '--orphan', 'work']);
    copy.git(['branch', '-q', '-D', 'main']);
    const { accounted, changes } = await read(copy, { startedAt: JULY });
    assert.deepEqual([changes.at(-1)?.revision, changes.at(-1)?.branch], [second, 'main']);
    assert.deepEqual([accounted['change']?.kind, accounted['change']?.to], ['contiguous', Date.UTC(2026, 2, 9)]);
  });

  test('says what is here alone, which is read when it was pushed, and that this asks, too', async () => {
    const copy = cloned();
    copy.there.git(['checkout', '-q', '-b', 'other']);
    copy.git(['commit', '-q', '--allow-empty', '-m', 'not pushed yet']);
    const before = await read(copy, { startedAt: JULY });
    assert.equal(before.changes.length, 1);
    assert.match(before.accounted['change']?.note ?? '', /commits of main here that it did not have then, .*: 1/);
    copy.git(['push', '-q', 'origin', 'main'], { at: '2026-03-20T00:00:00Z' });
    const { changes, accounted } = await read(copy, { startedAt: JULY, cursor: before.cursor });
    assert.equal(changes.length, 1);
    assert.deepEqual(accounted['change']?.to, Date.UTC(2026, 2, 20));
    assert.doesNotMatch(accounted['change']?.note ?? '', /here that it did not have/);
  });

  test('without anything that says when it asked accounts for no time', async () => {
    const copy = cloned();
    rmSync(path.join(copy.folder, '.git', 'logs'), { recursive: true });
    const { accounted, cursor, changes } = await read(copy, { startedAt: JULY });
    assert.deepEqual([changes.length, accounted['change']?.kind, accounted['deployment']?.kind], [1, 'none', 'none']);
    copy.fetch('2026-03-09T00:00:00Z');
    const { change } = (await read(copy, { startedAt: JULY, cursor })).accounted;
    assert.deepEqual([change?.kind, change?.from, change?.to], ['contiguous', 0, Date.UTC(2026, 2, 9)]);
  });

  test('of nothing, or whose remote was never asked, accounts for no time', async () => {
    const folder = testFolder();
    const there = testRepository(folder);
    there.git(['clone', '-q', there.folder, path.join(folder, 'clone')]);
    const nothing = await read({ folder: path.join(folder, 'clone') });
    const here = testRepository(folder, 'never');
    here.git(['remote', 'add', 'origin', there.folder]);
    here.commit('first');
    const never = await read(here);
    assert.deepEqual([nothing.accounted['change']?.kind, never.accounted['change']?.kind], ['none', 'none']);
  });

  test('without files of its own is one, too', async () => {
    const copy = cloned('--mirror');
    copy.there.commit('second');
    assert.equal((await read(copy, { startedAt: JULY })).accounted['change']?.kind, 'none');
    copy.fetch('2026-03-09T00:00:00Z');
    const { changes, accounted } = await read(copy, { startedAt: JULY });
    assert.deepEqual([changes.length, accounted['change']?.to], [2, Date.UTC(2026, 2, 9)]);
  });

  test('goes on from what readings of before read of its own branch, which is not called rewritten', async () => {
    const copy = cloned();
    copy.git(['commit', '-q', '--allow-empty', '-m', 'not pushed']);
    const head = copy.git(['rev-parse', 'HEAD']);
    const to = Date.UTC(2026, 5, 1);
    const cursor = { v: 1, branch: 'main', read: head, since: { head, to }, brought: 0 };
    copy.there.commit('second', { at: '2026-04-01T00:00:00Z' });
    copy.fetch('2026-04-02T00:00:00Z');
    const { changes, accounted } = await read(copy, { startedAt: JULY, cursor });
    const { change } = accounted;
    assert.deepEqual(
      [only(changes).mergedAt, change?.from, change?.to],
      ['2026-04-01T00:00:00.000Z', Date.UTC(2026, 3, 2), Date.UTC(2026, 3, 2)],
    );
    assert.match(change?.note ?? '', /earlier readings read another copy of the branch, .* \(1\)/);
    assert.doesNotMatch(change?.note ?? '', /rewritten/);
  });

  test('of several remotes is read as that of the name origin; else somebody says which', async () => {
    const copy = cloned();
    copy.git(['remote', 'add', 'fork', copy.there.folder]);
    assert.equal((await read(copy, { startedAt: JULY })).accounted['change']?.to, Date.parse(MARCH_2));
    copy.git(['remote', 'rename', 'origin', 'upstream']);
    await assert.rejects(read(copy), failed('source_unclear', /several remotes/));
  });

  test('whose remote took the name of the one that it was cloned from was never asked', async () => {
    const copy = cloned();
    const other = testRepository(testFolder());
    other.commit('of others');
    copy.git(['remote', 'rename', 'origin', 'upstream']);
    copy.git(['remote', 'add', 'origin', other.folder]);
    const { change } = (await read(copy, { startedAt: JULY })).accounted;
    assert.equal(change?.kind, 'none');
    assert.match(change?.note ?? '', /nothing here says when that was last asked/);
    copy.git(['remote', 'remove', 'upstream']);
    assert.equal((await read(copy, { startedAt: JULY })).accounted['change']?.kind, 'none');
  });

  test('whose remote was rewritten does not say of what was read before that it was never there', async () => {
    const copy = cloned();
    copy.there.commit('second');
    copy.git(['pull', '-q'], { at: '2026-03-05T00:00:00Z' });
    const before = await read(copy, { startedAt: JULY });
    assert.equal(before.changes.length, 2);
    copy.there.git(['reset', '-q', '--hard', 'HEAD~1']);
    copy.there.commit('another second');
    copy.fetch('2026-03-09T00:00:00Z');
    const { change } = (await read(copy, { startedAt: JULY, cursor: before.cursor })).accounted;
    assert.match(
      change?.note ?? '',
      /commits of main here that it did not have then, of which this reading takes .*: 1/,
    );
    assert.match(change?.note ?? '', /rewritten: 1 commits that were on the default branch are no longer/);
    assert.doesNotMatch(change?.note ?? '', /not there|not read/);
  });

  test('needs a branch that was fetched', async () => {
    const copy = cloned();
    copy.git(['branch', 'topic']);
    await assert.rejects(
      read(copy, { settings: { branch: 'topic' } }),
      failed('source_unclear', /nothing was fetched of a branch topic of origin/),
    );
  });

  test('says so at a first look', async () => {
    const copy = cloned();
    const settings = git.settings.parse({ repository: copy.folder });
    const { seen } = await git.test({ settings, secrets: {}, tools: testTools({ workFolder: testFolder() }) });
    assert.match(seen.join(' '), /copy of its remote origin, .* at 2 Mar 2026, 12:00 UTC/);
  });
});

suite('tags', () => {
  test('are releases where their name says so: annotated ones by whom and when, others without a date', async () => {
    const repository = testRepository(testFolder());
    const first = repository.commit('first', { at: '2026-03-01T00:00:00Z' });
    repository.git(['tag', '-a', '-m', 'one', 'v1.0.0'], { by: BO, at: '2026-03-02T09:00:00Z' });
    repository.git(['tag', 'v1.1.0']);
    repository.git(['tag', '-a', '-m', 'no', 'nightly']);
    const { releases, unreadable, accounted, pages } = await read(repository, { startedAt: 7_000 });
    assert.deepEqual(releases, [
      {
        id: 'acme/app@v1.0.0',
        repository: 'acme/app',
        revision: first,
        deployedBy: 'email:bo@acme.example',
        deployedAt: '2026-03-02T09:00:00.000Z',
      },
    ]);
    assert.equal(only(unreadable).key, 'acme/app@v1.1.0');
    assert.deepEqual(
      [accounted['deployment']?.ourCount, accounted['deployment']?.from, accounted['deployment']?.to],
      [2, 0, 7_000],
    );
    assert.deepEqual(
      pages.flatMap((page) => page.looks ?? []),
      [{ population: 'deployment', scope: 'acme/app@' }],
    );
  });

  test('reach customers, and take the date of their commit, where the settings say so', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first', { at: '2026-03-01T00:00:00Z' });
    repository.git(['tag', 'v1.1.0']);
    repository.git(['tag', 'v1.2.0-rc.1']);
    const settings = { releases: { production: String.raw`^v\d+\.\d+\.\d+$`, undated: 'commit' } };
    const { releases } = await read(repository, { settings });
    assert.deepEqual(
      releases.map(({ id, production, deployedAt, deployedBy }) => [id, production, deployedAt, deployedBy]),
      [
        ['acme/app@v1.1.0', true, '2026-03-01T00:00:00.000Z', undefined],
        ['acme/app@v1.2.0-rc.1', false, '2026-03-01T00:00:00.000Z', undefined],
      ],
    );
  });

  test('that point to something else than a commit have no revision', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    repository.git(['tag', '-a', '-m', 'tree', 'v1.0', 'HEAD^{tree}']);
    repository.git(['tag', '-a', '-m', 'again', 'v1.1', 'v1.0']);
    const { releases } = await read(repository);
    assert.deepEqual(
      releases.map(({ revision }) => revision),
      [null, undefined],
    );
  });

  test('can be left out', async () => {
    const repository = testRepository(testFolder());
    repository.commit('first');
    repository.git(['tag', '-a', '-m', 'one', 'v1.0.0']);
    const { accounted } = await read(repository, { settings: { releases: null } });
    assert.equal(accounted['deployment'], undefined);
  });
});

suite('a remote', () => {
  test('is fetched, and fetched again, without its files', async () => {
    const workFolder = testFolder();
    const repository = testRepository(testFolder());
    repository.git(['checkout', '-q', '-b', 'trunk']);
    repository.commit('first');
    repository.merge('Merge fix', [BO]);
    repository.git(['tag', '-a', '-m', 'one', 'v1.0.0']);
    const before = await readRemote(repository, workFolder);
    assert.deepEqual(
      before.records.map(({ fact }) => ['branch' in fact ? fact.branch : 'tag']),
      [['trunk'], ['trunk'], ['tag']],
    );
    assert.match(before.seen.join(' '), /branch trunk can be fetched/);
    repository.commit('third');
    repository.git(['tag', '-d', 'v1.0.0']);
    const after = await readRemote(repository, workFolder, before.cursor);
    assert.equal(after.records.length, 1);
  });

  test('that was rewritten is noticed', async () => {
    const workFolder = testFolder();
    const repository = testRepository(testFolder());
    const first = repository.commit('first');
    repository.commit('second');
    const before = await readRemote(repository, workFolder);
    repository.git(['reset', '-q', '--hard', first]);
    const other = repository.commit('another second');
    const after = await readRemote(repository, workFolder, before.cursor);
    assert.deepEqual(
      after.records.map(({ fact }) => 'revision' in fact && fact.revision),
      [other],
    );
  });

  test('without commits, and with tags on anything, is read', async () => {
    const workFolder = testFolder();
    const repository = testRepository(testFolder());
    assert.deepEqual((await readRemote(repository, workFolder)).records, []);
    repository.commit('first');
    const blob = repository.git(['hash-object', '-w', '--stdin'], { input: 'a file' });
    repository.git(['tag', '-a', '-m', 'a file', 'v0.1', blob]);
    const { records } = await readRemote(repository, workFolder);
    assert.deepEqual(
      records.map(({ population }) => population),
      ['change', 'deployment'],
    );
  });

  test('gets no token without TLS', async () => {
    const tools = testTools({ workFolder: testFolder() });
    const settings = git.settings.parse({ repository: 'http://git.acme.example/acme/app.git' });
    await assert.rejects(
      allPages(git.collect({ settings, secrets: { token: 'secret' }, tools }, null)),
      failed('address_refused'),
    );
  });
});

suite('the settings', () => {
  const ADDRESSES: readonly (readonly [string, string, string])[] = [
    ['/srv/git/app.git', 'folder', 'app'],
    ['/srv/git/My App/.git', 'folder', 'My App'],
    ['file:///srv/git/app', 'folder', 'app'],
    ['https://github.com/acme/app.git', 'remote', 'acme/app'],
    ['https://bot@gitlab.example/group/sub/app/', 'remote', 'sub/app'],
    ['ssh://git@host:2222/acme/app', 'remote', 'acme/app'],
    ['git@github.com:acme/app.git', 'remote', 'acme/app'],
    ['git://host/acme/app', 'remote', 'acme/app'],
  ];
  for (const [text, kind, name] of ADDRESSES)
    test(`${text} is a ${kind} called ${name}`, () => {
      const address = addressOf(text);
      assert.deepEqual([address?.kind, address?.name], [kind, name]);
    });

  for (const text of [
    '',
    'app',
    '../app',
    '--upload-pack=touch x',
    '-u',
    'ext::sh -c touch% x',
    'foo::bar',
    'host::bar',
    'ssh://-oProxyCommand=x/y',
    'ssh://-o@host/y',
    'ssh://%2dhost/y',
    'host:-x',
    '-host:x',
    'https://ada:secret@host/x',
    'https://host/x y',
    '/srv/a\nb',
    'file://host/x',
    'ftp://host/x',
  ])
    test(`${JSON.stringify(text)} is refused`, () => {
      assert.equal(addressOf(text), null);
      assert.equal(git.settings.safeParse({ repository: text }).success, false);
    });

  for (const branch of ['-x', 'a b', 'a..b', 'a^', 'a:b', 'a*'])
    test(`a branch ${JSON.stringify(branch)} is refused`, () => {
      assert.equal(git.settings.safeParse({ repository: '/x', branch }).success, false);
    });

  test('a pattern that is none is refused', () => {
    assert.equal(git.settings.safeParse({ repository: '/x', tickets: '(' }).success, false);
  });

  test('a look says what can be seen', async () => {
    const repository = testRepository(testFolder());
    const tools = testTools({ workFolder: testFolder() });
    const settings = git.settings.parse({ repository: repository.folder, name: 'acme/app' });
    assert.match((await git.test({ settings, secrets: {}, tools })).seen.join(' '), /is empty/);
    repository.commit('first');
    const { seen } = await git.test({ settings, secrets: {}, tools });
    assert.match(seen.join(' '), /default branch of acme\/app is main.* Commits that arrived on it: 1/s);
    repository.commit('Mend it (#12)');
    repository.commit('Mend it\n\nReviewed-by: Bob <bob@acme.example>');
    const plain = async (given: object = {}) => {
      const as = git.settings.parse({ ...settings, ...given });
      return (await git.test({ settings: as, secrets: {}, tools })).seen.filter((each) => each.startsWith('Of the'));
    };
    assert.match((await plain()).join(), /^Of the last 3, 1 names no pull request and no review: pushed directly/);
    assert.match((await plain()).join(), /set "Commits with neither trailer nor mark" to "unknown"/);
    assert.deepEqual(await plain({ plainCommits: 'unknown' }), []);
    repository.merge("Merge branch 'topic'", [BO, BO]);
    const merged = (await git.test({ settings, secrets: {}, tools })).seen.join(' ');
    assert.match(merged, /Commits that arrived on it: 4\. 2 more came with those that are merges: a merge is one/);
  });
});
