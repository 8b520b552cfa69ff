import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { VERSION } from '#/app/version.ts';
import { commandLines, keptRunning } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';

/** What is to be corrected on the command line, each word apart by a space; `_` is a space within one. */
const MISUSED = [
  'nosuch',
  'control',
  'control nosuch',
  'help nosuch',
  '--nosuch',
  '--data',
  'status --nosuch',
  'status extra',
  'status --json=1',
  'init',
  'init Other --zone Mars',
  'init Other --promise nosuch',
  'init Other --slug Not_A_Slug',
  'demo --scale 0',
  'demo --last 2026-10-30',
  'serve --role nosuch',
  'doctor --server http://127.0.0.1:1',
  'status --as-of yesterday',
  'apart nosuch',
  'explain mfa-enforced --items many',
  'control list --criterion CC6.1',
  'control list --library --criterion CC99',
  'control adopt nosuch',
  'control adopt penetration-test --from yesterday',
  'control edit access-termination',
  'control edit access-termination --limit nosuch=1',
  'control edit access-termination --limit businessDays',
  'control edit access-termination --limit businessDays=two',
  'control edit access-termination --limit businessDays=-1',
  'control edit access-termination --statement The_company_disables_access.',
  'control edit access-termination --frequency sometimes',
  'control edit access-review-quarterly --frequency annual --limit months=1',
  'control add my-own --title Title',
  'source add code',
  'source add code --collector nosuch',
  'source add code --collector git',
  'source add code --collector git --set repository',
  'source add code --collector github --set organization=acme',
  'source collectors nosuch',
  'import people.csv --population nosuch',
  'import people.csv --confirm',
  'import people.csv --population person --confirm --save mapping.json',
  'import people.csv --preset nosuch',
  'import people.csv --preset okta-users --set zone',
  'import complete.csv --population person --confirm --from yesterday',
  'import complete.csv --population person --confirm --as UPPER',
  'check run nosuch',
  'check show changes.nosuch',
  'population list nosuch',
  'population list change --limit many',
  'population list change --limit 0',
  'erase record nosuch key --reason a --basis b',
  'erase retention attached many',
  'policy draft nosuch',
  'ledger show x',
  'ledger key --rotate',
  'ledger witness set nosuch x',
  'work list --function nosuch',
  'engagement create --first 2026-01-01',
  'engagement create --first x --last y',
  'engagement create --first 2026-12-31 --last 2026-01-01',
  'evidence add mfa-enforced people.csv --occurred soon',
  'package create',
  'package create --out people.csv',
  'package create --out /dev/full',
  'package reperform x.tar --items nosuch',
  'package verify people.csv --key nonsense',
  'webhook add notanaddress --kind check-run',
  'webhook add https://hooks.acme.example --kind nosuch',
  'trust request list --state nosuch',
  'audit-log export --format nosuch',
];

/** What is right as it was typed, and cannot be done. */
const FAILED = [
  'status --org nosuch',
  'status --server http://127.0.0.1:1',
  'status --engagement nosuch',
  'control show nosuch',
  'control edit nosuch --retire',
  'explain nosuch',
  'source test nosuch',
  'collect nosuch',
  'import nofile.csv',
  'import people.csv --mapping people.csv',
  'policy show nosuch',
  'population show person nosuch',
  'erase artifact nosuch --reason a --basis b',
  'erase retention nosuch 12',
  'ledger show 99999999',
  'work drop nosuch --reason because_it_is_so',
  'package verify nofile.tar',
  'package create --out /nosuch/folder/x.tar',
  'restore nofile.tar --data nowhere --reason the_disk_was_lost',
];

/** It did what it was asked, and found that more is needed. */
const FOUND = [
  'import people.csv',
  'import people.csv --population person',
  'import people.csv --population person --confirm',
  'import rejected.csv --population person --confirm',
];

suite('how a command ends', { timeout: 600_000 }, async () => {
  const folder = testFolder();
  const run = commandLines(folder);
  const wordsOf = (line: string): readonly string[] => line.split(' ').map((word) => word.replaceAll('_', ' '));
  await test('it says its version, whichever way that is asked', async () => {
    for (const words of [['--version'], ['version']]) {
      const { code, out } = await run(words);
      assert.deepEqual([code, out.trim()], [0, `attestry ${VERSION}`]);
    }
  });
  await test('what is to be written otherwise is said without a gap, with a command and without', async () => {
    for (const [words, help] of [
      [['nosuch'], 'attestry --help'],
      [['status', '--nosuch'], 'attestry status --help'],
    ] as const)
      assert.match((await run(words)).err, new RegExp(`See how it is written: ${help}\n`));
  });
  await test('an organization is there', async () => {
    const { code, err } = await run(['init', 'Acme', '--zone', 'Europe/Berlin']);
    assert.equal(code, 0, err);
    const header = 'Employee,Name,Email,Kind,Start date,End date';
    writeFileSync(path.join(folder, 'people.csv'), 'name,mail\nAda,ada@acme.example\n');
    writeFileSync(
      path.join(folder, 'complete.csv'),
      `${header}\n1,Ada,ada@acme.example,employee,2025-01-06,2026-03-31\n`,
    );
    writeFileSync(
      path.join(folder, 'rejected.csv'),
      `${header}\n1,Ada,ada@acme.example,employee,2025-01-06,2026-03-31\n2,Bo,bo@acme.example,employee,someday,2026-03-31\n`,
    );
    for (const id of ['access-termination', 'access-review-quarterly', 'mfa-enforced'])
      await run(['control', 'adopt', id]);
  });
  await keptRunning(path.join(folder, 'data'));
  const size = async (): Promise<number> =>
    (JSON.parse((await run(['ledger', 'status', '--json'])).out) as { readonly size: number }).size;

  for (const [exit, lines, what] of [
    [2, MISUSED, 'is misused'],
    [3, FAILED, 'fails'],
    [1, FOUND, 'finds something'],
  ] as const)
    for (const line of lines)
      await test(`attestry ${line} ${what}, ends with ${exit}, and does nothing`, async () => {
        const before = await size();
        const { code, out, err } = await run(wordsOf(line));
        assert.equal(code, exit, `${out}\n${err}`);
        assert.doesNotMatch(err, /nobody foresaw/);
        if (exit !== 1) assert.match(`${err}${out}`, /attestry/);
        const after = await size();
        if (exit === 1) assert.equal(after, before);
        for (let position = before; position < after; position += 1) {
          const shown = await run(['ledger', 'show', String(position), '--json']);
          const { entry, payload } = JSON.parse(shown.out) as Readonly<
            Record<string, Readonly<Record<string, unknown>>>
          >;
          assert.equal(entry?.['kind'], 'action');
          assert.notEqual(payload?.['outcome'], 'done'); // that it was refused stands in the audit log
        }
      });
});
