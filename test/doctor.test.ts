import assert from 'node:assert/strict';
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { suite, test } from 'node:test';
import { attestry, keptRunning } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';

/** What opens nothing that another one closed. */
const ANOTHER = Buffer.alloc(32, 9).toString('base64');

suite('doctor', { timeout: 300_000 }, async () => {
  const folder = testFolder();
  const data = path.join(folder, 'data');
  const doctor = (env: Readonly<Record<string, string>> = {}) => attestry(['doctor'], { folder, env });
  await test('an installation is there, and can sign', async () => {
    assert.equal((await attestry(['init', 'Acme', '--no-controls'], { folder })).code, 0);
    await keptRunning(data);
    const { code, out } = await doctor({ ATTESTRY_ORG: 'acme', ATTESTRY_SOURCE_FOLDERS: folder });
    assert.equal(code, 0, out);
    assert.match(out, /fine {3}secret +in the data folder/u);
    assert.match(out, /fine {3}signing +the log of acme can be signed/u);
    assert.match(out, /fine {3}sources +\S+ of ATTESTRY_SOURCE_FOLDERS can be read/u);
  });

  const wrong: readonly (readonly [what: string, env: Readonly<Record<string, string>>, says: RegExp])[] = [
    [
      'another secret',
      { ATTESTRY_SECRET: ANOTHER },
      /wrong {2}signing +acme: What was encrypted for signing key .* does not open/u,
    ],
    ['half a secret', { ATTESTRY_SECRET: 'c2hvcnQ=' }, /wrong {2}secret +The secret key has 5 bytes and not 32/u],
    [
      'another organization',
      { ATTESTRY_ORG: 'nobody' },
      /wrong {2}database +there is no organization "nobody", which ATTESTRY_ORG/u,
    ],
    [
      'a folder that is not there',
      { ATTESTRY_SOURCE_FOLDERS: '/nonexistent' },
      /wrong {2}sources +\/nonexistent of ATTESTRY_SOURCE_FOLDERS cannot be read/u,
    ],
    [
      'a server that is not there',
      { DATABASE_URL: 'postgres://a:s3cret@127.0.0.1:1/x' },
      /wrong {2}database +the PostgreSQL server of DATABASE_URL: .*See that the server runs/u,
    ],
  ];
  for (const [what, env, says] of wrong)
    await test(`${what} is told`, async () => {
      const { code, out, err } = await doctor(env);
      assert.deepEqual([code, err], [1, '']);
      assert.match(out, says);
      assert.doesNotMatch(out, /s3cret|see what is wrong/u);
    });

  await test('signing keys that are gone, or are none, are told', async () => {
    const [keys, aside] = [path.join(data, 'keys'), path.join(data, 'aside')];
    renameSync(keys, aside);
    const gone = await doctor();
    assert.equal(gone.code, 1);
    assert.match(gone.out, /wrong {2}signing +acme: The signing key \S+ is not among the keys/u);
    renameSync(aside, keys);
    const [name = ''] = readdirSync(keys);
    const file = path.join(keys, name);
    renameSync(file, `${file}.aside`);
    writeFileSync(file, '{"v":1,');
    const damaged = await doctor();
    renameSync(`${file}.aside`, file);
    assert.equal(damaged.code, 1);
    assert.match(damaged.out, /wrong {2}signing +acme: The file of signing keys \S+ cannot be read/u);
  });

  await test('a secret key that is gone is not made anew: it is told, nothing is signed, and reading goes on', async () => {
    const [key, aside] = [path.join(data, 'secret.key'), path.join(data, 'secret.aside')];
    renameSync(key, aside);
    const { code, out } = await doctor();
    assert.equal(code, 1);
    assert.match(out, /wrong {2}secret +The key that opens what was encrypted is gone: there is no \S+secret\.key/u);
    assert.match(out, /wrong {2}signing/u);
    for (const words of [
      ['engagement', 'create', '--first', '2026-01-01', '--last', '2026-12-31'],
      ['secret', 'rotate'],
    ]) {
      const refused = await attestry(words, { folder });
      assert.equal(refused.code, 3, refused.err);
      assert.match(refused.err, /The key that opens what was encrypted is gone/u);
    }
    assert.equal((await attestry(['ledger', 'status'], { folder })).code, 0);
    assert.ok(!existsSync(key));
    renameSync(aside, key);
    assert.equal((await doctor()).code, 0);
  });
});
