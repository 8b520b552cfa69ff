import assert from 'node:assert/strict';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { confined } from '#/app/confined.ts';
import { DomainError } from '#/core/errors.ts';
import { configFrom } from '#/platform/config.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { organizationIn, personIn } from '#test/kit/people.ts';
import { testRepository } from '#test/kit/repository.ts';
import { type Browser, testInstallation } from '#test/kit/running.ts';

const folder = testFolder();
const outside = testFolder();
const installation = await testInstallation({ environment: { ATTESTRY_SOURCE_FOLDERS: folder } });
const { attestry } = installation;
const { data } = attestry.config;
const org = await organizationIn(installation, 'acme');
const ada = await personIn(installation, { org, role: 'contributor', email: 'ada@acme.example' });

const ROWS = 'id,title,severity,owner,detectedAt\ni-1,Login was down,high,ada@acme.example,2026-03-01T10:00:00Z\n';
/** A mapping that takes any text for a table, and so brings any file in as an artifact. */
const ANY_TEXT = {
  population: 'incident',
  format: 'csv',
  fields: {
    id: { constant: 'i-1' },
    title: { constant: 'x' },
    severity: { constant: 'high' },
    kind: { constant: 'security' },
    detectedAt: { constant: '2026-03-01T10:00:00Z' },
  },
};
const repositoryIn = (place: string): string => {
  mkdirSync(place, { recursive: true });
  const { git, commit, folder: made } = testRepository(place);
  git(['init', '-q', '-b', 'main', '.']);
  commit('begin');
  return made;
};

for (const place of [folder, outside, data]) writeFileSync(path.join(place, 'rows.csv'), ROWS);
symlinkSync(path.join(data, 'rows.csv'), path.join(folder, 'link.csv'));

const tried = (collector: string, settings: object): ReturnType<Browser['send']> =>
  ada.browser.send('POST', '/api/sources/try', { body: { collector, settings } });
const codeOf = ({ body }: Awaited<ReturnType<Browser['send']>>): unknown =>
  (body['error'] as { code?: string } | undefined)?.code;

test('whoever is let in names files and repositories of the folders that the operator named, and no others', async () => {
  const file = (name: string) => tried('file', { path: name, mapping: ANY_TEXT });
  const git = (repository: string) => tried('git', { repository });
  const well = [await file(path.join(folder, 'rows.csv')), await git(repositoryIn(path.join(folder, 'app')))];
  assert.deepEqual(
    well.map(({ status }) => status),
    [200, 200],
    JSON.stringify(well.map(({ body }) => body)),
  );
  const refused = [
    await file(path.join(outside, 'rows.csv')),
    await file(path.join(folder, 'link.csv')),
    await file(`${folder}/../${path.basename(outside)}/rows.csv`),
    await file(path.join(outside, 'none.csv')),
    await file('/proc/self/environ'),
    await file(path.join(data, 'rows.csv')),
    await file(path.relative(process.cwd(), path.join(data, 'secret.key'))),
    await git(repositoryIn(path.join(outside, 'app'))),
    await git(`file://${repositoryIn(path.join(outside, 'web'))}`),
    await git(repositoryIn(path.join(data, 'work', 'another', 'mirror'))),
  ];
  assert.deepEqual(
    refused.map((answer) => codeOf(answer)),
    refused.map(() => 'file_unreadable'),
    JSON.stringify(refused.map(({ body }) => body)),
  );
});

test('a source that was added all the same is not read', async () => {
  const settings = { path: path.join(data, 'rows.csv'), mapping: ANY_TEXT };
  const source = { id: 'keys', collector: 'file', settings };
  assert.equal(codeOf(await ada.browser.send('POST', '/api/sources', { body: source })), 'file_unreadable');
  const added = await ada.browser.send('POST', '/api/sources', { body: { ...source, untried: true } });
  assert.equal(added.status, 200, JSON.stringify(added.body));
  assert.equal(codeOf(await ada.browser.send('POST', '/api/sources/keys/test', { body: {} })), 'file_unreadable');
});

/** What a server with that environment reads of a file. */
async function readBy(environment: Readonly<Record<string, string>>, file: string): Promise<'read' | 'refused'> {
  const config = configFrom({ ATTESTRY_DATA: data, ...environment }, {});
  const url = config.url ?? 'http://localhost:4180';
  const { signal } = new AbortController();
  const tools = await confined({ ...attestry, config, url }).sources.tools(org, 'code', signal);
  return tools.readFile(file).then(
    () => 'read',
    (error: unknown) => {
      assert.ok(error instanceof DomainError && error.code === 'file_unreadable', String(error));
      return 'refused';
    },
  );
}

test('where nothing is named, a server that others reach reads no file, and one’s own any but those of the data', async () => {
  const [file, key] = [path.join(outside, 'rows.csv'), path.join(data, 'rows.csv')];
  const reached = [{ ATTESTRY_URL: 'https://attestry.acme.example' }, { ATTESTRY_HOST: '0.0.0.0' }];
  for (const environment of reached) assert.equal(await readBy(environment, file), 'refused');
  assert.equal(await readBy({}, file), 'read');
  for (const environment of [{}, ...reached, { ATTESTRY_SOURCE_FOLDERS: data }])
    assert.equal(await readBy(environment, key), 'refused');
});

test('a folder that is not named from the root is refused when the server starts', () => {
  assert.throws(
    () => configFrom({ ATTESTRY_SOURCE_FOLDERS: '/srv/exports, exports' }, {}),
    (error) => error instanceof DomainError && error.code === 'variable_invalid',
  );
});
