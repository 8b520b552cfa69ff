import assert from 'node:assert/strict';
import test from 'node:test';
import { companyOf } from './company.ts';

const setup = { seed: 1, scale: 1, last: '2026-10-31' };

test('the same seed, scale and last day make the same company, another seed another', () => {
  assert.deepEqual(companyOf(setup).people, companyOf(setup).people);
  assert.notDeepEqual(companyOf(setup).people, companyOf({ ...setup, seed: 2 }).people);
});

test('about 60 people work there at the end, twenty times as many at scale 20, each with an address of their own', () => {
  for (const scale of [1, 20]) {
    const company = companyOf({ ...setup, scale });
    const there = company.staffOn(company.lastDay);
    assert.ok(there.length >= 55 * scale && there.length <= 65 * scale, String(there.length));
    assert.equal(new Set(company.people.map(({ email }) => email)).size, company.people.length);
    assert.equal(new Set(company.people.map(({ employee }) => employee)).size, company.people.length);
  }
});

test('the fourteen months end with the last day, and the looks are never more than 31 days apart', () => {
  const company = companyOf({ ...setup, last: '2028-02-29' });
  assert.equal(company.months.length, 14);
  assert.equal(company.months.at(-1)?.last, company.lastDay);
  assert.equal(company.looks.length, 15);
  company.looks.slice(1).forEach((look, place) => {
    const days = (look - (company.looks[place] ?? 0)) / 86_400_000;
    assert.ok(days > 27 && days < 31.1, String(days));
  });
});

test('a stream of chance is not moved by what is drawn from another', () => {
  const company = companyOf(setup);
  const [one, other] = [company.random('a'), company.random('a')];
  company.random('b').int(1, 100);
  assert.equal(one.int(1, 1_000_000), other.int(1, 1_000_000));
});
