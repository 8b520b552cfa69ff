import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { withMissing } from './missing.ts';

const invalid = (where: string) => new DomainError('input_invalid', { where, because: 'Invalid UUID' });
const said = (error: unknown): string => (error instanceof Error ? error.message : '');

test('a page of a thing whose name nothing can have says that there is none, and no form of a name', () => {
  assert.equal(said(withMissing(invalid('id'), '/artifacts/x')), 'There is no artifact "x".');
  assert.equal(said(withMissing(invalid('document'), '/trust/reports/x')), 'There is no document "x".');
  assert.equal(said(withMissing(invalid('population'), '/evidence/ch%20ange/x')), 'There is no record "ch ange/x".');
});

test('what else is wrong stays as it was said', () => {
  for (const [error, page] of [
    [invalid('asOf'), '/artifacts/x'],
    [invalid('id'), '/settings'],
    [new DomainError('not_found', { what: 'control', id: 'y' }), '/controls/y'],
    [new Error('no network'), '/artifacts/x'],
  ] as const)
    assert.equal(withMissing(error, page), error);
});
