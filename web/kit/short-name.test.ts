import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortName } from './short-name.ts';

const ID = '4afdd1fa461734384843c232655c6da073a64b65';

test('a command of git is called by what it does and where it ends', () => {
  assert.equal(shortName(`git log -z --no-notes --format=%H%x00%P%x00%B --reverse ${ID}`), 'git log … 4afdd1fa46');
  assert.equal(shortName('git for-each-ref --format=%(refname)%00 refs/tags'), 'git for-each-ref … refs/tags');
  assert.equal(shortName('git log -z --format=%H'), 'git log …');
});

test('any other name is whole, or has a sign where it is cut', () => {
  assert.equal(shortName('people.csv'), 'people.csv');
  const long = `GET /repos/acme/app/commits/${'x'.repeat(80)}/pulls?page=2`;
  assert.match(shortName(long), /^GET \/repos\/acme\/app\/commits\/x+…x+\/pulls\?page=2$/);
  assert.ok(shortName(long).length < long.length);
});
