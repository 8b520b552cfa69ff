import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Json } from '#/collectors/collector.ts';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { COLLECTED, type Collected, collected, recordsOf, toolsFor } from '#test/kit/files.ts';
import { topicOf } from './prowler-topics.ts';
import { scan } from './scan.ts';
import { ratedByScore, ratedByWord } from './severity.ts';

const SAMPLES = path.join(import.meta.dirname, '../../../test/fixtures/samples');
const sample = (name: string): Uint8Array => readFileSync(path.join(SAMPLES, name));
const asBytes = (content: unknown): Uint8Array =>
  content instanceof Uint8Array
    ? content
    : new TextEncoder().encode(typeof content === 'string' ? content : JSON.stringify(content));

const imported = (content: unknown, more: object = {}, cursor: Json | null = null): Promise<Collected> =>
  collected(scan, { path: '/in/report', ...more }, { '/in/report': asBytes(content) }, cursor);

async function refused(content: unknown, code: ErrorCode, words: RegExp, more: object = {}) {
  await assert.rejects(imported(content, more), (error) => {
    assert.ok(error instanceof DomainError, String(error));
    assert.equal(error.code, code, error.message);
    assert.match(error.message, words);
    assert.doesNotMatch(`${error.message} ${error.fix}`, /\{\w+\}/);
    return true;
  });
}

const AT = { scannedAt: '2026-03-03T10:00:00Z' };
const ASSET = { ...AT, asset: 'acme/app' };

test('a test says when the report was made as people write it', async () => {
  const tools = { ...toolsFor({ '/in/report': sample('trivy-image.json') }), exportedAnew: false };
  const settings = scan.settings.parse({ path: '/in/report', ...AT });
  const { seen } = await scan.test({ settings, secrets: {}, tools });
  assert.match(seen.join(' '), /made at 3 Mar 2026, 10:00 UTC, about/);
  assert.doesNotMatch(seen.join(' '), /\dT\d/);
});

/** How often each value of a field occurs. */
const tally = (records: readonly { readonly fact: Readonly<Record<string, unknown>> }[], field: string) =>
  Object.fromEntries(
    [...Map.groupBy(records, ({ fact }) => fact[field] as string)].map(([value, all]) => [value, all.length]),
  );

describe('the samples import with the counts that were made by hand', () => {
  test('Prowler OCSF: five objects with a class_uid, two of them with the status code MANUAL', async () => {
    const result = await imported(sample('prowler-aws.ocsf.json'));
    const { configuration = [], vulnerability } = recordsOf(result);
    assert.equal(vulnerability, undefined);
    assert.equal(configuration.length, 5); // grep -c '"class_uid"'
    assert.deepEqual(tally(configuration, 'finding'), { weakness: 2, manual: 3 }); // grep '"status_code"'
    assert.deepEqual(tally(configuration, 'severity'), { low: 1, medium: 4 }); // grep '"severity"'
    // "time": 1739539623 is in seconds; time_dt shows the clock of the machine, an hour ahead.
    assert.equal(result.pages[0]?.accounted?.[0]?.from, Date.parse('2025-02-14T13:27:03Z'));
  });

  test('Prowler CSV: five lines, the header among them', async () => {
    const { configuration = [] } = recordsOf(await imported(sample('prowler-aws.csv'), { zone: 'Europe/Berlin' }));
    assert.equal(configuration.length, 4); // wc -l gives 4 or 5 by the last line end; four begin with <auth_method>
    assert.deepEqual(tally(configuration, 'finding'), { weakness: 2, manual: 2 }); // ";FAIL;" twice, ";MANUAL;" twice
    assert.deepEqual(tally(configuration, 'topic'), { 'identity-other': 1, other: 3 });
  });

  test('Trivy: five vulnerabilities in two of three targets', async () => {
    const { vulnerability = [] } = recordsOf(await imported(sample('trivy-image.json'), AT));
    assert.equal(vulnerability.length, 5); // grep -c '"VulnerabilityID"'
    assert.deepEqual(tally(vulnerability, 'severity'), { medium: 3, high: 1, critical: 1 }); // grep '"Severity"'
    assert.deepEqual(tally(vulnerability, 'asset'), { 'teamdojo:latest': 5 });
  });

  test('SARIF: nine results; by file the first counts five times and the third twice, which makes fourteen', async () => {
    // Files by hand: InsecureDataStorage2, 3 and 4, Log and SQLInjection; AccessControl3Notes; InsecureDataStorage2 and
    // SQLInjection; and six results about the app as a whole.
    const result = await imported(sample('mobsfscan.sarif.json'), { asset: 'diva' });
    const { vulnerability = [] } = recordsOf(result);
    assert.equal(vulnerability.length, 14);
    // note: 5 + 6; error: 1; the two of sqlite_injection have no level, which means warning.
    assert.deepEqual(tally(vulnerability, 'statedSeverity'), { note: 11, error: 1, warning: 2 });
    assert.deepEqual(tally(vulnerability, 'detectedAt'), { '2021-08-13T14:27:11.000Z': 14 }); // endTimeUtc
  });

  test('CycloneDX: one vulnerability of one component, which its analysis says does not affect it', async () => {
    const { vulnerability = [] } = recordsOf(await imported(sample('cyclonedx-vulnerabilities.json'), ASSET));
    assert.equal(vulnerability.length, 1);
    assert.deepEqual(
      ['identifier', 'component', 'severity', 'status'].map((field) => vulnerability[0]?.fact[field]),
      ['CVE-2018-7489', 'com.fasterxml.jackson.core/jackson-databind 2.9.4', 'critical', 'dismissed'],
    );
  });

  test('npm audit: six packages, three of which have an advisory of their own', async () => {
    const result = await imported(sample('npm-audit.json'), ASSET);
    const { vulnerability = [] } = recordsOf(result);
    assert.equal(vulnerability.length, 3); // grep -c '"source"'
    assert.deepEqual(tally(vulnerability, 'component'), { debug: 1, semver: 1, undici: 1 });
    assert.deepEqual(tally(vulnerability, 'severity'), { medium: 2, low: 1 }); // npm says moderate
    assert.match(result.pages[0]?.accounted?.[0]?.note ?? '', /npm counts 6 packages; 3 of them only depend/);
  });

  test('GitHub: one alert, of which the query asked neither the state nor the date', async () => {
    const result = await imported(sample('github-vulnerability-alerts.json'), AT);
    const { vulnerability = [] } = recordsOf(result);
    assert.equal(vulnerability.length, 1);
    assert.deepEqual(
      [vulnerability[0]?.fact['severity'], 'status' in (vulnerability[0]?.fact ?? {})],
      ['critical', false],
    );
    assert.deepEqual(result.pages[0]?.looks, [], 'nothing in the answer shows that it holds all alerts');
  });
});

test('the artifact is the report byte for byte', async () => {
  const content = sample('trivy-image.json');
  const [page] = (await imported(content, AT)).pages;
  assert.deepEqual(Buffer.from(page?.artifacts[0]?.bytes ?? []), Buffer.from(content));
});

describe('when the scan was made', () => {
  test('is taken from the report, else from the settings, and never from the day of the import', async () => {
    await refused(sample('npm-audit.json'), 'report_time_missing', /holds no date of its own/, { asset: 'a' });
    await refused(sample('prowler-aws.csv'), 'report_time_missing', /14:27:03.* has no time zone/);
    const created = {
      SchemaVersion: 2,
      ArtifactName: 'a',
      CreatedAt: '2026-05-01T10:00:00.123456789+02:00',
      Results: [],
    };
    const [page] = (await imported(created, AT)).pages;
    assert.equal(
      page?.accounted?.[0]?.from,
      Date.parse('2026-05-01T08:00:00.123Z'),
      'the report goes before the setting',
    );
    assert.equal(page?.lookedAt, Date.parse('2026-05-01T08:00:00.123Z'), 'and what it saw was so then');
  });

  test('may be a day in a zone, and is kept as that', async () => {
    const result = await imported(sample('trivy-image.json'), { scannedAt: '2026-03-03[Europe/Berlin]' });
    assert.equal(recordsOf(result)['vulnerability']?.[0]?.fact['detectedAt'], '2026-03-03[Europe/Berlin]');
    assert.deepEqual(
      [result.pages[0]?.accounted?.[0]?.from, result.pages[0]?.accounted?.[0]?.to],
      [Date.parse('2026-03-02T23:00:00Z'), Date.parse('2026-03-03T22:59:59.999Z')],
    );
  });
});

test('an asset that the report does not name must be given', async () => {
  await refused(sample('npm-audit.json'), 'report_asset_missing', /does not name what was scanned/, AT);
  await refused(sample('mobsfscan.sarif.json'), 'report_asset_missing', /does not name/);
});

const finding = (over: object = {}) => ({
  class_uid: 2004,
  metadata: { event_code: 's3_bucket_public_access', product: { name: 'Prowler' } },
  status_code: 'FAIL',
  status: 'New',
  severity: 'Critical',
  time: 1_772_532_000,
  finding_info: { title: 'Buckets are not public' },
  resources: [{ uid: 'arn:aws:s3:::files', region: 'eu-central-1' }],
  cloud: { provider: 'aws', account: { uid: '123456789012' } },
  ...over,
});

describe('Prowler', () => {
  test('a weakness that it was told to hide is muted, and one that is mended is not', async () => {
    const findings = [
      finding(),
      finding({ status: 'Suppressed', resources: [{ uid: 'b' }] }),
      finding({ status_code: 'MUTED', resources: [{ uid: 'c' }] }),
      finding({ status_code: 'PASS', status: 'Suppressed', resources: [{ uid: 'd' }] }),
      finding({ status_code: 'MANUAL', resources: [] }),
      finding({ status_code: 'WHO KNOWS', resources: [{ uid: 'e' }] }),
    ];
    const { configuration = [] } = recordsOf(await imported(findings));
    assert.deepEqual(
      configuration.map(({ fact }) => [fact['resource'], fact['finding'], fact['topic']]),
      [
        ['arn:aws:s3:::files', 'weakness', 'public-exposure'],
        ['b', 'muted', 'public-exposure'],
        ['c', 'muted', 'public-exposure'],
        ['d', 'none', 'public-exposure'],
        ['123456789012', 'manual', 'public-exposure'],
        ['e', undefined, 'public-exposure'],
      ],
    );
  });

  test('the same comes out of a list, of lines, and of one object', async () => {
    const expected = recordsOf(await imported([finding()]))['configuration']?.map(({ fact }) => fact);
    assert.equal(expected?.length, 1);
    for (const content of [
      `${JSON.stringify(finding())}\n`,
      `${JSON.stringify(finding())}\n${JSON.stringify(finding())}\n`,
      finding(),
    ])
      assert.deepEqual(
        recordsOf(await imported(content))['configuration']?.map(({ fact }) => fact),
        expected,
      );
  });

  test('milliseconds and seconds are the same instant', async () => {
    for (const time of [1_772_532_000, 1_772_532_000_000])
      assert.equal((await imported([finding({ time })])).pages[0]?.accounted?.[0]?.to, 1_772_532_000_000);
  });

  test('one finding twice is one setting, and the worse of the two', async () => {
    const result = await imported([finding({ status_code: 'PASS' }), finding(), finding({ status_code: 'PASS' })]);
    const { configuration = [] } = recordsOf(result);
    assert.deepEqual(
      configuration.map(({ place, fact }) => [place, fact['finding']]),
      [['/1', 'weakness']],
    );
    assert.match(result.pages[0]?.accounted?.[0]?.note ?? '', /2 findings are further places/);
  });

  test('is a look at the rules that it names, because a scan may be limited to some', async () => {
    const other = finding({ metadata: { event_code: 'iam_root_mfa_enabled', product: { name: 'Prowler' } } });
    const [page] = (await imported([finding(), other])).pages;
    assert.deepEqual(page?.looks, [
      { population: 'configuration', scope: 's3_bucket_public_access/' },
      { population: 'configuration', scope: 'iam_root_mfa_enabled/' },
    ]);
    for (const { key } of recordsOf({ pages: [page], log: [] })['configuration'] ?? [])
      assert.ok(
        page.looks.some(({ scope }) => key.startsWith(scope)),
        key,
      );
  });

  test('a report that leaves out an account would end its settings, and is refused until a person says it is gone', async () => {
    const account = (uid: string) => ({ cloud: { provider: 'aws', account: { uid } } });
    const first = await imported([finding(account('1')), finding(account('2'))]);
    const cursor = first.pages[0]?.cursor ?? null;
    const later = [finding({ ...account('1'), time: 1_772_632_000 })];
    await assert.rejects(imported(later, {}, cursor), (error) => {
      assert.ok(error instanceof DomainError);
      assert.match(error.message, /says nothing of 2/);
      return error.code === 'report_scope_left';
    });
    assert.equal((await imported(later, { ended: ['2'] }, cursor)).pages.length, 1);
  });

  test('a finding without a rule or a resource is named with its path, and nothing is imported', async () => {
    await refused(
      [finding(), finding({ metadata: {} })],
      'report_malformed',
      /\/1\/metadata\/event_code: it names no rule/,
    );
    await refused(
      [finding({ resources: [{}], cloud: {} })],
      'report_malformed',
      /\/0\/resources\/0: it names no resource/,
    );
    await refused([finding({ class_uid: 1001 })], 'report_malformed', /\/0\/class_uid/);
    await refused([finding({ severity: 7 })], 'report_malformed', /\/0\/severity/);
    await refused(
      new TextDecoder().decode(sample('prowler-aws.csv')).replace(';accessanalyzer_enabled;', ';;'),
      'report_malformed',
      /row 2 \(column "CHECK_ID"\): it names no rule/,
      AT,
    );
    await refused(
      new TextDecoder()
        .decode(sample('prowler-aws.csv'))
        .replace(/;[^;\n]*\n([^\n]*)$/, '\n$1')
        .replace(/;[^;\n]*\s*$/, ''),
      'report_malformed',
      /row 5 \(columns "PROWLER_VERSION", "ADDITIONAL_URLS"\): it has 40 cells, and the header has 42: those columns are/,
      AT,
    );
  });

  test('rules on identity are of parts, so that each is evidence of one thing', () => {
    assert.equal(topicOf('iam_root_mfa_enabled'), 'identity-second-factor');
    assert.equal(
      topicOf('iam_user_hardware_mfa_enabled'),
      'identity-other',
      'a factor of hardware is asked for by nobody',
    );
    assert.equal(topicOf('cognito_user_pool_mfa_enabled'), 'identity-other', 'customers are in such a pool');
    assert.equal(topicOf('iam_password_policy_minimum_length_14'), 'identity-password');
    assert.equal(topicOf('iam_password_policy_expires_passwords_within_90_days_or_less'), 'identity-other');
    assert.equal(topicOf('iam_user_administrator_access_policy'), 'identity-privilege');
    assert.equal(topicOf('iam_rotate_access_key_90_days'), 'identity-key');
  });

  test('a rule that is not in the table has no topic', () => {
    assert.equal(topicOf('rds_instance_storage_encrypted'), 'encryption-at-rest');
    assert.equal(topicOf('account_maintain_current_contact_details'), 'other');
    assert.equal(topicOf('kms_cmk_rotation_enabled'), 'other', 'a key that is not rotated leaves nothing unencrypted');
    assert.equal(topicOf('s3_bucket_kms_encryption'), 'other', 'nor does a key of the provider');
    assert.equal(topicOf('elbv2_waf_acl_attached'), 'other', 'a web filter separates no networks');
    assert.equal(topicOf('some_rule_of_next_year'), undefined);
    assert.equal(topicOf('constructor'), undefined);
  });
});

const trivy = (results: readonly object[], over: object = {}) => ({
  SchemaVersion: 2,
  CreatedAt: '2026-03-03T10:00:00Z',
  ArtifactName: 'ghcr.io/acme/app:1.4',
  Results: results,
  ...over,
});
const cve = (over: object = {}) => ({
  VulnerabilityID: 'CVE-2026-0001',
  PkgName: 'openssl',
  InstalledVersion: '3.0.1',
  FixedVersion: '3.0.2',
  Severity: 'HIGH',
  Status: 'fixed',
  ...over,
});

describe('Trivy', () => {
  test('its status "fixed" says that a fix is to be had, not that it was applied', async () => {
    const { vulnerability = [] } = recordsOf(
      await imported(trivy([{ Target: 'a', Class: 'os-pkgs', Vulnerabilities: [cve()] }])),
    );
    assert.deepEqual(
      ['status', 'fixedAt', 'fix', 'component'].map((field) => vulnerability[0]?.fact[field]),
      ['open', null, '3.0.2', 'openssl 3.0.1'],
    );
  });

  test('a weakness keeps its name when the version, the place and the day change, and the asset by its setting', async () => {
    const ids = async (target: string, installed: string, tag: string) => {
      const report = trivy(
        [{ Target: target, Class: 'lang-pkgs', Vulnerabilities: [cve({ InstalledVersion: installed })] }],
        { ArtifactName: `ghcr.io/acme/app:${tag}` },
      );
      return recordsOf(await imported(report, { asset: 'ghcr.io/acme/app' }))['vulnerability']?.map(({ key }) => key);
    };
    const before = await ids('libs/openssl-3.0.1.jar', '3.0.1', '1.4');
    assert.deepEqual(before, ['ghcr.io/acme/app trivy openssl CVE-2026-0001']);
    assert.deepEqual(await ids('libs/openssl-3.0.2.jar', '3.0.2', '1.5'), before);
  });

  test('an asset whose name begins another one is not looked at with it', async () => {
    const scope = (await imported(trivy([{ Target: 'a', Class: 'os-pkgs' }], { ArtifactName: 'app' }))).pages[0]
      ?.looks?.[0]?.scope;
    const other = recordsOf(
      await imported(
        trivy([{ Target: 'a', Class: 'os-pkgs', Vulnerabilities: [cve()] }], { ArtifactName: 'app trivy x' }),
      ),
    );
    assert.equal(scope, 'app trivy ');
    assert.doesNotMatch(other['vulnerability']?.[0]?.key ?? 'app trivy ', /^app trivy /);
  });

  test('targets without findings were searched; no target at all means that nothing was', async () => {
    const clean = (await imported(trivy([{ Target: 'a', Class: 'os-pkgs' }]))).pages[0];
    assert.deepEqual([clean?.records.length, clean?.looks?.length], [0, 1]);
    const nothing = (await imported(trivy([]))).pages[0];
    assert.deepEqual([nothing?.records.length, nothing?.looks, nothing?.accounted?.[0]?.ourCount], [0, [], 0]);
    assert.match(nothing?.accounted?.[0]?.note ?? '', /names no target that was searched/);
    const declared = (await imported(trivy([]), { declaredBy: 'Ada' })).pages[0];
    assert.equal(declared?.accounted?.[0]?.kind, 'none', 'nobody can declare what was not looked at');
  });

  test('misconfigurations are settings, secrets are weaknesses, and licenses are counted apart', async () => {
    const results = [
      {
        Target: 'Dockerfile',
        Class: 'config',
        Misconfigurations: [
          { ID: 'DS002', Title: 'Root user', Severity: 'HIGH', Status: 'FAIL', Message: 'Add USER' },
          { ID: 'DS026', Severity: 'LOW', Status: 'PASS' },
        ],
      },
      {
        Target: '.env',
        Class: 'secret',
        Secrets: [{ RuleID: 'aws-access-key-id', Severity: 'CRITICAL', Title: 'Key' }],
      },
      { Target: 'OS', Class: 'license', Licenses: [{}, {}] },
    ];
    const result = await imported(trivy(results));
    const { configuration = [], vulnerability = [] } = recordsOf(result);
    assert.deepEqual(
      configuration.map(({ fact }) => [fact['rule'], fact['finding'], 'topic' in fact]),
      [
        ['DS002', 'weakness', false],
        ['DS026', 'none', false],
      ],
    );
    assert.deepEqual(
      vulnerability.map(({ fact }) => [fact['component'], fact['identifier']]),
      [['.env', null]],
    );
    assert.match(result.pages[0]?.accounted?.[0]?.note ?? '', /2 findings are about licenses/);
    assert.deepEqual(
      result.pages[0]?.looks?.map(({ population, scope }) => `${population} ${scope}`),
      ['vulnerability ghcr.io/acme/app:1.4 trivy ', 'configuration '],
    );
  });

  test('one weakness at two places is one, and the worse severity counts', async () => {
    const report = trivy([
      { Target: 'a', Class: 'lang-pkgs', Vulnerabilities: [cve({ Severity: 'LOW' })] },
      {
        Target: 'b',
        Class: 'lang-pkgs',
        Vulnerabilities: [cve({ Severity: 'CRITICAL' }), cve({ Severity: 'UNKNOWN' })],
      },
    ]);
    const { vulnerability = [] } = recordsOf(await imported(report));
    assert.deepEqual(
      vulnerability.map(({ place, fact }) => [place, fact['severity']]),
      [['/Results/1/Vulnerabilities/0', 'critical']],
    );
  });
});

const sarifWith = (results: readonly object[] | null, over: object = {}, rules: readonly object[] = []) => ({
  version: '2.1.0',
  runs: [
    {
      tool: { driver: { name: 'semgrep', rules } },
      invocations: [{ executionSuccessful: true, endTimeUtc: '2026-03-03T10:00:00Z' }],
      versionControlProvenance: [{ repositoryUri: 'https://github.com/acme/app' }],
      ...(results === null ? {} : { results }),
      ...over,
    },
  ],
});
const inFile = (uri: string, over: object = {}) => ({
  ruleId: 'sqli',
  message: { text: 'Do not' },
  locations: [{ physicalLocation: { artifactLocation: { uri } } }],
  ...over,
});

describe('SARIF', () => {
  test('what is no failure, or gone since the baseline, is counted apart', async () => {
    const results = [
      inFile('a.ts'),
      inFile('b.ts', { kind: 'pass' }),
      inFile('c.ts', { kind: 'notApplicable' }),
      inFile('d.ts', { baselineState: 'absent' }),
    ];
    const result = await imported(sarifWith(results));
    assert.equal(recordsOf(result)['vulnerability']?.length, 1);
    assert.match(result.pages[0]?.accounted?.[0]?.note ?? '', /3 results say that nothing is amiss/);
    assert.equal(recordsOf(result)['vulnerability']?.[0]?.fact['asset'], 'https://github.com/acme/app');
  });

  test('a suppression counts when it was accepted, and only then', async () => {
    const results = [
      inFile('a.ts', { suppressions: [{ kind: 'inSource' }] }),
      inFile('b.ts', { suppressions: [{ kind: 'external', status: 'underReview' }] }),
      inFile('c.ts', { suppressions: [] }),
    ];
    const { vulnerability = [] } = recordsOf(await imported(sarifWith(results)));
    assert.deepEqual(
      vulnerability.map(({ fact }) => fact['status']),
      ['dismissed', 'open', 'open'],
    );
  });

  test('severity comes from the score of the rule, else from the level, else from that of the rule', async () => {
    const rules = [
      { id: 'scored', properties: { 'security-severity': '9.1' } },
      { id: 'levelled', defaultConfiguration: { level: 'error' } },
      { id: 'plain' },
    ];
    const results = rules.map(({ id }) => inFile(`${id}.ts`, { ruleId: id }));
    const { vulnerability = [] } = recordsOf(await imported(sarifWith(results, {}, rules)));
    assert.deepEqual(
      vulnerability.map(({ fact }) => [fact['severity'], fact['statedSeverity']]),
      [
        ['critical', '9.1 (warning)'],
        ['high', 'error'],
        ['medium', 'warning'],
      ],
    );
  });

  test('two findings of one rule in one file are two where the tool tells them apart, whatever their lines', async () => {
    const at = (line: number, print: string) => ({
      ...inFile('a.ts', { partialFingerprints: { primaryLocationLineHash: print } }),
      locations: [{ physicalLocation: { artifactLocation: { uri: 'a.ts' }, region: { startLine: line } } }],
    });
    const keys = async (results: readonly object[]) =>
      recordsOf(await imported(sarifWith(results)))['vulnerability']?.map(({ key }) => key);
    const before = await keys([at(1, 'x:1'), at(9, 'y:1')]);
    assert.equal(before?.length, 2);
    assert.deepEqual(await keys([at(5, 'x:1'), at(13, 'y:1')]), before);
    assert.equal((await keys([inFile('a.ts'), inFile('a.ts')]))?.length, 1);
  });

  test('a run that failed, or has no results at all, is no look', async () => {
    const failed = sarifWith([inFile('a.ts')], {
      invocations: [{ executionSuccessful: false, endTimeUtc: '2026-03-03T10:00:00Z' }],
    });
    const [page] = (await imported(failed, { declaredBy: 'Ada' })).pages;
    assert.deepEqual([page?.looks, page?.records.length, page?.accounted?.[0]?.kind], [[], 1, 'none']);
    assert.deepEqual((await imported(sarifWith(null))).pages[0]?.looks, []);
    assert.equal((await imported(sarifWith([]))).pages[0]?.looks?.length, 1);
  });

  test('another version is not read as this one', () =>
    refused({ version: '2.0.0', runs: [] }, 'report_unknown', /SARIF of version "2\.0\.0", and not 2\.1\.0/));
});

describe('CycloneDX', () => {
  const bom = (vulnerabilities: readonly object[] | undefined, over: object = {}) => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: {
      timestamp: '2026-03-03T10:00:00Z',
      component: { 'bom-ref': 'root', group: 'acme', name: 'app', version: '1.4' },
    },
    components: [
      {
        'bom-ref': 'a@1',
        name: 'a',
        version: '1',
        purl: 'pkg:npm/%40acme/a@1.0.0?arch=x',
        components: [{ 'bom-ref': 'b', name: 'b', version: '2' }],
      },
    ],
    ...(vulnerabilities === undefined ? {} : { vulnerabilities }),
    ...over,
  });

  test('states of the analysis become what the source says of it, and no analysis means that it is there', async () => {
    const states = ['exploitable', 'in_triage', 'resolved', 'false_positive', 'not_affected', 'undecided', undefined];
    const found = states.map((state, at) => ({
      id: `CVE-2026-000${at}`,
      affects: [{ ref: 'a@1' }],
      ...(state === undefined ? {} : { analysis: { state } }),
    }));
    const { vulnerability = [] } = recordsOf(await imported(bom(found)));
    assert.deepEqual(
      vulnerability.map(({ fact }) => fact['status']),
      ['open', 'open', 'fixed', 'dismissed', 'dismissed', undefined, 'open'],
    );
  });

  test('the asset and the component are named without their versions', async () => {
    const found = [{ id: 'CVE-2026-0001', affects: [{ ref: 'a@1' }, { ref: 'b' }, { ref: 'pkg:npm/c@3' }] }];
    const { vulnerability = [] } = recordsOf(await imported(bom(found)));
    assert.deepEqual(
      vulnerability.map(({ key }) => key),
      [
        'acme/app cyclonedx pkg:npm/%2540acme/a CVE-2026-0001',
        'acme/app cyclonedx b CVE-2026-0001',
        'acme/app cyclonedx pkg:npm/c CVE-2026-0001',
      ],
    );
    assert.deepEqual(
      vulnerability.map(({ fact }) => fact['component']),
      ['a 1', 'b 2', 'pkg:npm/c'],
    );
  });

  test('the worst rating counts, and a CVSS score stands for a word that is missing', async () => {
    const ratings = [{ severity: 'medium' }, { score: 9.8, method: 'CVSSv31' }, { score: 99, method: 'OWASP' }];
    const { vulnerability = [] } = recordsOf(await imported(bom([{ id: 'X-1', affects: [{ ref: 'b' }], ratings }])));
    assert.deepEqual(
      [vulnerability[0]?.fact['severity'], vulnerability[0]?.fact['statedSeverity']],
      ['critical', '9.8 (CVSSv31)'],
    );
  });

  test('a list of components without a list of vulnerabilities was not searched, and 1.3 had none', async () => {
    const [page] = (await imported(bom(undefined))).pages;
    assert.deepEqual([page?.looks, page?.accounted?.[0]?.ourCount], [[], 0]);
    assert.equal((await imported(bom([]))).pages[0]?.looks?.length, 1);
    await refused(bom([], { specVersion: '1.3' }), 'report_malformed', /\/specVersion: it is 1\.3/);
  });
});

describe('npm audit', () => {
  test('a clean audit is a look that found nothing', async () => {
    const clean = { auditReportVersion: 2, vulnerabilities: {}, metadata: { vulnerabilities: { total: 0 } } };
    const [page] = (await imported(clean, ASSET)).pages;
    assert.deepEqual(
      [page?.records.length, page?.looks],
      [0, [{ population: 'vulnerability', scope: 'acme/app npm-audit ' }]],
    );
  });

  test('one that was cut short, or comes from npm 6, is refused', async () => {
    const cut = { auditReportVersion: 2, vulnerabilities: {}, metadata: { vulnerabilities: { total: 6 } } };
    await refused(cut, 'report_malformed', /it says 6, and the report holds 0/, ASSET);
    await refused(
      { advisories: {}, metadata: {} },
      'report_unknown',
      /npm audit JSON of version null, and not 2/,
      ASSET,
    );
  });
});

describe('GitHub', () => {
  const alert = (number: number, over: object = {}) => ({
    number,
    state: 'OPEN',
    createdAt: '2026-01-02T03:04:05Z',
    securityVulnerability: {
      severity: 'MODERATE',
      package: { name: 'lodash' },
      firstPatchedVersion: null,
      advisory: {
        summary: 'Bad',
        identifiers: [
          { type: 'GHSA', value: 'GHSA-aaaa-bbbb-cccc' },
          { type: 'CVE', value: 'CVE-2026-9999' },
        ],
      },
    },
    vulnerableManifestPath: 'web/package-lock.json',
    ...over,
  });
  const answer = (nodes: readonly object[], over: object = {}) => ({
    data: {
      repository: { nameWithOwner: 'acme/app', vulnerabilityAlerts: { totalCount: nodes.length, nodes, ...over } },
    },
  });

  test('states, dates and names come from the alert', async () => {
    const nodes = [
      alert(1),
      alert(2, { state: 'FIXED', fixedAt: '2026-02-02T00:00:00Z' }),
      alert(3, { state: 'DISMISSED', dismissedAt: '2026-02-03T00:00:00Z' }),
    ];
    const result = await imported(answer(nodes), AT);
    const { vulnerability = [] } = recordsOf(result);
    assert.deepEqual(
      vulnerability.map(({ key, fact }) => [key, fact['status'], fact['fixedAt'], fact['detectedAt'], fact['fix']]),
      [
        ['acme/app github lodash alert-1', 'open', null, '2026-01-02T03:04:05Z', null],
        ['acme/app github lodash alert-2', 'fixed', '2026-02-02T00:00:00Z', '2026-01-02T03:04:05Z', null],
        ['acme/app github lodash alert-3', 'dismissed', undefined, '2026-01-02T03:04:05Z', null],
      ],
    );
    assert.equal(vulnerability[0]?.fact['identifier'], 'CVE-2026-9999');
    const [accounted] = result.pages[0]?.accounted ?? [];
    assert.deepEqual([accounted?.kind, accounted?.sourceCount, accounted?.ourCount], ['counted', 3, 3]);
    assert.equal(result.pages[0]?.looks?.[0]?.scope, 'acme/app github ');
  });

  test('an answer with further pages is no look at the whole', async () => {
    const [page] = (await imported(answer([alert(1)], { totalCount: 40, pageInfo: { hasNextPage: true } }), AT)).pages;
    assert.deepEqual([page?.looks, page?.accounted?.[0]?.kind, page?.accounted?.[0]?.sourceCount], [[], 'none', 40]);
  });

  test('an answer without alerts is no report', () =>
    refused({ data: { viewer: { login: 'ada' } } }, 'report_unknown', /without vulnerabilityAlerts/, AT));
});

describe('one report after another', () => {
  const report = (when: string) =>
    trivy([{ Target: 'a', Class: 'os-pkgs', Vulnerabilities: [cve()] }], { CreatedAt: when });

  test('the same one again is no new look', async () => {
    const first = await imported(report('2026-03-03T10:00:00Z'));
    const again = await imported(report('2026-03-03T10:00:00Z'), {}, first.pages[0]?.cursor ?? null);
    assert.deepEqual([again.pages.length, again.log.length], [0, 1]);
  });

  test('one that is older, or whose setting was not brought up to date, is refused', async () => {
    const cursor = (await imported(report('2026-03-03T10:00:00Z'))).pages[0]?.cursor ?? null;
    await assert.rejects(imported(report('2026-03-02T10:00:00Z'), {}, cursor), { code: 'report_not_newer' });
    const audit = (total: number) => ({
      auditReportVersion: 2,
      vulnerabilities: {},
      metadata: { vulnerabilities: { total } },
      x: total,
    });
    const npm = (await imported(audit(0), ASSET)).pages[0]?.cursor ?? null;
    await assert.rejects(imported({ ...audit(0), x: 1 }, ASSET, npm), { code: 'report_not_newer' });
    const newer = await imported({ ...audit(0), x: 1 }, { ...ASSET, scannedAt: '2026-03-04T10:00:00Z' }, npm);
    assert.equal(newer.pages.length, 1);
  });

  test('one of a time that has not come is refused, but for a few minutes', async () => {
    await refused(
      report('2036-01-01T00:00:00Z'),
      'report_ahead',
      /1 Jan 2036, 00:00 UTC, which has not come: it is 1 Jun 2026, 12:00 UTC/,
    );
    await refused(report('2026-06-01T12:05:00.001Z'), 'report_ahead', /not come/);
    const [page] = (await imported(report('2026-06-01T12:05:00Z'))).pages;
    assert.deepEqual([page?.accounted?.[0]?.from, page?.accounted?.[0]?.to], [COLLECTED, COLLECTED]);
    const npm = { auditReportVersion: 2, vulnerabilities: {}, metadata: { vulnerabilities: { total: 0 } } };
    await refused(npm, 'report_ahead', /not come/, { asset: 'a', scannedAt: '2026-06-02[UTC]' });
    const today = await imported(npm, { asset: 'a', scannedAt: '2026-06-01[UTC]' });
    assert.equal(today.pages[0]?.accounted?.[0]?.to, COLLECTED, 'today ends now');
  });

  test('another asset has its own order, and one that ended is looked at for the last time', async () => {
    const cursor = (await imported(report('2026-03-03T10:00:00Z'))).pages[0]?.cursor ?? null;
    const other = trivy([{ Target: 'a', Class: 'os-pkgs' }], {
      ArtifactName: 'other',
      CreatedAt: '2026-03-01T10:00:00Z',
    });
    const [page] = (await imported(other, { ended: ['ghcr.io/acme/app:1.4'] }, cursor)).pages;
    assert.deepEqual(
      page?.looks?.map(({ scope }) => scope),
      ['other trivy ', 'ghcr.io/acme/app:1.4 trivy '],
    );
  });
});

test('severities keep the word of the tool, and a word that is not known is not turned into one', () => {
  for (const [word, severity] of [
    ['CRITICAL', 'critical'],
    ['Important', 'high'],
    ['moderate', 'medium'],
    ['Informational', 'none'],
    ['UNKNOWN', undefined],
    ['toString', undefined],
  ] as const)
    assert.deepEqual(ratedByWord(word), { statedSeverity: word, ...(severity === undefined ? {} : { severity }) });
  assert.deepEqual(
    [0, 3.9, 4, 6.9, 7, 8.9, 9, 10].map((score) => ratedByScore(score).severity),
    ['none', 'low', 'medium', 'medium', 'high', 'high', 'critical', 'critical'],
  );
  assert.deepEqual(ratedByScore(Number.NaN, 'n/a'), { statedSeverity: 'n/a' });
});

describe('hostile reports', () => {
  test('what is no report is refused with words that help', async () => {
    await refused('', 'report_unknown', /neither JSON nor/);
    await refused('<html>', 'report_unknown', /XML or HTML/);
    await refused('[]', 'report_unknown', /empty list/);
    await refused('[1]', 'report_unknown', /no class/);
    await refused('{}', 'report_unknown', /which tool wrote it/);
    await refused('a,b\n1,2', 'report_unknown', /neither JSON nor/);
    await refused(`{"runs":${'['.repeat(1_000)}${']'.repeat(1_000)}}`, 'file_malformed', /more than 64/);
    await refused('{"class_uid":2004}\n{"class_uid":', 'file_malformed', /line 2/);
  });

  test('names that no record can hold are refused with their place', async () => {
    const long = 'x'.repeat(9_000);
    await refused(
      trivy([{ Target: 'a', Class: 'os-pkgs', Vulnerabilities: [cve({ PkgName: long })] }]),
      'report_malformed',
      /\/Results\/0\/Vulnerabilities\/0: id:/,
    );
  });

  test('whatever is put into the place of any value, there is an error with words, or records that can be kept', async () => {
    const files = [
      'prowler-aws.ocsf.json',
      'trivy-image.json',
      'mobsfscan.sarif.json',
      'cyclonedx-vulnerabilities.json',
      'npm-audit.json',
      'github-vulnerability-alerts.json',
    ].map((name) => JSON.parse(new TextDecoder().decode(sample(name))) as Json);
    const junk = fc.constantFrom<Json>(null, 0, -1, 1e300, true, '', 'x', '__proto__', [], {}, [null], { a: 1 }, [[]]);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), fc.nat(), junk, async (report, at, value) => {
        const places = placesIn(report);
        const damaged = replaced(report, places[at % places.length] ?? [], value);
        await eitherWay(JSON.stringify(damaged));
      }),
      { numRuns: 1_500 },
    );
  });

  test('whatever the bytes are, there is an error with words, or records that can be kept', async () => {
    const csv = new TextDecoder().decode(sample('prowler-aws.csv'));
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      fc.json({ maxDepth: 4 }),
      fc
        .tuple(fc.nat(csv.length), fc.string({ maxLength: 5 }))
        .map(([at, text]) => csv.slice(0, at) + text + csv.slice(at)),
    );
    await fc.assert(
      fc.asyncProperty(content, (any) => eitherWay(any)),
      { numRuns: 500 },
    );
  });
});

async function eitherWay(content: unknown): Promise<void> {
  try {
    const result = await imported(content, { ...ASSET, zone: 'UTC' });
    recordsOf(result);
    assert.equal(result.pages.length, 1);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    assert.doesNotMatch(`${error.message} ${error.fix}`, /\{(file|place|because|format|list|made)\}/);
  }
}

type Place = readonly string[];

const placesIn = (value: Json, above: Place = []): readonly Place[] =>
  typeof value === 'object' && value !== null
    ? [above, ...Object.entries(value).flatMap(([name, member]) => placesIn(member, [...above, name]))]
    : [above];

function replaced(value: Json, [name, ...rest]: Place, by: Json): Json {
  if (name === undefined) return by;
  if (Array.isArray(value))
    return value.map((member: Json, at) => (String(at) === name ? replaced(member, rest, by) : member));
  return Object.fromEntries(
    Object.entries(value as Readonly<Record<string, Json>>).map(([key, member]) => [
      key,
      key === name ? replaced(member, rest, by) : member,
    ]),
  );
}
