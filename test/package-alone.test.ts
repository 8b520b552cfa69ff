import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';

const ROOT = path.join(import.meta.dirname, '..');
const VECTOR = path.join(ROOT, 'docs/spec/vectors/package-v1.tar');
const { key, report } = JSON.parse(readFileSync(VECTOR.replace('.tar', '.json'), 'utf8')) as {
  readonly key: string;
  readonly report: readonly string[];
};
const QUIET = '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON';
/** What the system has besides the pinned runtime; often an older one. */
const SYSTEM_NODE = '/usr/bin/node';

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'attestry-package-'));
  after(() => rmSync(made, { recursive: true }));
  return made;
}

const sourcesOf = (part: string): readonly string[] =>
  readdirSync(path.join(ROOT, 'src', part)).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.startsWith('reperform'),
  );

function copied(): string {
  const made = folder();
  for (const part of ['ledger', 'package']) {
    mkdirSync(path.join(made, part));
    for (const name of sourcesOf(part)) copyFileSync(path.join(ROOT, 'src', part, name), path.join(made, part, name));
  }
  return made;
}

const run = (node: string, args: readonly string[], cwd: string) => {
  const { status, stdout, stderr } = spawnSync(node, args, { cwd, env: {}, encoding: 'utf8', timeout: 60_000 });
  return { status, stdout, stderr };
};

const expected = report.map((line) => line.replace('package-v1.tar', VECTOR)).join('\n');

test('the verifier imports nothing but the ledger, itself, and what every Node has', () => {
  const names = sourcesOf('package');
  assert.ok(names.length >= 15);
  for (const name of names)
    for (const [, from = ''] of readFileSync(path.join(ROOT, 'src/package', name), 'utf8').matchAll(/from '([^']+)'/g))
      assert.match(
        from,
        /^(node:(crypto|zlib|fs|os|worker_threads)|\.\/[a-z0-9-]+\.ts|\.\.\/ledger\/[a-z0-9-]+\.ts)$/,
        `${name} imports ${from}`,
      );
});

test('both folders, copied elsewhere, verify a package with a clean environment', () => {
  const home = copied();
  const fine = run(process.execPath, [QUIET, 'package/main.ts', VECTOR, '--key', key], home);
  assert.deepEqual(fine, { status: 0, stdout: `${expected}\n`, stderr: '' });
  const unknown = run(process.execPath, [QUIET, 'package/main.ts', VECTOR], home);
  assert.equal(unknown.status, 1);
  assert.match(unknown.stdout, /consistent with itself; signer not established/);
  const json = run(process.execPath, [QUIET, 'package/main.ts', VECTOR, '--key', key, '--json'], home);
  assert.equal((JSON.parse(json.stdout) as { readonly fine: boolean }).fine, true);
  assert.deepEqual(
    [['--key', 'nonsense'], ['--nothing'], ['--key']].map(
      (more) => run(process.execPath, [QUIET, 'package/main.ts', VECTOR, ...more], home).status,
    ),
    [2, 2, 2],
  );
  assert.equal(run(process.execPath, [QUIET, 'package/main.ts', 'no-such-file'], home).status, 3);
});

test('without its types it runs on the Node of the system, though that is older', (context) => {
  const home = folder();
  const made = run(process.execPath, [path.join(ROOT, 'scripts/plain-verifier.ts'), home], home);
  assert.deepEqual([made.status, made.stdout], [0, '']);
  assert.equal(run(process.execPath, ['package/main.js', VECTOR, '--key', key], home).stdout, `${expected}\n`);
  if (!existsSync(SYSTEM_NODE)) return context.skip('this system has no Node of its own');
  assert.deepEqual(run(SYSTEM_NODE, ['package/main.js', VECTOR, '--key', key], home), {
    status: 0,
    stdout: `${expected}\n`,
    stderr: '',
  });
});

test('the command verifies and re-performs without data folder, home, database or network, and makes none', () => {
  const [home, cwd] = [folder(), folder()];
  const data = path.join(home, 'data');
  const attestry = (...args: readonly string[]) => {
    const env = {
      PATH: '/usr/bin:/bin',
      HOME: home,
      ATTESTRY_DATA: data,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing',
      NO_COLOR: '1',
    };
    const { status, stdout } = spawnSync(path.join(ROOT, 'bin/attestry'), args, {
      cwd,
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    return { status, stdout };
  };
  const fine = attestry('package', 'verify', VECTOR, '--key', key);
  assert.equal(fine.status, 0);
  assert.match(fine.stdout, /^This is a demo/);
  assert.match(fine.stdout, /\n3\. What no ledger proves/);
  assert.equal(attestry('package', 'verify', VECTOR).status, 1);
  assert.equal(attestry('package', 'verify', path.join(cwd, 'no-such-file')).status, 3);
  assert.equal(attestry('package', 'verify', VECTOR, '--key', 'nonsense').status, 2);
  const again = attestry('package', 'reperform', VECTOR, '--json');
  const { runs } = JSON.parse(again.stdout) as { readonly runs: readonly { readonly kind: string }[] };
  assert.ok(runs.length >= 3);
  assert.ok(
    runs.every(({ kind }) => kind === 'same' || kind === 'not re-performed'),
    again.stdout,
  );
  assert.deepEqual([readdirSync(home), readdirSync(cwd)], [[], []]);
});
