import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isScoped, mayGive, mayRole, PERMISSIONS, ROLE_NAMES, ROLES } from './roles.ts';

const writes = PERMISSIONS.filter((permission) => !permission.endsWith(':read'));

/** Who may change what, written down a second time. */
const MAY_CHANGE: Readonly<Record<string, string>> = {
  'audit:write': 'auditor',
  'auditors:write': 'owner admin',
  'checks:write': 'owner admin contributor',
  'controls:write': 'owner admin contributor',
  'deals:write': 'owner admin sales success',
  'engagements:write': 'owner admin',
  'evidence:erase': 'owner',
  'evidence:write': 'owner admin contributor',
  'grants:erase': 'owner',
  'grants:write': 'owner admin sales success',
  'identity:erase': 'owner',
  'identity:write': 'owner admin',
  'jobs:write': 'owner admin contributor',
  'ledger:write': 'owner admin',
  'mail:write': 'owner admin',
  'notifications:write': 'owner admin contributor member advisor sales success',
  'organization:write': 'owner admin',
  'packages:write': 'owner admin',
  'people:write': 'owner admin contributor',
  'policies:write': 'owner admin contributor advisor',
  'populations:write': 'owner admin contributor',
  'questionnaires:write': 'owner admin contributor sales',
  'risks:write': 'owner admin contributor advisor',
  'sources:write': 'owner admin contributor',
  'trust:write': 'owner admin',
  'vendors:write': 'owner admin contributor',
  'views:write': 'owner admin contributor member advisor auditor sales success',
  'webhooks:write': 'owner admin',
  'work:write': 'owner admin contributor member advisor',
};

test('each permission to change something belongs to the roles of the table, and to no other', () => {
  const found = Object.fromEntries(
    writes.map((permission) => [permission, ROLE_NAMES.filter((role) => mayRole(role, permission)).join(' ')]),
  );
  assert.deepEqual(found, MAY_CHANGE);
});

test('a package, which holds the whole log, is for those who may see all of it, and for an auditor', () => {
  const may = (permission: (typeof PERMISSIONS)[number]) => ROLE_NAMES.filter((role) => mayRole(role, permission));
  assert.deepEqual(may('packages:read'), ['owner', 'admin', 'auditor']);
  assert.deepEqual(may('identity:read'), ['owner', 'admin']);
});

test('nobody of management is an auditor, and an auditor changes nothing of management', () => {
  for (const role of ROLE_NAMES) assert.equal(mayRole(role, 'audit:write'), role === 'auditor', role);
  const changes = ROLES.auditor.may.filter((permission) => !permission.endsWith(':read'));
  assert.deepEqual(changes, ['audit:write', 'views:write'], 'but how they themselves look at it');
});

test('a member, sales and success see nothing of the programme', () => {
  for (const role of ['member', 'sales', 'success'] as const)
    for (const permission of [
      'controls:read',
      'evidence:read',
      'populations:read',
      'readiness:read',
      'identity:read',
    ] as const)
      assert.equal(mayRole(role, permission), false, `${role} ${permission}`);
});

test('nobody gives more than they have', () => {
  const given = ROLE_NAMES.map((giver) => [giver, ROLE_NAMES.filter((role) => mayGive(giver, role)).length] as const);
  assert.deepEqual(
    given,
    ROLE_NAMES.map((role) => [role, role === 'owner' ? 8 : role === 'admin' ? 7 : 0]),
  );
  assert.equal(mayGive('admin', 'owner'), false);
});

test('only an auditor is for one engagement and for a time', () => {
  assert.deepEqual(ROLE_NAMES.filter(isScoped), ['auditor']);
});
