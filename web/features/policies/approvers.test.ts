import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ROLE_NAMES, ROLES } from '#/features/identity/roles.ts';
import { approving } from './approvers.ts';

const roles = ROLE_NAMES.map((role) => ({ role, doc: '', may: [...ROLES[role].may] }));
const member = (role: (typeof ROLE_NAMES)[number], email = `${role}@acme.example`) =>
  ({ email, role }) as Parameters<ReturnType<typeof approving>>[0];
const shown = {
  policy: { version: 2 },
  history: [
    { what: 'edited', version: 1, person: 'admin@acme.example' },
    { what: 'edited', version: 2, person: 'ada@acme.example' },
    { what: 'approved', version: 2, person: 'contributor@acme.example' },
  ],
} as Parameters<typeof approving>[0];

test('to approve are asked those whose role may, and none who wrote the version', () => {
  const asked = approving(shown, roles);
  assert.deepEqual(
    ROLE_NAMES.filter((role) => asked(member(role))),
    ['owner', 'admin', 'contributor'],
  );
  assert.equal(asked(member('owner', 'ada@acme.example')), false);
});
