import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { STATUSES } from '#/features/readiness/index.ts';
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
