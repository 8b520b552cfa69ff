import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configFrom, configRead } from '#/platform/config.ts';
import { attestry } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';

/** What cannot be meant by a variable. */
const WRONG: Readonly<Record<string, readonly string[]>> = {
  PORT: ['abc', '99999', '-1', '1.5'],
  ATTESTRY_PROXY: ['-1', 'yes'],
  ATTESTRY_SMTP: ['http://x', 'smtp://a:b%@host'],
  ATTESTRY_WEBHOOK_NETWORKS: ['banana'],
  ATTESTRY_SOURCE_FOLDERS: ['exports'],
  ATTESTRY_URL: [
    'ftp://x',
    'notaurl',
    'http://acme.example/path',
    'http://acme.example?x=1',
    'http://a:b@acme.example',
  ],
  DATABASE_URL: ['mysql://ada:s3cret@x/db', 'nonsense', 'db:5432'],
  OTEL_EXPORTER_OTLP_ENDPOINT: ['ftp://x'],
};

for (const [name, values] of Object.entries(WRONG))
  for (const value of values)
    test(`${name} is not ${value}`, () => {
      const { config, wrong } = configRead({ [name]: value }, { data: '/data', person: 'ada' });
      assert.deepEqual(config, configFrom({}, { data: '/data', person: 'ada' }), 'it is as if it were not set');
      assert.equal(wrong.length, 1);
      assert.ok(wrong[0]?.code === 'variable_invalid' && wrong[0].message.startsWith(`${name} cannot be read: `));
      assert.doesNotMatch(`${wrong[0].message} ${wrong[0].fix}`, /s3cret|a:b/u);
    });

test('addresses that are meant are taken', () => {
  for (const url of [
    'postgres://u:p@h/db',
    'postgresql://h:5432/db?sslmode=require',
    'postgres://u@/db?host=/run',
    '/run',
  ])
    assert.equal(configFrom({ DATABASE_URL: url }, {}).databaseUrl, url);
  const url = (text: string): string | null => configFrom({ ATTESTRY_URL: text }, {}).url;
  assert.equal(url('https://Attestry.acme.example/'), 'https://attestry.acme.example');
  assert.equal(url('http://localhost:4180'), 'http://localhost:4180');
  assert.equal(url(''), null);
});

const env = { PORT: 'abc', ATTESTRY_PROXY: 'yes', DATABASE_URL: 'mysql://ada:s3cret@x/db' };

test('a command says which variable is wrong and what to do, and ends as one that was misused', async () => {
  const folder = testFolder();
  for (const words of [['status'], ['package', 'verify', 'x.tar'], ['init', 'Acme'], ['serve']]) {
    const { code, out, err } = await attestry(words, { folder, env });
    assert.equal(code, 2, err);
    assert.equal(out, '');
    assert.match(
      err,
      /^attestry: DATABASE_URL cannot be read: it begins with mysql:\/\/\.\n {10}Set this variable [^\n]*\n$/u,
    );
  }
  const { code, out } = await attestry(['status', '--json'], { folder, env: { PORT: 'abc' } });
  const { error } = JSON.parse(out) as { readonly error: { readonly code: string; readonly facts: object } };
  assert.deepEqual([code, error.code], [2, 'variable_invalid']);
  assert.deepEqual(error.facts, {
    name: 'PORT',
    because: '"abc" is no port',
    help: 'a number from 0 to 65535, such as 4180',
  });
});

test('a host at which this machine cannot be reached is named when the server starts', async () => {
  const { code, err } = await attestry(['serve'], {
    folder: testFolder(),
    env: { ATTESTRY_HOST: '203.0.113.9', PORT: '0' },
  });
  assert.equal(code, 2);
  assert.match(err, /attestry: ATTESTRY_HOST cannot be read: "203\.0\.113\.9" is no address of this machine\./u);
});

test('what is helped with needs no variable', async () => {
  const folder = testFolder();
  for (const words of [['--help'], ['status', '--help'], ['help', 'doctor']]) {
    const { code, out, err } = await attestry(words, { folder, env });
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /attestry/u);
  }
});

test('doctor tells all that are wrong, and what else it finds', async () => {
  const { code, out, err } = await attestry(['doctor'], { folder: testFolder(), env });
  assert.deepEqual([code, err], [1, '']);
  for (const [name, because] of [
    ['PORT', '"abc" is no port'],
    ['ATTESTRY_PROXY', '"yes" is no number of proxies'],
    ['DATABASE_URL', 'it begins with mysql://'],
  ] as const)
    assert.ok(out.includes(`wrong  variables  ${name} cannot be read: ${because}. Set this variable`), out);
  assert.match(out, /fine {3}data/u);
  assert.doesNotMatch(out, /database {3}|doctor|s3cret/u);
});
