import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ERRORS } from '#/core/errors.ts';
import { OPERATIONS } from '#/contract/api.ts';
import { STATUSES } from '#/features/readiness/index.ts';
import { errorsPage, PAGE as ERRORS_PAGE } from '#scripts/errors-page.ts';
import { PAGE as OPERATIONS_PAGE, withTable } from '#scripts/operations-page.ts';
import { PAGE, populationsPage } from '#scripts/populations-page.ts';

const ROOT = path.join(import.meta.dirname, '..');
const pages = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT });
const text = (page: string): string => readFileSync(path.join(ROOT, page), 'utf8');

test('every link between the pages leads somewhere', () => {
  assert.ok(pages.length >= 12, `${pages.length} pages were seen`);
  const broken = pages.flatMap((page) =>
    [...text(page).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
      .map(([, to = '']) => path.join(path.dirname(page), to))
      .filter((to) => !existsSync(path.join(ROOT, to)))
      .map((to) => `${page} → ${to}`),
  );
  assert.deepEqual(broken, []);
});

test('the glossary knows every status', () => {
  const glossary = text('docs/glossary.md');
  for (const status of STATUSES) assert.ok(glossary.includes(status), status);
});

test('the page of populations is what its command writes', () => {
  assert.equal(readFileSync(PAGE, 'utf8'), populationsPage());
});

test('the page of errors is what its command writes, and the operations page has the environment', () => {
  assert.equal(readFileSync(ERRORS_PAGE, 'utf8'), errorsPage());
  const operations = readFileSync(OPERATIONS_PAGE, 'utf8');
  assert.equal(operations, withTable(operations));
});

test('every error that is listed is thrown somewhere', () => {
  const source = globSync('src/**/*.ts', { cwd: ROOT })
    .filter(
      (file) =>
        !file.endsWith('errors.ts') &&
        !file.endsWith('.test.ts') &&
        !file.endsWith('contract.ts') &&
        !file.endsWith('failure.ts'),
    )
    .map((file) => text(file))
    .join('\n');
  const never = Object.keys(ERRORS).filter((code) => !source.includes(`'${code}'`));
  assert.deepEqual(never, []);
});

test('every error that an endpoint declares is in the list', () => {
  for (const { name, endpoint } of OPERATIONS)
    for (const code of endpoint.errors) assert.ok(Object.hasOwn(ERRORS, code), `${name}: ${code}`);
});
