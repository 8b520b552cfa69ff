import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from './errors.ts';

test('a fact that is a sentence is not ended twice', () => {
  const of = (because: string): string => new DomainError('source_unread', { source: 'code', because }).message;
  assert.equal(of('there is no such folder.'), 'The source code was not read to its end: there is no such folder.');
  assert.equal(of('there is no such folder'), of('there is no such folder.'));
});

test('a fact that is not given leaves its place open', () => {
  assert.equal(new DomainError('not_found', { what: 'check' }).message, 'There is no check "{id}".');
});

test('a fact that is an instant is said as people write one, and stays as it is for a program', () => {
  const since = '2026-11-29T16:17:38.000Z';
  const error = new DomainError('source_disconnected', { id: 'code', since });
  assert.equal(error.message, 'The source "code" is disconnected since 29 Nov 2026, 16:17 UTC.');
  assert.equal(error.facts['since'], since);
});

test('a fact that counts is grouped, and one that names a place is not', () => {
  const error = new DomainError('position_unknown', { size: 12_345, position: 20_000 });
  assert.match(error.message, /12,345 entries; there is none at position 20000/);
  assert.equal(error.facts['size'], 12_345);
});

test('a time to wait is told in seconds where they are few, and in minutes, and stays in seconds for a program', () => {
  const fixOf = (seconds: number): string => new DomainError('too_many_requests', { seconds }).fix;
  assert.deepEqual(
    [1, 59, 120, 121, 1_408].map(fixOf),
    ['1 second', '59 seconds', '120 seconds', '3 minutes', '24 minutes'].map((time) => `Wait ${time}, then go on.`),
  );
  assert.equal(new DomainError('too_many_requests', { seconds: 1_408 }).facts['seconds'], 1_408);
});
