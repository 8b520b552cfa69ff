import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { file } from '#/collectors/file/file.ts';
import { fitted, presetsFor } from '#/collectors/file/fit.ts';
import { collected, recordsOf, type TestRecord } from '#test/kit/files.ts';
import { PRESETS } from './index.ts';

const preset = (id: string) => PRESETS.get(id) ?? assert.fail(`there is no preset ${id}`);

async function imported(id: string, parameters: object, content: string, more: object = {}) {
  const settings = { path: 'export', mapping: preset(id).mapping(parameters), ...more };
  return collected(file, settings, { export: new TextEncoder().encode(content) });
}

/** The facts by their keys. */
const factsOf = (records: readonly TestRecord[] = []) =>
  Object.fromEntries(records.map(({ key, fact }) => [key, fact]));

test('every preset says what it is, and is recognized by its columns and by no others', () => {
  for (const [id, { title, doc, populations, recognizedBy }] of PRESETS) {
    assert.ok(title.length > 5 && doc.length > 60 && populations.length > 0, id);
    assert.deepEqual(
      presetsFor(['Something else', ...recognizedBy]).map((each) => each.id),
      [id],
    );
  }
  assert.deepEqual(presetsFor(['id', 'name']), []);
});

test('a preset does not guess a zone or the form of dates', () => {
  for (const [id, parameters] of [
    ['bamboohr-employees', { zone: 'Europe/Berlin' }],
    ['bamboohr-employees', { dateFormat: 'MM/dd/yyyy' }],
    ['google-workspace-users', {}],
    ['jira-issues', {}],
    ['aws-credential-report', { account: '12' }],
  ] as const)
    assert.throws(() => preset(id).mapping(parameters), { name: 'ZodError' }, `${id} ${JSON.stringify(parameters)}`);
});

test('BambooHR: a former employee without a termination date is not taken for one who is here', async () => {
  const csv = [
    'Employee #,Last Name,First Name,Status,Employment Status,Job Title,Department,Division,Location,Hire Date,Termination Date,Termination Type,Work Email,Reporting to',
    '101,Okafor,Ngozi,Active,Full-Time,CTO,Engineering,,Berlin,03/01/2021,,,Ngozi.Okafor@acme.example,',
    '102,Silva,Ana,Inactive,Terminated,Engineer,Engineering,,Remote,06/15/2022,02/27/2026,Resignation (Voluntary),ana@acme.example,Ngozi Okafor',
    '103,Kim,Min,Inactive,Terminated,Analyst,Finance,,Berlin,01/10/2023,0000-00-00,,min@acme.example,Ngozi Okafor',
    '104,Weber,Jo,Active,Contractor,Designer,Product,,Remote,11/02/2025,12/31/2026,Termination (Involuntary),,Ngozi Okafor',
  ].join('\n');
  const { person } = recordsOf(
    await imported('bamboohr-employees', { zone: 'Europe/Berlin', dateFormat: 'MM/dd/yyyy' }, csv),
  );
  const facts = factsOf(person);
  assert.deepEqual(facts['101@2021-03-01[Europe/Berlin]'], {
    employee: '101',
    name: 'Ngozi Okafor',
    email: 'Ngozi.Okafor@acme.example',
    kind: 'employee',
    department: 'Engineering',
    title: 'CTO',
    startedOn: '2021-03-01[Europe/Berlin]',
    endedOn: null,
    departure: null,
  });
  const [, ana, min, jo] = Object.values(facts);
  assert.deepEqual([ana?.['endedOn'], ana?.['departure']], ['2026-02-27[Europe/Berlin]', 'voluntary']);
  assert.equal('kind' in (ana ?? {}), false, '"Terminated" does not say what bound her');
  assert.equal('endedOn' in (min ?? {}), false, 'inactive and no date: when he left is not told');
  assert.equal('departure' in (min ?? {}), false);
  assert.deepEqual(
    [jo?.['kind'], jo?.['endedOn'], 'email' in (jo ?? {})],
    ['contractor', '2026-12-31[Europe/Berlin]', false],
  );
});

test('BambooHR: days of the other form are rejected, and not turned around', async () => {
  const csv =
    'Employee #,First Name,Last Name,Status,Employment Status,Job Title,Department,Hire Date,Termination Date,Termination Type,Work Email\n7,A,B,Active,Full-Time,,,25/12/2024,,,\n';
  await assert.rejects(
    imported('bamboohr-employees', { zone: 'UTC', dateFormat: 'MM/dd/yyyy' }, csv),
    (error) => error instanceof DomainError && /row 2, column "Hire Date" is no date that exists/.test(error.message),
  );
});

test('a preset is fitted to an export that has fewer columns, and says what it left out', async () => {
  const header = ['Employee #', 'First Name', 'Last Name', 'Status', 'Hire Date', 'Termination Date', 'Work Email'];
  const whole = preset('bamboohr-employees').mapping({ zone: 'UTC', dateFormat: 'yyyy-MM-dd' });
  const { mapping, left } = fitted(whole, header);
  assert.deepEqual(
    left.map(({ field, columns }) => `${field}: ${columns.join(', ')}`),
    ['kind: Employment Status', 'department: Department', 'title: Job Title', 'departure: Termination Type'],
  );
  const content = new TextEncoder().encode(`${header.join(',')}\n7,A,B,Active,2024-12-24,,a@b.example\n`);
  const { person } = recordsOf(await collected(file, { path: 'f', mapping }, { f: content }));
  assert.equal(person?.[0]?.fact['endedOn'], null);
  const [key] = fitted(whole, header.slice(1)).left.filter(({ field }) => field === 'employee');
  assert.equal(key, undefined, 'what every item needs is never left out');
});

test('Okta: who is suspended is disabled since then, who is only staged never was enabled', async () => {
  const user = (login: string, status: string, more: object) => ({
    id: `00u${login}`,
    status,
    created: '2024-01-08T09:00:00.000Z',
    activated: '2024-01-08T09:00:05.000Z',
    statusChanged: '2024-01-08T09:00:05.000Z',
    lastLogin: '2026-05-30T07:12:44.000Z',
    lastUpdated: '2026-05-30T07:12:44.000Z',
    passwordChanged: '2025-11-02T10:00:00.000Z',
    type: { id: 'oty1' },
    profile: { firstName: 'A', lastName: 'B', login, email: login.toUpperCase() },
    credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
    ...more,
  });
  const users = [
    user('ngozi@acme.example', 'ACTIVE', {}),
    user('ana@acme.example', 'DEPROVISIONED', { statusChanged: '2026-02-27T17:00:00.000Z' }),
    user('locked@acme.example', 'LOCKED_OUT', { statusChanged: '2026-05-31T10:00:00.000Z' }),
    user('new@acme.example', 'STAGED', { statusChanged: null, activated: null, lastLogin: null }),
  ];
  const { account } = recordsOf(await imported('okta-users', {}, JSON.stringify(users)));
  const facts = factsOf(account);
  assert.deepEqual(facts['okta/ngozi@acme.example'], {
    system: 'okta',
    login: 'ngozi@acme.example',
    owner: 'email:ngozi@acme.example',
    status: 'active',
    createdAt: '2024-01-08T09:00:00.000Z',
    disabledAt: null,
    lastUsedAt: '2026-05-30T07:12:44.000Z',
  });
  const ana = facts['okta/ana@acme.example'];
  assert.deepEqual([ana?.['status'], ana?.['disabledAt']], ['disabled', '2026-02-27T17:00:00.000Z']);
  const locked = facts['okta/locked@acme.example'];
  assert.deepEqual([locked?.['status'], locked?.['disabledAt']], ['active', null], 'a lock opens by itself');
  const staged = facts['okta/new@acme.example'];
  assert.deepEqual([staged?.['status'], staged?.['lastUsedAt']], ['disabled', null]);
  assert.equal('disabledAt' in (staged ?? {}), false);
  await assert.rejects(
    imported('okta-users', {}, JSON.stringify([user('x@acme.example', 'ASLEEP', {})])),
    (error) => error instanceof DomainError && /column "status" is none of/.test(error.message),
  );
});

const GOOGLE =
  'First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Employee ID,Employee Title,Manager Email,Department,2sv Enrolled [READ ONLY],2sv Enforced [READ ONLY],New Status [UPLOAD ONLY]';

test('Google Workspace: told to enroll is not enrolled, and never signed in is no date', async () => {
  const csv = [
    GOOGLE,
    'Ngozi,Okafor,ngozi@acme.example,****,,/,,Active,2026/05/30 09:12:44,,101,,,,True,True,',
    'New,Joiner,new@acme.example,****,,/,,Active,Never logged in,,,,,,False,True,',
    'Ana,Silva,ana@acme.example,****,,/Former,,Suspended,2026/02/27 16:59:00,,102,,,,True,True,',
  ].join('\r\n');
  const { account } = recordsOf(await imported('google-workspace-users', { zone: 'Europe/Berlin' }, csv));
  const facts = factsOf(account);
  assert.deepEqual(facts['google-workspace/ngozi@acme.example'], {
    system: 'google-workspace',
    login: 'ngozi@acme.example',
    owner: 'email:ngozi@acme.example',
    status: 'active',
    disabledAt: null,
    lastUsedAt: '2026-05-30T07:12:44.000Z',
    mfa: true,
  });
  const joiner = facts['google-workspace/new@acme.example'];
  assert.deepEqual([joiner?.['mfa'], joiner?.['lastUsedAt']], [false, null]);
  const ana = facts['google-workspace/ana@acme.example'];
  assert.equal(ana?.['status'], 'disabled');
  assert.equal('disabledAt' in ana, false, 'the console does not say since when');
});

const IAM =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated';

test('AWS: the words for nothing are no dates, and each key is counted once', async () => {
  const arn = 'arn:aws:iam::123456789012:';
  const csv = [
    IAM,
    `<root_account>,${arn}root,2020-01-07T09:30:00+00:00,not_supported,2026-01-02T08:00:00+00:00,not_supported,not_supported,true,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`,
    `ngozi,${arn}user/ngozi,2021-03-01T10:00:00+00:00,true,no_information,2025-12-01T10:00:00+00:00,2026-03-01T10:00:00+00:00,false,false,N/A,N/A,N/A,N/A,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`,
    `ci,${arn}user/ci,2022-05-05T10:00:00+00:00,false,N/A,N/A,N/A,false,true,2025-01-01T00:00:00+00:00,2026-05-31T23:00:00+00:00,eu-central-1,s3,false,2023-01-01T00:00:00+00:00,N/A,N/A,N/A,false,N/A,false,N/A`,
    `old,${arn}user/old,2019-05-05T10:00:00+00:00,false,N/A,N/A,N/A,false,false,2019-06-01T00:00:00+00:00,2019-07-01T00:00:00+00:00,us-east-1,ec2,false,N/A,N/A,N/A,N/A,false,N/A,false,N/A`,
  ].join('\n');
  const { account } = recordsOf(await imported('aws-credential-report', { account: '123456789012' }, csv));
  const facts = factsOf(account);
  const root = facts['aws:123456789012/<root_account>'];
  assert.deepEqual(
    [root?.['status'], root?.['privileged'], root?.['mfa'], root?.['keys'], root?.['lastUsedAt']],
    ['active', true, true, [], '2026-01-02T08:00:00.000Z'],
  );
  assert.equal('password' in (root ?? {}), false, 'not_supported says nothing of the password of the root user');
  assert.equal('owner' in (root ?? {}), false, 'the root user is nobody');
  const ngozi = facts['aws:123456789012/ngozi'];
  assert.deepEqual(
    [ngozi?.['owner'], ngozi?.['password'], ngozi?.['lastUsedAt'], ngozi?.['status']],
    ['aws:ngozi', true, null, 'active'],
    'a password that was never used is no date',
  );
  const ci = facts['aws:123456789012/ci'];
  assert.deepEqual(
    [ci?.['status'], ci?.['password'], ci?.['lastUsedAt']],
    ['active', false, '2026-05-31T23:00:00.000Z'],
  );
  assert.deepEqual(ci?.['keys'], [
    { id: 'access_key_1', active: true, rotatedAt: '2025-01-01T00:00:00.000Z', lastUsedAt: '2026-05-31T23:00:00.000Z' },
    { id: 'access_key_2', active: false, rotatedAt: '2023-01-01T00:00:00.000Z', lastUsedAt: null },
  ]);
  const old = facts['aws:123456789012/old'];
  assert.deepEqual(
    [old?.['status'], old?.['lastUsedAt']],
    ['disabled', '2019-07-01T00:00:00.000Z'],
    'nothing opens it',
  );
});

const JIRA =
  'Summary,Issue key,Issue id,Issue Type,Status,Project key,Priority,Resolution,Assignee,Reporter,Created,Updated,Resolved,Labels,Labels,Sprint,Sprint,Comment,Comment,Custom field (Triaged at),Custom field (Reviewed at)';

test('Jira: columns that it repeats do not matter, minutes stay minutes, and only incidents are incidents', async () => {
  const csv = [
    JIRA,
    '"Checkout down, EU",INC-7,10007,Incident,Done,INC,Highest,Done,Ngozi Okafor,Ana Silva,01/Mar/26 11:58 PM,02/Mar/26 8:00 AM,02/Mar/26 12:10 AM,,,S1,S2,"02/Mar/26;x;first\nsecond line",,02/Mar/26 12:05 AM,',
    'Rename a button,APP-3,10010,Task,Done,APP,Low,Done,,Ana Silva,01/Mar/26 9:00 AM,,,,,,,,,,',
    'Disk full,INC-8,10011,Incident,Open,INC,P1,,,Ana Silva,29/May/26 1:00 PM,29/May/26 1:00 PM,,,,,,,,,',
  ].join('\n');
  const parameters = {
    zone: 'Europe/Berlin',
    issueTypes: ['Incident'],
    dates: { triagedAt: 'Custom field (Triaged at)', reviewedAt: 'Custom field (Reviewed at)' },
    kind: 'availability',
  };
  const result = await imported('jira-issues', parameters, csv);
  const facts = factsOf(recordsOf(result)['incident']);
  assert.deepEqual(Object.keys(facts), ['INC-7', 'INC-8']);
  assert.match(result.pages[0]?.accounted?.[0]?.note ?? '', /1 row is no incident by the mapping/);
  assert.deepEqual(facts['INC-7'], {
    id: 'INC-7',
    title: 'Checkout down, EU',
    severity: 'critical',
    kind: 'availability',
    owner: 'jira:Ngozi Okafor',
    detectedAt: '2026-03-01T22:58:00.000Z/2026-03-01T22:58:59.999Z',
    resolvedAt: '2026-03-01T23:10:00.000Z/2026-03-01T23:10:59.999Z',
    triagedAt: '2026-03-01T23:05:00.000Z/2026-03-01T23:05:59.999Z',
    reviewedAt: null,
  });
  assert.deepEqual([facts['INC-8']?.['resolvedAt'], 'severity' in (facts['INC-8'] ?? {})], [null, false]);
});

test('Jira: the same export is alerts or requests of data subjects by a parameter, and a request keeps no names', async () => {
  const csv = `${JIRA}\n"Erase Ada Lovelace",DSR-1,1,Task,Done,DSR,Medium,Done,Ngozi,Ana,01/Mar/26 9:00 AM,,03/Mar/26 9:00 AM,,,,,,,,\n`;
  const zone = 'UTC';
  const dsr = recordsOf(
    await imported('jira-issues', { zone, population: 'data-subject-request', kind: 'deletion' }, csv),
  );
  assert.deepEqual(dsr['data-subject-request']?.[0]?.fact, {
    id: 'DSR-1',
    kind: 'deletion',
    receivedAt: '2026-03-01T09:00:00.000Z/2026-03-01T09:00:59.999Z',
    answeredAt: '2026-03-03T09:00:00.000Z/2026-03-03T09:00:59.999Z',
  });
  const alerts = recordsOf(await imported('jira-issues', { zone, population: 'alert' }, csv));
  assert.deepEqual(
    [alerts['alert']?.[0]?.fact['acknowledgedBy'], alerts['alert']?.[0]?.fact['closedAt']],
    ['jira:Ngozi', '2026-03-03T09:00:00.000Z/2026-03-03T09:00:59.999Z'],
  );
});
