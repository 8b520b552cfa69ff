import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIBRARY } from './library.ts';
import { limitsOf } from './library.ts';
import { spansIn } from './spans.ts';

test('a span of time is found in digits, in words and as a rhythm, and nothing else is one', () => {
  assert.deepEqual(
    spansIn(
      'Within 3 days, thirty (30) calendar days, 1.5 hours or by the 5th business day; every quarter, weekly, and a 90-day look back.',
    ),
    ['3 days', 'thirty (30) calendar days', '1.5 hours', '5th business day', 'every quarter', 'weekly', '90-day'],
  );
  assert.deepEqual(
    spansIn('Two engineers look at each change within {days}, one a day, at 2 sites, in the first place, for years.'),
    [],
  );
});

test('a span is found however it is written', () => {
  for (const span of [
    'within a year',
    'hundred days',
    'eighteen months',
    '18 mths',
    'within half a year',
    '300d',
    '24hrs',
    'once per year',
    'twice a year',
    '30 business-days',
    'a dozen weeks',
    'per quarter',
    'after an hour',
  ]) {
    const [found, ...more] = spansIn(`It is done, or in any case ${span}, by its owner.`);
    assert.ok(found !== undefined && span.endsWith(found) && more.length === 0, `${span}: ${found}`);
  }
});

test('the library itself hardly says a time beside its limits: how often something is reviewed that a check judges otherwise', () => {
  const beside = LIBRARY.flatMap((control) => {
    const { parameters, template } = limitsOf(control);
    return Object.keys(parameters).length === 0 ? [] : spansIn(template).map((span) => `${control.id}: ${span}`);
  });
  assert.deepEqual(beside, ['retention-schedule: annually']);
});
