import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { DOORS, ELSEWHERE, PAGES } from '#test/kit/addresses.ts';

const read = (file: string): string => readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');
/** Read as text: the file brings pages along. */
const routes = [...read('web/shell/routes.ts').matchAll(/^ {2}\['([^']+)', \(\) => import\(/gm)].map(
  ([, one = '']) => one,
);

test('every page that has a route is looked at in light and dark, and by keyboard', () => {
  const looked = [...PAGES, ...DOORS].map((address) => address.split('?')[0] ?? '');
  const isLooked = (route: string): boolean => {
    const own = new RegExp(`^${route.replaceAll(/\$\w+/g, '[^/]+')}$`);
    return looked.some((address) => own.test(address) && (route.includes('$') || address === route));
  };
  assert.ok(routes.length > 30, routes.join(' '));
  assert.deepEqual(
    routes.filter((route) => !isLooked(route) && !(route in ELSEWHERE)),
    [],
  );
  for (const [route, file] of Object.entries(ELSEWHERE)) {
    assert.ok(routes.includes(route), route);
    const beginning = route.split('$')[0] ?? '';
    assert.ok(read(`test/e2e/${file}`).includes(beginning), `${file} opens ${beginning}`);
  }
});
