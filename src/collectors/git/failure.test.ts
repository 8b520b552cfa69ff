import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { meant } from './failure.ts';

const URL = 'https://git.acme.example/shop.git';
const AT = { kind: 'remote', url: URL, name: 'acme/shop' } as const;
const ended = (because: string): DomainError =>
  new DomainError('program_failed', { program: 'git ls-remote', end: 128, because });

test('what git says of a place that it cannot reach is told in words, at the setting that is to blame', () => {
  const said = [
    ["fatal: could not read Username for 'https://x': terminal prompts disabled", 'secret_refused', 'token'],
    ['fatal: unable to access: Could not resolve host: git.acme.example', 'source_unclear', 'repository'],
    ['fatal: unable to access: Failed to connect to x port 443', 'source_unclear', 'repository'],
    ["SSL: no alternative certificate subject name matches target host name 'x'", 'source_closed', 'repository'],
    ['server certificate verification failed. CAfile: none CRLfile: none', 'source_closed', 'repository'],
    ['SSL certificate problem: self-signed certificate', 'source_closed', 'repository'],
    ['SSL certificate problem: certificate has expired', 'source_closed', 'repository'],
    ['Host key verification failed.', 'source_closed', 'repository'],
  ] as const;
  for (const [because, code, field] of said) {
    const told = meant(ended(because), AT);
    assert.ok(told instanceof DomainError, because);
    assert.deepEqual([told.code, told.fields], [code, [field]], because);
  }
});

test('of what is closed to the server the way out is not a secret, which would not open it', () => {
  const places = [
    ['SSL certificate problem: self-signed certificate', AT, /signed by nobody whom the server trusts/u],
    ['SSL certificate problem: certificate has expired', AT, /has expired/u],
    ['SSL certificate problem: certificate is not yet valid', AT, /over, not valid yet, or signed by nobody/u],
    ['server certificate verification failed. CAfile: none CRLfile: none', AT, /over, not valid yet, or signed/u],
    ['SSL certificate problem: unable to get local issuer certificate', AT, /is signed by nobody whom the server/u],
    ["fatal: detected dubious ownership in repository at '/x'", { kind: 'folder', folder: '/x', name: 'x' }, /folder/u],
  ] as const;
  for (const [because, at, says] of places) {
    const told = meant(ended(because), at);
    assert.ok(told instanceof DomainError, because);
    assert.match(told.message, says);
    assert.doesNotMatch(JSON.stringify(told.fix), /secret/u, because);
  }
});

test('what is not foreseen stays as git says it', () => {
  const error = ended('fatal: the moon is full');
  assert.equal(meant(error, AT), error);
});
