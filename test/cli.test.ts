import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import type { z } from 'zod';
import { DOCUMENTS, FailureDocument } from '#/app/cli/documents.ts';
import { attestry, commandLines, keptRunning, PROGRAM } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testRepository } from '#test/kit/repository.ts';

const PEOPLE = `Employee,Name,Email,Kind,Start date,End date
1,Ada Lovelace,ada@acme.example,employee,2025-01-06,
2,Bo Derek,bo@acme.example,contractor,2025-02-03,2026-03-31
3,Cleo,cleo@acme.example,employee,someday,
`;

suite('a whole life', { timeout: 900_000 }, async () => {
  const folder = testFolder();
  const data = path.join(folder, 'data');
  const inOne = commandLines(folder);
  const run = (...words: string[]) => inOne(words);
  /** Runs a command with --json, whose document has the documented shape. */
  const json = async <N extends keyof typeof DOCUMENTS>(
    code: number,
    name: N,
    ...more: readonly string[]
  ): Promise<z.output<(typeof DOCUMENTS)[N]>> => {
    const ended = await run(...name.split(' '), ...more, '--json');
    assert.equal(ended.code, code, `${name} ${more.join(' ')}\n${ended.out}${ended.err}`);
    assert.equal(ended.err, '', name);
    return DOCUMENTS[name].parse(JSON.parse(ended.out)) as z.output<(typeof DOCUMENTS)[N]>;
  };
  const says = async (code: number, words: readonly string[], ...patterns: readonly RegExp[]): Promise<string> => {
    const ended = await run(...words);
    assert.equal(ended.code, code, `${words.join(' ')}\n${ended.out}${ended.err}`);
    for (const pattern of patterns) assert.match(ended.out, pattern, words.join(' '));
    return ended.out;
  };
  const repository = testRepository(folder, 'app');
  const first = repository.commit('Begin');
  const merged = repository.merge('Merge pull request #7 from acme/topic\n\nReviewed-by: Bo <bo@acme.example>', [
    'Ada <ada@acme.example>',
  ]);
  const pushed = repository.commit('Mend it at night', { by: 'Bo <bo@acme.example>' });
  writeFileSync(path.join(folder, 'people.csv'), PEOPLE);
  writeFileSync(path.join(folder, 'minutes.md'), '# Minutes\n');
  writeFileSync(path.join(folder, 'empty.pdf'), '');
  writeFileSync(path.join(folder, 'white.txt'), ' \n\n');
  writeFileSync(path.join(folder, 'zero.json'), '[]');

  await test('init makes an organization with its log and its first controls', async () => {
    await says(
      0,
      ['init', 'Acme Inc', '--zone', 'Europe/Berlin', '--promise', 'uptime'],
      /^Acme Inc is ready\. Its log is /u,
      /\d+ controls were adopted/u,
      /attestry source add code --collector git/u, // as the README calls it
    );
    assert.ok(existsSync(path.join(data, 'postgres')));
  });
  await keptRunning(data); // not in a test, whose end would let go of it

  await test('source: add, test, list, collectors', async () => {
    await says(0, ['source', 'list'], /No source is connected/u);
    const collectors = await json(0, 'source collectors');
    assert.deepEqual(collectors.collectors.map(({ id }) => id).toSorted(), [
      'file',
      'git',
      'github',
      'pgbackrest',
      'scan',
    ]);
    await says(
      0,
      ['source', 'add', 'code', '--collector', 'git', '--set', 'repository=app', '--set', 'name=acme/app'],
      /^code can be read, and is connected\. Read it: attestry collect code\nThe default branch/u,
    );
    await says(0, ['source', 'test', 'code'], /Commits that arrived on it: 3\./u);
    const { sources } = await json(0, 'source list');
    assert.deepEqual(
      sources.map(({ id, collector, lastRun }: Record<string, unknown>) => [id, collector, lastRun]),
      [['code', 'git', null]],
    );
  });

  await test('collect reads what is new, once', async () => {
    assert.equal((await run('collect')).out, 'code  3 new or changed\n');
    const { collected } = await json(0, 'collect', 'code');
    assert.deepEqual([collected[0]?.source, collected[0]?.state, collected[0]?.records], ['code', 'finished', 0]);
    const { runs } = await json(0, 'source log', 'code');
    assert.deepEqual(
      runs.map(({ state, records }) => [state, records]),
      [
        ['finished', 0],
        ['finished', 3],
      ],
    );
  });

  await test('import of a file that nobody described shows it, proposes a mapping, and imports nothing', async () => {
    await says(
      1,
      ['import', 'people.csv'],
      /people\.csv is CSV: 3 rows, 6 columns/u,
      /startedOn {2}Start date/u,
      /no form fits all of its dates, such as "someday"/u,
      /Nothing was imported/u,
    );
    const nothing = await json(1, 'import', 'zero.json'); // could be a report of anything, and is taken for none
    assert.deepEqual([nothing.collector, nothing.source, nothing.seen], ['file', null, []]);
    const { proposal, source } = await json(1, 'import', 'people.csv', '--population', 'person');
    assert.equal(source, null);
    assert.deepEqual(proposal?.missing, []);
    assert.deepEqual(proposal?.open, [
      'startedOn: no form fits all of its dates, such as "someday"; correct them, or say the form, as dates.format',
    ]);
    const listed = await json(0, 'population list');
    assert.ok('populations' in listed);
    assert.equal(listed.populations.find(({ name }) => name === 'person')?.items, 0);
  });

  await test('import of a report of a time that has not come says so, and proposes no table', async () => {
    const sample = (name: string) => readFileSync(new URL(`fixtures/samples/${name}`, import.meta.url), 'utf8');
    for (const [name, from, to] of [
      ['trivy-image.json', /\{/u, '{"CreatedAt":"9999-01-01T00:00:00Z",'],
      ['pgbackrest-info.json', /("stop": *)\d+/gu, '$1253370764800'],
    ] as const) {
      writeFileSync(path.join(folder, name), sample(name).replace(from, to));
      const ended = await run('import', name);
      assert.equal(ended.code, 3, ended.out);
      assert.match(ended.err, /is said to be of \d+ \w{3} \d+, \d\d:\d\d UTC, which has not come/u);
      assert.doesNotMatch(ended.out, /columns/u);
    }
    assert.doesNotMatch((await run('source', 'list')).out, /trivy|pgbackrest/u);
  });

  await test('import of a malformed catalogue says what is wrong in it and where, and proposes no table', async () => {
    const sample = readFileSync(new URL('fixtures/samples/pgbackrest-info.json', import.meta.url), 'utf8');
    writeFileSync(path.join(folder, 'catalogue.json'), sample.replace('"stop":1623706322', '"stop":"then"'));
    const ended = await run('import', 'catalogue.json');
    assert.equal(ended.code, 3, ended.out);
    assert.match(ended.err, /is not what the output of pgbackrest info prescribes/u);
    assert.match(ended.err, /\/0\/backup\/0\/timestamp\/stop: /u);
    assert.doesNotMatch(ended.out, /columns/u);
  });

  await test('import with a mapping names every rejected row, and imports nothing half', async () => {
    await says(
      1,
      ['import', 'people.csv', '--population', 'person', '--save', 'mapping.json'],
      /Written to mapping\.json/u,
    );
    const mapping = readFileSync(path.join(folder, 'mapping.json'), 'utf8');
    writeFileSync(
      path.join(folder, 'mapping.json'),
      mapping
        .replaceAll('"iso"', '"yyyy-MM-dd"')
        .replace('"column": "End date",', '"column": "End date", "empty": "none",'),
    );
    const { rows, rejections, source } = await json(1, 'import', 'people.csv', '--mapping', 'mapping.json');
    assert.deepEqual(rows, { total: 3, accepted: 2, skipped: 0, rejected: 1, blank: 0 });
    assert.deepEqual(rejections, [
      {
        row: 'row 4',
        column: 'Start date',
        columns: ['Start date'],
        reason: 'is no date of the form yyyy-MM-dd',
        cell: 'someday',
      },
    ]);
    assert.equal(source, null);
    await says(0, ['source', 'list'], /^source/u);
    assert.equal((await json(0, 'source list')).sources.length, 1);
  });

  await test('import takes the file in when its rows are whole, and again by its name alone', async () => {
    writeFileSync(path.join(folder, 'people.csv'), PEOPLE.replace('someday', '2025-03-03'));
    await says(
      0,
      ['import', 'people.csv', '--mapping', 'mapping.json', '--complete', '--from', '2025-01-01[Europe/Berlin]'],
      /^people {2}3 new or changed$/mu,
    );
    writeFileSync(path.join(folder, 'people.csv'), PEOPLE.replace('someday', '2025-03-03').replace('Derek', 'Diddley'));
    await says(0, ['import', 'people.csv'], /^people {2}1 new or changed, 2 as known$/mu);
    const otherwise = await run('import', 'people.csv', '--from', '2026-01-01[Europe/Berlin]');
    assert.equal(otherwise.code, 2);
    assert.match(otherwise.err, /--from would change that\. Leave it out; or import the file under another name/u);
    const readings = async () => (await json(0, 'population coverage', 'person')).coverage;
    const before = await readings();
    await says(0, ['import', 'people.csv'], /the same to the byte [^.]* accounts for no new\stime/u);
    assert.deepEqual(await readings(), before);
    await says(0, ['import', 'people.csv', '--unchanged'], /^people {2}0 new or changed, 3 as known$/mu);
    const [reached, now] = [before, await readings()].map((all) => Math.max(...all.map(({ to }) => to ?? 0)));
    assert.ok((now ?? 0) > (reached ?? 0), 'that nothing changed accounts for the time since');
    const first = await run('import', 'mapping.json', '--unchanged');
    assert.equal(first.code, 2);
    assert.match(first.err, /No source reads this file yet/u);
  });

  await test('a list that is kept in another tool now says which it follows, and whoever looks is told', async () => {
    const list = (name: string, ...lines: readonly string[]): string => {
      writeFileSync(path.join(folder, name), ['Id,Kind,Detected', ...lines, ''].join('\n'));
      return name;
    };
    list('tickets.csv', 'I-1,security,2026-01-05T08:00:00Z');
    list('pager.csv', 'P-1,security,2026-07-05T08:00:00Z');
    const mapping = {
      population: 'incident',
      fields: {
        id: { column: 'Id' },
        kind: { column: 'Kind' },
        detectedAt: { column: 'Detected', dates: { format: 'iso' } },
      },
    };
    writeFileSync(path.join(folder, 'incidents.json'), JSON.stringify(mapping));
    const described = ['--mapping', 'incidents.json', '--from', '2026-01-01[Europe/Berlin]'];
    await says(
      0,
      ['import', 'tickets.csv', ...described, '--to', '2026-03-31[Europe/Berlin]'],
      /^tickets {2}1 new or changed$/mu,
    );
    const wrong = await run('import', 'pager.csv', ...described, '--follows', 'people');
    assert.equal(wrong.code, 3);
    assert.match(wrong.err, /it tells of person, and the new one of incident/u);
    await says(0, ['import', 'pager.csv', ...described, '--follows', 'tickets'], /^pager {2}1 new or changed$/mu);
    const stated = /^pager follows tickets, as \S+ stated on [^:]+:\d\d: they account for the same list together/mu;
    await says(0, ['source', 'list'], stated);
    await says(0, ['population', 'coverage', 'incident'], stated);
    await says(0, ['population', 'coverage', 'incident'], /^tickets +declared +1 Jan 2026 +31 Mar 2026 /mu);
    const { follows } = await json(0, 'population coverage', 'incident');
    assert.deepEqual(
      follows.map((each) => [each.source, each.follows]),
      [['pager', 'tickets']],
    );
    const later = await run('import', 'pager.csv', '--follows', 'tickets');
    assert.equal(later.code, 2);
    assert.match(later.err, /--follows would change that/u);
  });

  await test('a look at a source ends with 1 when rows cannot be imported', async () => {
    await says(0, ['source', 'test', 'people'], /^3 rows: 3 to import, .* 0 rejected/mu);
    const whole = readFileSync(path.join(folder, 'people.csv'), 'utf8');
    writeFileSync(path.join(folder, 'people.csv'), PEOPLE);
    assert.equal((await json(1, 'source test', 'people')).rejected, 1);
    await says(1, ['import', 'people.csv', '--dry-run'], /row 4, column "Start date"/u);
    writeFileSync(path.join(folder, 'people.csv'), whole);
  });

  await test('population: list, show, export, coverage, reconcile', async () => {
    const listed = await json(0, 'population list', 'person');
    assert.ok('records' in listed);
    const { items, records } = listed;
    const second = 'people/2@2025-02-03[Europe/Berlin]';
    assert.equal(items, 3);
    assert.deepEqual(records.map(({ key }) => key).toSorted(), [
      'people/1@2025-01-06[Europe/Berlin]',
      'people/2@2025-02-03[Europe/Berlin]',
      'people/3@2025-03-03[Europe/Berlin]',
    ]);
    await says(
      0,
      ['population', 'show', 'person', second],
      /name: Bo Derek/u,
      /name: Bo Diddley/u,
      /Read from people\.csv, row 3 \(exported by a person/u,
    );
    const { versions } = await json(0, 'population show', 'person', second, '--artifact', 'read-from.csv');
    const bytes = readFileSync(path.join(folder, 'read-from.csv'));
    assert.equal(hash('sha256', bytes), versions.at(-1)?.source?.sha256);
    assert.match(bytes.toString(), /^Employee,Name,Email/u);
    const lines = (await run('population', 'export', 'change')).out.trimEnd().split('\n');
    assert.deepEqual(new Set(lines.map((line) => JSON.parse(line).fact.revision)), new Set([first, merged, pushed]));
    assert.deepEqual(await json(0, 'population export', 'change', '--out', 'changes.ndjson'), {
      file: 'changes.ndjson',
      items: 3,
    });
    assert.equal(readFileSync(path.join(folder, 'changes.ndjson'), 'utf8').trimEnd().split('\n').length, 3);
    const { coverage } = await json(0, 'population coverage', 'change');
    assert.deepEqual([coverage[0]?.kind, coverage[0]?.sourceCount, coverage[0]?.ourCount], ['counted', 3, 3]);
    const counted = [
      'count',
      '--population',
      'person',
      '--source',
      'people',
      '--note',
      'The number on the list of employees',
    ];
    assert.equal((await json(0, 'population reconcile', ...counted, '--count', '3')).complete, true);
    assert.equal((await json(1, 'population reconcile', ...counted, '--count', '4')).complete, false);
  });

  await test('control: list, show, adopt, edit, add', async () => {
    const { controls } = await json(0, 'control list');
    assert.ok(controls.length > 30, `${controls.length} controls`);
    assert.equal(
      (await json(0, 'control list', '--library', '--criterion', 'CC6.1')).controls.every(({ criteria }) =>
        criteria.includes('CC6.1'),
      ),
      true,
    );
    await says(
      0,
      ['control', 'adopt', 'penetration-test', '--owner', 'cto@acme.example'],
      /penetration-test (is|was) adopted/u,
    );
    await says(
      0,
      ['control', 'edit', 'access-termination', '--limit', 'businessDays=2', '--owner', 'hr@acme.example'],
      /two business days|2 business days/u,
    );
    const { control, versions } = await json(0, 'control show', 'access-termination');
    assert.deepEqual([control.limits['businessDays'], control.owner, versions.length], [2, 'hr@acme.example', 2]);
    await json(
      0,
      'control add',
      'own-control',
      '--title',
      'Our own',
      '--statement',
      'The lead looks at the list of open doors every quarter.',
      '--criterion',
      'CC6.4',
      '--function',
      'security',
      '--frequency',
      'quarterly',
    );
  });

  await test('engagement: create, list', async () => {
    await says(
      0,
      ['engagement', 'create', '--first', '2026-01-01', '--last', '2026-03-31', '--category', 'availability'],
      /^soc2 is open/u,
    );
    const { engagements } = await json(0, 'engagement list');
    assert.deepEqual(
      [engagements[0]?.id, engagements[0]?.first, engagements[0]?.last, engagements[0]?.zone],
      ['soc2', '2026-01-01', '2026-03-31', 'Europe/Berlin'],
    );
  });

  await test('check: list, run, show; every direct push is named', async () => {
    const { runs } = await json(1, 'check run');
    const direct = runs.find(({ check }) => check === 'changes.no-direct-push');
    assert.deepEqual([direct?.population, direct?.counts['deviation'], direct?.counts['unknown']], [3, 2, 1]);
    const { findings } = await json(0, 'check show', 'changes.no-direct-push', '--outcome', 'deviation');
    assert.deepEqual(
      new Set(findings.map(({ item }) => item)),
      new Set([`code/acme/app@${first}`, `code/acme/app@${pushed}`]),
    );
    const { checks } = await json(0, 'check list');
    assert.ok(checks.some(({ id, run: last }) => id === 'changes.no-direct-push' && last?.population === 3));
  });

  await test('deviation: explain, list; the check finds what it found, and what follows is a task', async () => {
    const { findings } = await json(0, 'check show', 'changes.no-direct-push');
    const item = `code/acme/app@${first}`;
    const words = [
      ['--happened', 'The first commit of the repository was pushed.'],
      ['--cause', 'There was nothing to review it against.'],
      ['--follows', 'Repositories begin with a rule.'],
    ].flat();
    const half = await run(
      'deviation',
      'explain',
      'changes.no-direct-push',
      item,
      ...words,
      '--owner',
      'bo@acme.example',
    );
    assert.equal(half.code, 2);
    assert.match(half.err, /with --due/u);
    const done = await json(
      0,
      'deviation explain',
      'changes.no-direct-push',
      item,
      ...words,
      '--owner',
      'bo@acme.example',
      '--due',
      '2026-09-30',
    );
    const { explanations } = await json(0, 'deviation list', 'changes.no-direct-push');
    assert.deepEqual(
      explanations.map((each) => [each.item, each.cause, each.task?.key, each.position]),
      [[item, 'There was nothing to review it against.', done.task, done.said[0]?.position]],
    );
    await says(
      0,
      ['check', 'show', 'changes.no-direct-push'],
      /^1 of 2 explained\.$[^]+What management says of deviations[^]+Why: There was nothing to review it against\./mu,
    );
    const both = findings.flatMap((each) => (each.outcome === 'deviation' ? [each.item] : []));
    assert.equal(both.length, 2);
    await says(
      0,
      ['deviation', 'explain', 'changes.no-direct-push', ...both, ...words, '--other-checks'],
      /Said of 6 deviations, and sealed for each[^]+changes\.no-direct-push +code\/acme/u,
    );
    const again = await json(0, 'deviation list', 'changes.no-direct-push');
    assert.deepEqual(
      again.explanations.map((each) => each.together),
      [6, 6],
    );
    await json(0, 'work done', done.task ?? '', '--note', 'Both have one');
    const { explanations: every } = await json(0, 'deviation list', 'changes.no-direct-push', '--history');
    assert.equal(every.at(-1)?.task?.state, 'done');
    const { key } = await json(0, 'work add', 'Ask the landlord', '--due', '2026-09-30');
    await json(0, 'work drop', key, '--reason', 'He has moved away.');
  });

  await test('exclude, include, disable, enable', async () => {
    const item = `code/acme/app@${first}`;
    const reason = ['--reason', 'The first commit of the repository'];
    const done = await json(0, 'exclude', 'changes.no-direct-push', item, ...reason);
    assert.equal(done.knownOutcome, 'deviation');
    const { runs } = await json(1, 'check run', 'changes.no-direct-push');
    assert.deepEqual([runs[0]?.counts['deviation'], runs[0]?.counts['excluded']], [1, 1]);
    await says(
      0,
      ['include', 'changes.no-direct-push', item, ...reason],
      /^Run it now: attestry check run changes\.no-direct-push$/mu,
    );
    await says(
      0,
      ['check', 'show', 'changes.no-direct-push'],
      /is excluded no more, counts so from the next run: attestry check run/u,
    );
    await json(0, 'disable', 'meetings.minutes-kept', '--reason', 'Minutes are attached by hand');
    await json(0, 'enable', 'meetings.minutes-kept', '--reason', 'They are records again');
  });

  await test('evidence: add, missed, list', async () => {
    await says(
      0,
      ['evidence', 'add', 'security-steering-meeting', 'minutes.md', '--occurred', '2026-03-28'],
      /^Attached to security-steering-meeting, sealed at position \d+: sha256 [0-9a-f]{64}$/mu,
    );
    const refused = ['evidence', 'add', 'security-steering-meeting', 'minutes.md', '--occurred', '2026-03-28'];
    const ended = await run(...refused, '--grade', 'source');
    assert.equal(ended.code, 2);
    assert.match(ended.err, /--grade is export, screenshot, stated: what was read from the source, a source brings/);
    await json(
      0,
      'evidence missed',
      'penetration-test',
      '--occurred',
      '2026-02-01',
      '--note',
      'The vendor moved it to April.',
    );
    const { evidence } = await json(0, 'evidence list');
    assert.deepEqual(
      evidence.map(({ control, occurred, person }) => [control, occurred.slice(0, 10), person]),
      [
        ['security-steering-meeting', '2026-03-28', 'lead@acme.example'],
        ['penetration-test', '2026-02-01', 'lead@acme.example'],
      ],
    );
  });

  await test('person: unresolved, alias, aliases', async () => {
    await says(0, ['person', 'alias', 'github:bo', 'employee:2'], /1 declared, sealed at position \d+/u);
    const { aliases } = await json(0, 'person aliases');
    assert.deepEqual(
      aliases.map(({ handle, is }) => [handle, is]),
      [['github:bo', 'employee:2']],
    );
    assert.deepEqual((await json(0, 'person unresolved')).handles, []);
  });

  await test('status and explain', async () => {
    const { controls, gaps } = await json(1, 'status');
    assert.equal(controls.find(({ id }) => id === 'change-peer-review')?.status, 'deviations found');
    assert.ok(gaps.length > 0);
    assert.ok(controls.every(({ status }) => !/operating|effective|met|passed/iu.test(status)));
    const short = await says(
      1,
      ['status'],
      /SOC 2 Type II, 2026-01-01 to 2026-03-31/u,
      /What stands between here and ready/u,
    );
    const named = (out: string) => gaps.filter(({ control }) => out.includes(` ${control}  `)).length;
    assert.deepEqual([named(short), short.includes(`And ${gaps.length - 8} more`)], [8, true]);
    assert.equal(named(await says(1, ['status', '--gaps'], /What stands between here and ready/u)), gaps.length);
    const explained = await says(0, ['explain', 'change-peer-review'], /changes\.approved-by-another/u);
    assert.ok(explained.includes(pushed));
    await says(
      0,
      ['explain', 'security-steering-meeting'],
      /performed +28 Mar 2026 \(Europe\/Berlin\), by[^]+performance, 28 Mar 2026 \(Europe\/Berlin\): minutes\.md/u,
    );
    await says(0, ['explain', 'incident-handling'], /incident from tickets: declared, 1 Jan 2026 to 31 Mar 2026;/u);
  });

  await test('package: create, verify, reperform', async () => {
    const { verifier } = await json(0, 'ledger key');
    const created = await json(0, 'package create', '--out', 'acme.tar');
    assert.equal(created.engagement, 'soc2');
    const unsigned = await json(1, 'package verify', 'acme.tar');
    assert.deepEqual([unsigned.fine, unsigned.faults, unsigned.signer], [false, [], null]);
    const verified = await json(0, 'package verify', 'acme.tar', '--key', verifier);
    assert.deepEqual([verified.fine, verified.faults], [true, []]);
    const again = await json(0, 'package reperform', 'acme.tar');
    assert.ok(again.runs.length > 30 && again.runs.every(({ kind }) => kind === 'same'));
    assert.ok(again.controls.length > 5 && again.controls.every(({ kind }) => kind === 'same'));
    const bytes = readFileSync(path.join(folder, 'acme.tar'));
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path.join(folder, 'bent.tar'), bytes);
    assert.ok((await json(1, 'package verify', 'bent.tar', '--key', verifier)).faults.length > 0);
  });

  await test('ledger: status, show, verify, fsck, key', async () => {
    const { size, verifier } = await json(0, 'ledger status');
    assert.equal((await json(0, 'ledger status', '--as-of', '3')).size, 3);
    assert.equal((await json(0, 'ledger show', '0')).entry['kind'], 'log-begun');
    const rotated = await json(0, 'ledger key', '--rotate', '--reason', 'The lead left');
    assert.notEqual(rotated.verifier, verifier);
    const verified = await json(0, 'ledger verify'); // the new key, and the line of the audit log
    assert.deepEqual([verified.size, verified.damages], [size + 2, []]);
    await says(0, ['ledger', 'verify'], /Nothing of the log was changed/u, /beside the log .*attestry ledger fsck/u);
    const whole = await json(0, 'ledger fsck');
    assert.deepEqual([whole.entries, whole.damages], [size + 2, []]);
  });

  await test('erase leaves a tombstone, and the log whole', async () => {
    const done = await json(
      0,
      'erase record',
      'person',
      'people/2@2025-02-03[Europe/Berlin]',
      '--reason',
      'Asked to be forgotten',
      '--basis',
      'GDPR, article 17',
    );
    assert.ok(done.positions.length > 0 && done.what.length > 0);
    const left = await json(0, 'population list', 'person');
    assert.ok('records' in left);
    assert.deepEqual(left.records.map(({ presence }) => presence).toSorted(), ['erased', 'present', 'present']);
    const tombstone = left.records.find(({ presence }) => presence === 'erased');
    assert.deepEqual([tombstone?.fact, tombstone?.note], [null, 'Asked to be forgotten']);
    await says(0, ['population', 'show', 'person', tombstone?.key ?? ''], /^erased, received /mu);
    const { left: stay } = await json(
      0,
      'erase artifact',
      done.what[0] ?? '',
      '--reason',
      'It names who asked',
      '--basis',
      'GDPR, article 17',
    );
    const still = left.records.filter(({ presence, key }) => presence === 'present' && stay[0]?.keys.includes(key));
    assert.deepEqual(
      stay.map(({ population, items }) => [population, items]),
      [['person', still.length]],
      'what was read of others stays, and is named; what was erased before is not',
    );
    assert.ok(still.length > 0);
    await json(0, 'erase retention', 'people', '365');
    assert.deepEqual((await json(0, 'erase due')).artifacts, []);
    await json(0, 'erase hold', '--reason', 'A lawsuit is pending');
    const other = left.records.find(({ presence }) => presence === 'present')?.key ?? '';
    const held = [
      'erase',
      'record',
      'person',
      other,
      '--reason',
      'Asked to be forgotten',
      '--basis',
      'GDPR, article 17',
    ];
    const refused = await run(...held);
    assert.equal(refused.code, 3, refused.out + refused.err);
    assert.match(refused.err, /A lawsuit is pending/u);
    await json(0, 'erase hold', '--lift', '--reason', 'It is settled');
    assert.deepEqual((await json(0, 'ledger verify')).damages, []);
    assert.deepEqual((await json(0, 'ledger fsck')).damages, []);
  });

  await test('doctor finds everything in order', async () => {
    const { findings } = await json(0, 'doctor');
    assert.ok(findings.every(({ fine }) => fine));
  });

  /** What a person gets wrong: the words, the code, and what is said. */
  const wrong: readonly [readonly string[], 2 | 3, RegExp][] = [
    [['statsu'], 2, /There is no command "statsu"\. Did you mean "attestry status"\?/u],
    [['source', 'lst'], 2, /There is no command "source lst"\. Did you mean "attestry source list"\?/u],
    [['sources', 'list'], 2, /Did you mean "attestry source list"\?/u],
    [['frobnicate'], 2, /There is no command "frobnicate"\.\n/u],
    [['status', '--contrls'], 2, /status has no option --contrls\. Did you mean --controls\?/u],
    [['source', 'list', 'code'], 2, /source list does not take "code"/u],
    [['source', 'list', '--data'], 2, /--data/u],
    [['source', 'list', '--data', ''], 2, /--data is empty/u],
    [['source', 'test'], 2, /source test needs ID/u],
    [['source', 'test', ''], 2, /ID is empty/u],
    [['source', 'test', 'nothing'], 3, /There is no source "nothing"/u],
    [['source', 'test', '../../etc'], 2, /at "id"/u],
    [['source', 'log', 'code', '--limit', 'many'], 2, /--limit is a whole number, not "many"/u],
    [['source', 'log', 'code', '--limit', '1', '--limit', '2'], 2, /--limit is given 2 times/u],
    [['source', 'log', 'code', '--limit', '1000'], 2, /at "limit"/u],
    [['source', 'add', 'x'], 2, /with --collector/u],
    [['source', 'add', 'x', '--collector', 'gti'], 2, /There is no collector "gti"/u],
    [
      ['source', 'add', 'x', '--collector', 'git', '--set', 'repository'],
      2,
      /--set reads NAME=VALUE, not "repository"/u,
    ],
    [['source', 'add', 'x', '--collector', 'git', '--set', 'repo=app'], 2, /at "settings/u],
    [
      ['source', 'add', 'x', '--collector', 'git', '--settings', 'nothing.json'],
      3,
      /The file nothing\.json cannot be read: there is no such file/u,
    ],
    [['source', 'add', 'x', '--collector', 'git', '--settings', 'minutes.md'], 3, /cannot be read as JSON/u],
    [
      ['source', 'add', 'code', '--collector', 'git', '--set', 'repository=app'],
      3,
      /There is a source "code" already/u,
    ],
    [['source', 'add', 'hub', '--collector', 'github', '--set', 'organization=acme'], 2, /needs the secret "token"/u],
    [['collect', 'nothing'], 3, /There is no source "nothing"/u],
    [['import'], 2, /import needs FILE/u],
    [['import', 'nothing.csv'], 3, /nothing\.csv cannot be read: there is no such file/u],
    [['import', 'data'], 3, /it is a folder/u],
    [['import', 'minutes.md', '--population', 'persons'], 2, /There is no population "persons"/u],
    [['import', 'people.csv', '--population', 'account'], 2, /reads this file already/u],
    [['import', 'minutes.md', '--preset', 'workday'], 2, /There is no preset "workday"; there are bamboohr-employees/u],
    [['import', 'minutes.md', '--mapping', 'minutes.md'], 3, /cannot be read as JSON/u],
    [['population', 'list', 'persons'], 2, /no such population/u],
    [
      ['population', 'show', 'person', 'nobody'],
      3,
      /no item of person "nobody"\.\n +List what there is: attestry population list person/u,
    ],
    [['population', 'export', 'change', '--out', 'nowhere/out.ndjson'], 3, /there is no such file or folder/u],
    [['population', 'list', 'person', '--as-of', '-1'], 2, /--as-of/u],
    [['population', 'reconcile', 'guesses', '--from', '2026-01-01', '--to', '2026-02-01'], 2, /at "kind"/u],
    [['control', 'adopt'], 2, /control adopt needs ID/u],
    [['control', 'adopt', 'nothing'], 2, /There is no/u],
    [['control', 'edit', 'access-termination', '--limit', 'businessDays=two'], 2, /is not a number or JSON: "two"/u],
    [['control', 'edit', 'access-termination', '--frequency', 'sometimes'], 2, /at "frequency"/u],
    [['engagement', 'create'], 2, /with --last/u],
    [['engagement', 'create', 'x', '--last', '2026-02-30'], 2, /at "last"/u],
    [
      ['engagement', 'create', '--first', '2026-01-01', '--last', '2026-03-31'],
      3,
      /There is an engagement "soc2" already/u,
    ],
    [['check', 'show', 'changes.nothing'], 2, /There is no check "changes\.nothing"/u],
    [
      ['exclude', 'changes.no-direct-push', 'nothing', '--reason', 'It is nothing of ours'],
      3,
      /has no item "nothing"/u,
    ],
    [['exclude', 'changes.no-direct-push', 'nothing'], 2, /with --reason/u],
    [
      ['evidence', 'add', 'penetration-test', 'nothing.pdf', '--occurred', '2026-01-01'],
      3,
      /nothing\.pdf cannot be read/u,
    ],
    [
      ['audit', 'engage', 'soc2', 'empty.pdf', '--firm', 'A firm', '--license', '1, NY', '--signed', '2026-01-05'],
      3,
      /empty\.pdf is empty/u,
    ],
    [['evidence', 'add', 'penetration-test', 'empty.pdf', '--occurred', '2026-03-28'], 3, /empty\.pdf is empty/u],
    [['evidence', 'add', 'penetration-test', 'white.txt', '--occurred', '2026-03-28'], 3, /but white space/u],
    [['evidence', 'add', 'penetration-test', 'minutes.md', '--occurred', 'yesterday'], 2, /at "occurred"/u],
    [['person', 'alias', 'bo', 'employee:2'], 2, /not a handle/u],
    [['person', 'alias', 'github:x', 'employee:99'], 3, /employee:99/u],
    [['status', '--engagement', 'nothing'], 3, /There is no engagement "nothing"/u],
    [['explain', 'CC99.9'], 3, /CC99\.9/u],
    [['package', 'create'], 2, /with --out/u],
    [['demo', '--data', path.join(folder, 'nowhere'), '--seed', 'none'], 2, /--seed is a whole number/u],
    [['demo', '--data', path.join(folder, 'nowhere'), '--last', '2026-03-05'], 2, /--last is the last day of a month/u],
    [['package', 'verify', 'nothing.tar'], 3, /nothing\.tar/u],
    [['ledger', 'show', 'first'], 2, /"first" is not a position/u],
    [['ledger', 'show', '999999'], 3, /there is none at position 999999/u],
    [['ledger', 'key', '--rotate'], 2, /with --reason/u],
    [['erase', 'record', 'person', 'nobody', '--reason', 'A wish of theirs'], 2, /with --basis/u],
    [['status', '--org', 'nobody'], 3, /There is no organization "nobody"/u],
  ];
  await Promise.all(
    wrong.map(([words, code, sentence]) =>
      test(`wrong use is told: attestry ${words.join(' ')}`, async () => {
        const ended = await run(...words);
        assert.equal(ended.code, code, ended.out + ended.err);
        assert.match(ended.err, sentence);
        assert.equal(ended.out, '');
        assert.ok(!/^\s+at /mu.test(ended.err), ended.err);
        assert.match(ended.err, /^attestry: .*\n {10}\S/su);
      }),
    ),
  );

  await test('a demo that is asked for wrongly leaves no folder behind', () => {
    assert.equal(existsSync(path.join(folder, 'nowhere')), false);
  });

  await test('a failure has a documented shape, too', async () => {
    const ended = await run('source', 'test', 'nothing', '--json');
    assert.equal(ended.code, 3);
    assert.equal(FailureDocument.parse(JSON.parse(ended.out)).error.code, 'not_found');
  });

  await test('with two organizations it must be said which', async () => {
    await json(0, 'init', 'Other', '--no-controls');
    const ended = await run('status');
    assert.equal(ended.code, 2);
    assert.match(ended.err, /There are several organizations: acme-inc, other\./u);
    await says(0, ['--org', 'other', 'source', 'list'], /No source is connected/u);
    await says(0, ['source', 'list', '--org=acme-inc'], /code/u);
  });
});

suite('help', { timeout: 300_000 }, () => {
  const folder = testFolder();
  const inOne = commandLines(folder);
  const run = (...words: string[]) => inOne(words);

  test('attestry alone, help and --help list every command', async () => {
    const [alone, help, option] = await Promise.all([run(), run('help'), run('--help')]);
    assert.equal(alone.code, 0);
    assert.equal(alone.out, help.out);
    assert.equal(alone.out, option.out);
    for (const name of Object.keys(DOCUMENTS)) assert.ok(alone.out.includes(`  ${name} `), name);
  });

  test('a noun alone shows its commands, and says by its code that nothing was done', async () => {
    const [noun, help] = await Promise.all([run('ledger'), run('help', 'ledger')]);
    assert.deepEqual([noun.code, help.code], [2, 0]);
    assert.equal(noun.out, help.out);
    for (const name of ['status', 'show', 'verify', 'fsck', 'key']) assert.ok(noun.out.includes(`  ledger ${name} `));
  });

  test('help of a command is the same either way, also with --json, and makes nothing', async () => {
    const [before, after, documented] = await Promise.all([
      run('help', 'source', 'add'),
      run('source', 'add', '--help'),
      run('source', 'add', '--help', '--json'),
    ]);
    assert.match(before.out, /^attestry source add ID \[options\]\n\nConnect a source\.\n/u);
    assert.equal(after.out, before.out);
    assert.equal(documented.out, before.out);
    assert.ok(!existsSync(path.join(folder, 'data')));
  });
});

suite('where it runs', { timeout: 600_000 }, () => {
  test('looking into a folder without data says how to begin, and makes nothing', async () => {
    const folder = testFolder();
    for (const words of [['status'], ['source', 'list'], ['doctor']]) {
      const ended = await attestry(words, { folder });
      assert.equal(ended.code, words[0] === 'doctor' ? 0 : 3, ended.err);
      if (words[0] !== 'doctor')
        assert.match(
          ended.err,
          /There is no organization in this data folder yet\.\n {10}Make one, or look at the demo company: attestry init NAME, or attestry demo/u,
        );
      assert.ok(!existsSync(path.join(folder, 'data')));
    }
  });

  test('a data folder that cannot be made is named, with the reason', async () => {
    const folder = testFolder();
    writeFileSync(path.join(folder, 'file'), '');
    const ended = await attestry(['init', 'Acme'], { folder, data: path.join(folder, 'file', 'data') });
    assert.equal(ended.code, 3);
    assert.match(ended.err, /file\/data\S* cannot be made or used: a part of its path is a file and not a folder/u);
    const found = await attestry(['doctor'], { folder, data: path.join(folder, 'file', 'data') });
    assert.equal(found.code, 1);
    assert.match(found.out, /wrong {2}data/u);
    assert.match(found.out, /fine {3}traces +none are sent/u);
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9', OTEL_EXPORTER_OTLP_HEADERS: 'key=s3cret' };
    const traced = await attestry(['doctor'], { folder, env });
    assert.equal(traced.code, 1);
    assert.match(traced.out, /wrong {2}traces +127\.0\.0\.1:9 does not answer\n/u);
    assert.doesNotMatch(traced.out + traced.err, /s3cret/u);
  });

  test('a data folder in a place that takes none ends a command, and doctor says so', {
    skip: !existsSync('/proc/self'),
  }, async () => {
    const folder = testFolder();
    const data = '/proc/nowhere/data';
    const ended = await attestry(['init', 'Acme'], { folder, data });
    assert.equal(ended.code, 3);
    assert.match(
      ended.err,
      /The file or folder \/proc\/nowhere cannot be made or used: no folder can be made there\./u,
    );
    const found = await attestry(['doctor'], { folder, data });
    assert.equal(found.code, 1);
    assert.match(found.out, /wrong {2}data +\/proc\/nowhere\/data cannot be written: no folder can be made there/u);
  });

  test('an output that cannot be written is a failure, and told', async () => {
    const { promise, resolve } = Promise.withResolvers<readonly [number | null, string]>();
    const child = spawn('sh', ['-c', '"$0" help > /dev/full', PROGRAM], { cwd: testFolder() });
    const told: Buffer[] = [];
    child.stderr.on('data', (bytes: Buffer) => told.push(bytes));
    child.on('close', (code) => resolve([code, Buffer.concat(told).toString()]));
    const [code, err] = await promise;
    assert.equal(code, 3);
    assert.match(err, /^attestry: The output cannot be written: ENOSPC[^\n]*\n$/u);
  });

  test('a variable that is set to nothing is not set', async () => {
    const folder = testFolder();
    const ended = await attestry(['status'], {
      folder,
      env: { ATTESTRY_DATA: '', ATTESTRY_ORG: '', DATABASE_URL: '' },
    });
    assert.equal(ended.code, 3);
    assert.match(ended.err, /There is no organization/u);
    assert.ok(!existsSync(path.join(folder, 'postgres')));
  });

  test('colors and progress go to nobody who does not look', async () => {
    const folder = testFolder();
    const ended = await attestry(['init', 'Acme', '--no-controls'], { folder });
    assert.equal(ended.code, 0);
    const repository = testRepository(folder, 'app');
    for (let count = 0; count < 30; count += 1) repository.commit(`Change ${count}`);
    await keptRunning(path.join(folder, 'data'));
    await attestry(['source', 'add', 'code', '--collector', 'git', '--set', 'repository=app'], { folder });
    for (const words of [['collect'], ['source', 'list'], ['ledger', 'verify'], ['help']]) {
      const { out, err, code } = await attestry(words, { folder });
      assert.equal(code, 0);
      assert.equal(err, '');
      assert.ok(!out.includes('\u001b'), words.join(' '));
    }
  });

  test('what is promised is examined, and what is adopted and not examined is said', async () => {
    const folder = testFolder();
    await keptRunning(path.join(folder, 'data'));
    const days = ['--first', '2026-01-01', '--last', '2026-12-31'];
    const made = await attestry(['init', 'Acme Inc', '--promise', 'uptime'], { folder });
    assert.match(made.out, /engagement create --first 2026-01-01 --last 2026-12-31 --promise uptime$/mu);
    const without = await attestry(['engagement', 'create', 'a', ...days], { folder });
    assert.match(
      without.out,
      /\n1 adopted control serves only what is not examined \(availability\).*\nhave it examined: attestry engagement change a --category availability\n/u,
    );
    const promised = await attestry(['engagement', 'create', 'b', ...days, '--promise', 'uptime'], { folder });
    assert.equal(promised.out, 'b is open, sealed at position 49. See where it stands: attestry status\n');
    const { engagements } = JSON.parse((await attestry(['engagement', 'list', '--json'], { folder })).out);
    assert.deepEqual(
      engagements.map(({ categories, promises }: Record<string, string[]>) => [categories, promises]),
      [
        [['security'], []],
        [['security', 'availability'], ['uptime']],
      ],
    );
  });

  test('a demo that was stopped before its end is never shown as one', async () => {
    const folder = testFolder();
    await keptRunning(path.join(folder, 'data'));
    const stopped = await attestry(['demo'], { folder, noted: (kill) => setTimeout(() => kill('SIGINT'), 3_000) });
    assert.equal(stopped.code, 3, stopped.err);
    assert.equal(stopped.out, '');
    const said = /was stopped before its story was told to the end\.\n {10}Nothing of it can be used/u;
    assert.match(stopped.err, said);
    for (const words of [['demo'], ['status'], ['serve']]) {
      const again = await attestry(words, { folder });
      assert.equal(again.code, 3, words.join());
      assert.equal(again.out, '');
      assert.match(again.err, said);
    }
  });
});
