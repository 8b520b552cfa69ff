import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DOCUMENTS } from '#/app/cli/documents.ts';
import { commandLines, keptRunning } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';

test('the audit log has what the command line changes, done or refused, and nothing of what it reads', {
  timeout: 600_000,
}, async () => {
  const folder = testFolder();
  const inOne = commandLines(folder);
  const run = (...words: string[]) => inOne(words);
  const ended = async (code: number, line: string): Promise<string> => {
    const { code: is, out, err } = await run(...line.split(' '));
    assert.equal(is, code, `${line}\n${out}${err}`);
    return out;
  };
  const log = async () =>
    DOCUMENTS['audit-log list'].parse(JSON.parse(await ended(0, 'audit-log list --limit 500 --json'))).actions;
  await ended(0, 'init Acme --zone UTC');
  await keptRunning(path.join(folder, 'data'));
  const begun = await log();
  assert.deepEqual(
    begun.map(({ name, outcome, subject }) => [name, outcome, subject['slug'] ?? '']),
    [
      ['controls.adopt', 'done', ''],
      ['installation.organization-made', 'done', 'acme'],
    ],
  );
  const DIGEST = '0'.repeat(64);
  const seen = begun.length;
  const BY = '--by ada@acme.example';
  writeFileSync(path.join(folder, 'people.csv'), 'number,name\n1,Ada\n');
  writeFileSync(path.join(folder, 'minutes.pdf'), 'minutes');
  const kept = mkdtempSync(path.join(folder, 'kept-'));

  const changing: readonly (readonly [code: number, line: string, name: string, outcome: string])[] = [
    [0, 'engagement create soc2 --first 2026-01-01 --last 2026-12-31', 'engagements.create', 'done'],
    [3, 'engagement create soc2 --first 2026-01-01 --last 2026-12-31', 'engagements.create', 'engagement_exists'],
    [0, `ledger witness set file ${kept}/checkpoints`, 'ledger.setWitness', 'done'],
    [3, 'control edit nosuch --retire', 'controls.edit', 'not_found'],
    [2, 'control edit security-steering-meeting --limit nosuch=1', 'controls.edit', 'limit_unknown'],
    [2, 'control adopt nosuch', 'controls.adopt', 'not_found'],
    [0, 'evidence add security-steering-meeting minutes.pdf --occurred 2026-05-01', 'evidence.add', 'done'],
    [0, 'check run', 'jobs.check', 'done'],
    [3, 'work assign nothing ada@acme.example', 'work.assign', 'not_found'],
    [3, 'collect nothing', 'jobs.collect', 'not_found'],
    [3, 'source add gone --collector git --set repository=/nowhere/at/all', 'sources.add', 'source_unclear'],
    [0, 'source add gone --untried --collector git --set repository=/nowhere/at/all', 'sources.add', 'done'],
    [3, 'collect gone', 'jobs.collect', 'failed'],
    [3, 'source change gone --set repository=/nowhere/else --reason typo', 'sources.changeSettings', 'source_unclear'],
    [3, 'source secret gone --secret token=not-to-be-seen', 'sources.giveSecrets', 'source_unclear'],
    [3, 'package create --out nosuch/folder/acme.attestry', 'jobs.package', 'file_unwritable'],
    [0, 'ledger key --rotate --reason yearly', 'ledger.rotateKey', 'done'],
    [0, 'erase retention attached 400', 'erasure.retention', 'done'],
    [0, 'erase hold --reason court-order-12', 'erasure.hold', 'done'],
    [0, 'erase hold --reason order-is-over --lift', 'erasure.hold-lifted', 'done'],
    [3, `erase artifact ${DIGEST} --reason asked-to-go --basis request`, 'erasure.artifact', 'not_found'],
    [3, 'erase record person nobody --reason asked-to-go --basis request', 'erasure.record', 'not_found'],
    [0, 'package create --out acme.attestry', 'jobs.package', 'done'],
    [0, 'backup backup.tar', 'installation.backed-up', 'done'],
    [3, 'backup nosuch/folder/backup.tar', 'installation.backed-up', 'file_unwritable'],
    [0, 'secret rotate', 'installation.secret-rotated', 'done'],
    [0, 'secret forget', 'installation.secret-forgotten', 'done'],
    [0, 'audit-log export --out log.ndjson', 'identity.actions-exported', 'done'],
  ];
  for (const [place, [code, line, name, outcome]] of changing.entries()) {
    await ended(code, `${line} ${BY}`);
    const actions = await log();
    assert.equal(actions.length - seen, place + 1, line);
    const [newest] = actions;
    assert.deepEqual(
      [newest?.name, newest?.outcome, newest?.person, newest?.via],
      [name, outcome, 'ada@acme.example', 'command line'],
      line,
    );
    assert.ok(!JSON.stringify(newest?.subject).includes(DIGEST), 'the digest of what is to be forgotten');
    if (name === 'sources.giveSecrets') assert.deepEqual(newest?.subject, { id: 'gone', secrets: 'token' });
  }

  for (const line of [
    'erase artifact x', // not of its form, as a request that is not: nobody was asked for anything
    'control edit nosuch --retire --nosuch',
    'ledger witness send', // it was sent before
    'status',
    'lint',
    'outlook',
    'work list',
    'control list',
    'evidence list',
    'population coverage person',
    'source list',
    'ledger status',
    'ledger key',
    'ledger witness',
    'erase due',
    'audit-log list',
    'engagement list',
  ])
    await run(...line.split(' '));
  await run('import', 'people.csv'); // only looks
  const after = (await log()).slice(0, -seen - changing.length || undefined);
  assert.deepEqual(
    after.map(({ name }) => name),
    [],
  );
  await ended(0, 'ledger fsck');
});
