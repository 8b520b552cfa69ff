import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parse } from '#/app/cli/parse.ts';
import { allCommands, findCommand } from '#/app/cli/registry.ts';
import { ERRORS } from '#/core/errors.ts';
import { OPERATIONS } from '#/contract/api.ts';
import { STATUSES } from '#/core/status/status.ts';
import { errorsPage, PAGE as ERRORS_PAGE } from '#scripts/errors-page.ts';
import { PAGE as OPERATIONS_PAGE, withTable } from '#scripts/operations-page.ts';
import { EVIDENCE_PAGE, evidencePage } from '#scripts/evidence-page.ts';
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

test('the page of the architecture names every slice', () => {
  const [, named = ''] = /singular on the command line: (.+)/.exec(text('docs/architecture.md')) ?? [];
  const slices = globSync('src/features/*/index.ts', { cwd: ROOT }).map((door) => path.basename(path.dirname(door)));
  assert.ok(slices.length > 30);
  assert.deepEqual(named.split(' '), slices.sort());
});

/** Of a page that is not, its name and what writes it say more than all its lines. */
const mustBe = (page: string, made: string): void =>
  assert.ok(
    readFileSync(page, 'utf8') === made,
    `${path.relative(ROOT, page)} is not what the code says: npm run pages`,
  );

test('the page of populations is what its command writes', () => {
  mustBe(PAGE, populationsPage());
});

test('the page of evidence is what its command writes, with every control of the library', () => {
  const page = evidencePage();
  mustBe(EVIDENCE_PAGE, page);
  assert.equal(page.match(/^\| `/gmu)?.length, 116);
  assert.doesNotMatch(page, /^\| `[^|]*\| none \| nothing \|/mu, 'each is shown by something');
});

test('the page of errors is what its command writes, and the operations page has the environment', () => {
  mustBe(ERRORS_PAGE, errorsPage());
  mustBe(OPERATIONS_PAGE, withTable(readFileSync(OPERATIONS_PAGE, 'utf8')));
});

test('every error that is listed is thrown somewhere', () => {
  const source = globSync(['src/**/*.ts', 'web/**/*.{ts,tsx}'], { cwd: ROOT })
    .filter(
      (file) =>
        !file.endsWith('errors.ts') &&
        !file.endsWith('.test.ts') &&
        !file.endsWith('contract.ts') &&
        !file.endsWith('contract/failure.ts'),
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

/** The words of a line as a shell takes them; what stands behind two blanks or a # explains it. */
const wordsOf = (line: string): readonly string[] =>
  [...(line.split(/ {2,}| #/u)[0] ?? '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)].map(
    ([, single, double, bare]) => single ?? double ?? bare ?? '',
  );

test('every command that a page or a help shows is one, with options that it takes', async () => {
  const shown = [
    ...['README.md', ...globSync('docs/**/*.md', { cwd: ROOT })].flatMap((page) =>
      [...text(page).matchAll(/^```\w*\n([\s\S]*?)^```/gmu)].flatMap(([, block = '']) => block.split('\n')),
    ),
    ...(await allCommands()).flatMap(({ examples }) => examples.map(({ line }) => line)),
  ];
  const lines = shown
    .flatMap((line) => line.split(' && '))
    .map((line) => line.replace(/^(?:[A-Z_]+=\S+ )*(?:bin\/)?attestry (?=[a-z])/u, 'attestry '))
    .filter((line) => line.startsWith('attestry '));
  assert.ok(lines.length > 60, `${lines.length} lines were seen`);
  for (const line of lines) {
    const [, ...words] = wordsOf(line);
    const found = await findCommand(words);
    assert.ok(found, `${line}: there is no such command`);
    const { command, words: taken } = found;
    const given = parse(command, words.slice(taken));
    for (const { name, ...option } of command.options)
      if ('value' in option && option.value === 'FILE')
        assert.doesNotMatch(given.text(name) ?? '', /[{"\s]/u, `${line}: --${name} is a file`);
  }
});
