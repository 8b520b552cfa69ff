import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { test } from 'node:test';
import { testDatabase } from './kit/database.ts';
import { testFolder } from './kit/ledger.ts';

const ROOT = path.join(import.meta.dirname, '..');
const SAMPLES = path.join(import.meta.dirname, 'fixtures/samples');

const { url } = await testDatabase();
const environment = {
  PATH: process.env['PATH'],
  ATTESTRY_DATA: testFolder(),
  DATABASE_URL: url,
  ATTESTRY_PERSON: 'a test',
};

/** The command line, as anybody calls it. */
const attestry = (...words: readonly string[]): string =>
  execFileSync(path.join(ROOT, 'bin/attestry'), words, { env: environment, encoding: 'utf8' });

/** What a person adds to each file: of what it is, or when it was made, where it does not say so itself. */
const SOURCES: readonly (readonly [id: string, collector: string, file: string, ...settings: string[]])[] = [
  ['prowler-ocsf', 'scan', 'prowler-aws.ocsf.json'],
  ['prowler-csv', 'scan', 'prowler-aws.csv', 'zone=Europe/Berlin'],
  ['trivy', 'scan', 'trivy-image.json', 'scannedAt=2026-03-03T10:00:00Z'],
  ['sarif', 'scan', 'mobsfscan.sarif.json', 'asset=diva'],
  ['cyclonedx', 'scan', 'cyclonedx-vulnerabilities.json', 'asset=acme/app', 'scannedAt=2026-03-03T10:00:00Z'],
  ['npm', 'scan', 'npm-audit.json', 'asset=acme/app', 'scannedAt=2026-03-03T10:00:00Z'],
  ['github', 'scan', 'github-vulnerability-alerts.json', 'scannedAt=2026-03-03T10:00:00Z'],
  ['pgbackrest', 'pgbackrest', 'pgbackrest-info.json'],
];

interface Exported {
  readonly key: string;
  readonly fact: Readonly<Record<string, unknown>>;
}

const exported = (population: string): readonly Exported[] =>
  attestry('population', 'export', population)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Exported);

/** How often each pair of words occurs, such as `trivy HIGH → high`. */
const tally = (items: readonly Exported[], words: (item: Exported) => string): Readonly<Record<string, number>> =>
  Object.fromEntries([...Map.groupBy(items, words)].map(([word, all]) => [word, all.length]));

const sourceOf = ({ key }: Exported): string => key.split('/', 1)[0] ?? '';
const severities = (item: Exported): string =>
  `${sourceOf(item)} ${String(item.fact['statedSeverity'])} → ${String(item.fact['severity'])}`;

test('the samples come in by the command line with the counts that were made by hand', () => {
  attestry('init', 'Sample', '--zone', 'Europe/Berlin');
  for (const [id, collector, file, ...settings] of SOURCES) {
    const all = [`path=${path.join(SAMPLES, file)}`, ...settings].flatMap((setting) => ['--set', setting]);
    attestry('source', 'add', id, '--collector', collector, ...all);
  }
  const { collected } = JSON.parse(attestry('collect', '--json')) as {
    readonly collected: readonly { readonly source: string; readonly records: number; readonly rejected: number }[];
  };
  assert.deepEqual(
    collected.map(({ source, records, rejected }) => [source, records, rejected]),
    [
      ['prowler-ocsf', 5, 0], // objects with a class_uid
      ['prowler-csv', 4, 0], // lines but for the header
      ['trivy', 5, 0], // objects with a VulnerabilityID
      ['sarif', 14, 0], // nine results: five files, one, two, and six about the app as a whole
      ['cyclonedx', 1, 0],
      ['npm', 3, 0], // causes that are advisories; three more packages only depend on an affected one
      ['github', 1, 0],
      ['pgbackrest', 1, 0],
    ],
  );
});

test('each severity is kept as its tool gave it, and normalized beside', () => {
  const vulnerabilities = exported('vulnerability');
  assert.deepEqual(tally(vulnerabilities, severities), {
    'cyclonedx critical → critical': 1,
    'github CRITICAL → critical': 1,
    'npm low → low': 1,
    'npm moderate → medium': 2,
    'sarif error → high': 1,
    'sarif note → low': 11,
    'sarif warning → medium': 2,
    'trivy CRITICAL → critical': 1,
    'trivy HIGH → high': 1,
    'trivy MEDIUM → medium': 3,
  });
  assert.equal(vulnerabilities.length, 24);
  assert.deepEqual(
    tally(vulnerabilities, ({ fact }) => String(fact['severity'])),
    { critical: 3, high: 2, low: 12, medium: 7 },
  );
});

test('settings keep what the scanner saw, and one backup its result', () => {
  const settings = exported('configuration');
  assert.deepEqual(tally(settings, severities), {
    'prowler-csv low → low': 1,
    'prowler-csv medium → medium': 3,
    'prowler-ocsf Low → low': 1,
    'prowler-ocsf Medium → medium': 4,
  });
  assert.deepEqual(
    tally(settings, (item) => `${sourceOf(item)} ${String(item.fact['finding'])}`),
    { 'prowler-csv manual': 2, 'prowler-csv weakness': 2, 'prowler-ocsf manual': 3, 'prowler-ocsf weakness': 2 },
  );
  const [backup, ...more] = exported('backup');
  assert.equal(more.length, 0);
  assert.deepEqual(
    ['id', 'system', 'kind', 'result', 'encrypted'].map((field) => backup?.fact[field]),
    ['20210614-213200F', 'demo', 'full', 'success', false],
  );
});
