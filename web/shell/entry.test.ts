import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PERMISSIONS, type Role, ROLES } from '#/features/identity/roles.ts';
import { mayEnter } from './entry.ts';

/** Read as text: the file brings pictures along. */
const text = readFileSync(path.join(import.meta.dirname, 'rooms.ts'), 'utf8');
const ROOMS = [...text.matchAll(/to: '([^']+)'.*needs: '([^']+)'/g)].map(([, to = '', needs = '']) => ({ to, needs }));
const enters = (role: Role, at: string): boolean => mayEnter(at, ROOMS, new Set<string>(ROLES[role].may));

test('the rooms ask for permissions that there are', () => {
  assert.ok(ROOMS.length > 10);
  assert.deepEqual(
    ROOMS.filter(({ needs }) => !(PERMISSIONS as readonly string[]).includes(needs)),
    [],
  );
});

test('an owner enters every page', () => {
  for (const at of [...ROOMS.map(({ to }) => to), '/sources/add', '/trust/readers', '/trust/audience', '/artifacts/x'])
    assert.ok(enters('owner', at), at);
});

test('a role enters what it sees, and nothing within that is of others', () => {
  const doors: readonly (readonly [Role, string, boolean])[] = [
    ['member', '/work', true],
    ['member', '/notifications', true],
    ['member', '/people', false],
    ['member', '/controls/change-peer-review', false],
    ['advisor', '/sources/github', true],
    ['advisor', '/sources/add', false],
    ['advisor', '/trust', true],
    ['advisor', '/trust/readers', false],
    ['auditor', '/work', false],
    ['auditor', '/notifications', false],
    ['auditor', '/artifacts/x', true],
    ['sales', '/trust/readers', true],
    ['sales', '/', true],
    ['sales', '/controlsomething', true],
  ];
  for (const [role, at, may] of doors) assert.equal(enters(role, at), may, `${role} ${at}`);
});
