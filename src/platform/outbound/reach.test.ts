import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError, type ErrorCode } from '#/core/errors.ts';
import { networksIn } from './addresses.ts';
import { reaching } from './reach.ts';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  'git.example': ['93.184.216.34', '2606:2800:220:1::1'],
  'inside.example': ['10.1.2.3'],
  'other.example': ['10.2.0.1'],
  'both.example': ['93.184.216.34', '127.0.0.1'],
  'none.example': [],
};
const resolve = async (host: string): Promise<readonly string[]> => NAMES[host] ?? Promise.reject(new Error('no'));
const named = reaching({ networks: null, resolve });
const real = reaching({ networks: null });
const refused = (code: ErrorCode) => (error: unknown) => error instanceof DomainError && error.code === code;

for (const [address, host, port] of [
  ['https://git.example/acme/app.git', 'git.example', null],
  ['https://git.example:8443', 'git.example', 8443],
  ['ssh://git@git.example:2222/acme/app', 'git.example', 2222],
  ['git://git.example/acme/app', 'git.example', null],
  ['git@git.example:acme/app.git', 'git.example', null],
] as const)
  test(`${address} leads to the places of its host`, async () =>
    assert.deepEqual(await named(address), { host, port, addresses: NAMES[host] }));

const FORMS = [
  (host: string) => `http://${host}/x`,
  (host: string) => `https://user@${host}:4380/x`,
  (host: string) => `ssh://git@${host}/x`,
  (host: string) => `git://${host}/x`,
  (host: string) => `git@${host}:x/y`,
];

test('whatever leads into a private network is refused, in each form and however it is written', async () => {
  const hosts = ['127.0.0.1', '169.254.169.254', '10.0.0.7', '192.168.1.1', '0.0.0.0', '2130706433', '0177.0.0.1'];
  for (const host of [...hosts, '0x7f.1', 'localhost', 'LOCALHOST'])
    for (const form of FORMS) await assert.rejects(real(form(host)), refused('address_refused'), form(host));
  for (const host of ['inside.example', 'both.example'])
    for (const form of FORMS) await assert.rejects(named(form(host)), refused('address_refused'), form(host));
});

test('what two programs could read two hosts out of is refused', async () => {
  for (const address of [
    String.raw`https://git.example\@127.0.0.1/x`,
    'https://git.example@127.0.0.1@git.example/x',
    'https://git.example#@127.0.0.1/x',
    'https://git.example?@127.0.0.1/x',
    'https://git.example./x',
    'https://[::1]/x',
    'ssh://git.example;id/x',
    'ssh://$(id)/x',
    'git@-oProxyCommand=id:x',
    'file:///etc',
    '/srv/git/app',
    'ext::id',
  ])
    await assert.rejects(named(address), refused('address_refused'), address);
});

test('a name that stands for nothing is not asked', async () => {
  for (const host of ['none.example', 'unknown.example'])
    await assert.rejects(named(`https://${host}/x`), refused('http_failed'));
});

test('a private network that the operator names may be asked, and no other', async () => {
  const reach = reaching({ networks: networksIn('10.1.0.0/16'), resolve });
  assert.deepEqual((await reach('https://inside.example/api/v3')).addresses, ['10.1.2.3']);
  await assert.rejects(reach('https://other.example/api/v3'), refused('address_refused'));
});
