import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { checkWithId } from '#/checks/index.ts';
import { libraryControl } from '#/library/library.ts';
import { policyTemplate } from '#/library/policies/policies.ts';
import { OTHER_WORDS } from './other-words.ts';
import { worthOf } from './worth.ts';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8');
const rooms = new Map(
  [
    ...`${read('rooms.ts')}${read('places.ts')}`.matchAll(
      /(?:to: '([^']+)', label: '([^']+)'|label: '([^']+)', to: '([^']+)')/g,
    ),
  ].map(([, to, label, before, after]) => [to ?? after ?? '', label ?? before ?? '']),
);

/** What something is called where it is; undefined: nothing is there. */
function labelAt(address: string): string | undefined {
  const [, room, id = ''] = address.split('/');
  if (rooms.has(address)) return rooms.get(address);
  if (room === 'controls') return libraryControl(id)?.title;
  if (room === 'checks') return checkWithId(id)?.title;
  return room === 'policies' ? policyTemplate(id)?.title : undefined;
}

const found = (text: string): readonly string[] =>
  Object.entries(OTHER_WORDS).flatMap(([address, also]) => {
    const kind = address.split('/').length === 2 ? 'room' : 'page';
    const worth = worthOf({ label: labelAt(address) ?? '', also, kind }, text.toLowerCase().split(' '));
    return worth > 0 ? [address] : [];
  });

test('other words stand at what there is', () => {
  const nowhere = Object.keys(OTHER_WORDS).filter((address) => labelAt(address) === undefined);
  assert.deepEqual(nowhere, []);
  assert.ok(rooms.size > 15);
});

test('words that people use lead to what is called otherwise, and to a room that every company has', () => {
  const asked = {
    offboarding: '/controls/access-termination',
    onboarding: '/controls/access-provisioning',
    leaver: '/controls/access-termination',
    joiner: '/controls/access-provisioning',
    MFA: '/controls/mfa-enforced',
    '2FA': '/checks/access.second-factor',
    'pen test': '/controls/penetration-test',
    pentest: '/controls/penetration-test',
    vendor: '/controls/vendor-inventory',
    SSO: '/controls/central-identity-sso',
    laptop: '/controls/endpoint-management',
    MDM: '/controls/endpoint-management',
    backup: '/controls/backups',
    DR: '/controls/disaster-recovery-plan',
    'on-call': '/controls/security-alert-triage',
    postmortem: '/controls/post-incident-review',
    'code review': '/controls/change-peer-review',
    'pull request': '/checks/changes.approved-by-another',
    questionnaire: '/trust',
    DSAR: '/controls/data-subject-requests',
  };
  for (const [word, address] of Object.entries(asked)) {
    const all = found(word);
    assert.ok(all.includes(address), `${word}: ${all.join(' ')}`);
    assert.ok(
      all.some((each) => rooms.has(each)),
      `${word}: no room`,
    );
  }
});

test('a name counts more than another word for it, and every word is wanted', () => {
  const worth = (label: string, also: string, ...wanted: readonly string[]) =>
    worthOf({ label, also, kind: 'page' }, wanted);
  assert.ok(worth('People', '', 'people') > worth('Staff', 'people', 'people'));
  assert.equal(worth('People', 'staff', 'staff', 'laptop'), 0);
});
