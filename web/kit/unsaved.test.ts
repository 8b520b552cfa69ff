import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isLostBy, type Move } from './unsaved.ts';

const from = { pathname: '/controls', search: { status: 'open', beside: '/controls/backups?part=a' } };
const move = (next: object, how: Partial<Move> = {}): Move => ({
  current: from,
  next: { ...from, ...next },
  isReplaced: false,
  isWithin: false,
  ...how,
});
const [ONE, OTHER] = [{ ...from.search, beside: '/controls/mfa' }, { status: 'open' }];

test('what is typed on a page is lost by whatever leads to another, and by nothing that looks at the same otherwise', () => {
  assert.ok(isLostBy(move({ pathname: '/work' }), false));
  assert.ok(isLostBy(move({ search: { ...from.search, part: 'rules' } }), false));
  assert.ok(!isLostBy(move({ search: { ...from.search, q: 'mfa' } }, { isReplaced: true }), false));
  assert.ok(!isLostBy(move({ search: { beside: from.search.beside, status: 'open' } }), false), 'in another order');
});

test('what is open beside a page comes and goes without it, and takes its own words along', () => {
  for (const search of [ONE, OTHER]) {
    assert.ok(!isLostBy(move({ search }), false));
    assert.ok(isLostBy(move({ search }, { isReplaced: true }), true));
  }
  assert.ok(!isLostBy(move({ search: { ...from.search, beside: '/controls/backups?part=b' } }), true));
  assert.ok(isLostBy(move({ pathname: '/work' }), true));
});

test('a page that is open beside another leads on within it, and the other stays', () => {
  assert.ok(isLostBy(move({ pathname: '/checks' }, { isWithin: true }), true));
  assert.ok(!isLostBy(move({ pathname: '/checks' }, { isWithin: true }), false));
});
