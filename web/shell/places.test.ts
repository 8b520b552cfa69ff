import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { PERMISSIONS } from '#/features/identity/roles.ts';

/** Read as text: the files bring pictures and pages along. */
const read = (file: string): string => readFileSync(path.join(import.meta.dirname, file), 'utf8');
const all = (file: string, of: RegExp): readonly string[] => [...read(file).matchAll(of)].map(([, one = '']) => one);

const places = new Set([...all('places.ts', /to: '([^']+)'/g), ...all('rooms.ts', /to: '([^']+)'/g)]);
const inParts = new Set(all('places.ts', /'(?:part|view)', '([^']+)'/g));

test('every page that has an address of its own is found by name', () => {
  const routes = all('routes.ts', /^ {2}\['([^'$]+)', \(\) => import\('#web\/features\/(?!account)/gm);
  assert.ok(routes.length > 15, routes.join(' '));
  assert.deepEqual(
    routes.filter((route) => !places.has(route)),
    [],
  );
});

test('so is every part of the settings, and every view of the controls', () => {
  const parts = all('../features/settings/SettingsPage.tsx', /(?:part: |Tab value=)['"]([a-z-]+)['"]/g);
  const views = all('../features/controls/Views.tsx', /view: '([a-z]+)', label: '(?!Adopted|List)/g);
  assert.ok(parts.length >= 8 && views.length >= 3);
  assert.deepEqual(
    [...parts, ...views].filter((each) => !inParts.has(each)),
    [],
  );
});

test('who finds a page may enter it: what they need is a permission', () => {
  const needs = all('places.ts', /needs: '([^']+)'/g);
  assert.ok(needs.length > 15);
  assert.deepEqual(
    needs.filter((each) => !(PERMISSIONS as readonly string[]).includes(each)),
    [],
  );
});

test('a form that an address opens is one of the page that it names', () => {
  const forms = [...all('places.ts', /doing\('[^']+', '([a-z]+)'\)/g), ...all('places.ts', /do: '([a-z]+)'/g)];
  const opened = new Set(
    [
      'people/Members.tsx',
      'work/AddTask.tsx',
      'evidence/EvidencePage.tsx',
      'scope/Boundary.tsx',
      'controls/RoomActions.tsx',
      'settings/Keys.tsx',
      'settings/Webhooks.tsx',
    ].flatMap((file) => all(`../features/${file}`, /useOpened\('([a-z]+)'\)/g)),
  );
  assert.equal(forms.length, 7);
  assert.deepEqual(
    forms.filter((each) => !opened.has(each)),
    [],
  );
});
