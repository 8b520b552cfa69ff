import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIBRARY } from '#/library/library.ts';
import { THEME_NAMES, themeOf } from './themes.ts';

test('controls stand where a reviewer looks for them', () => {
  const of = (id: string): string => themeOf(LIBRARY.find((each) => each.id === id)?.criteria ?? []);
  assert.equal(of('change-peer-review'), 'Change');
  assert.equal(of('access-review-quarterly'), 'Access');
  assert.equal(of('dependency-image-scanning'), 'Protection of systems and data');
  assert.equal(of('backups'), 'Detection, incidents and recovery');
  assert.equal(of('vendor-annual-review'), 'Vendors and continuity');
  assert.equal(of('code-of-conduct'), 'People and governance');
  for (const { criteria } of LIBRARY) assert.ok(THEME_NAMES.includes(themeOf(criteria)));
});
