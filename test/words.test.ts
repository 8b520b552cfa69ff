import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'oxc-parser';

const ROOT = path.join(import.meta.dirname, '..');

/** What only an auditor may say of a control. */
const WORDS = /\b(operating|operates effectively|effective|effectively|met|passed)\b/i;
/** The same letters, about something else. */
const ELSEWHERE = [
  /operating system/gi,
  /effective dates?/gi,
  /chief operating officer/gi,
  /\beffective(From|_from)\b/g,
];
/** A line of a document that says whose words they are. */
const SAYS_WHOSE = /auditor/i;

const found = (text: string): string | null => {
  const left = ELSEWHERE.reduce((rest, phrase) => rest.replaceAll(phrase, ''), text);
  return WORDS.exec(left)?.[0] ?? null;
};

/** Every text that a person could come to read: literals and the fixed parts of templates, not names of modules. */
function textsOf(file: string): readonly string[] {
  const { program } = parseSync(file, readFileSync(path.join(ROOT, file), 'utf8'));
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) {
      node.forEach(visit);
      return;
    }
    const { type, value, source: _, ...rest } = node as Readonly<Record<string, unknown>>;
    if (type === 'Literal' && typeof value === 'string') texts.push(value);
    if (type === 'JSXText' && typeof value === 'string') texts.push(value);
    if (type === 'TemplateElement') texts.push((value as { readonly cooked?: string }).cooked ?? '');
    Object.values({ value, ...rest }).forEach(visit);
  };
  visit(program.body);
  return texts;
}

const sources = ['src/**/*.ts', 'web/**/*.{ts,tsx}']
  .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
  .filter((file) => !file.includes('.test.') && !file.includes('node_modules'));
const documents = ['docs/**/*.md', '*.md'].flatMap((pattern) => globSync(pattern, { cwd: ROOT }));
const data = globSync('src/library/data/*.json', { cwd: ROOT });

test('no text of ours says of a control what only an auditor may say', () => {
  assert.ok(sources.length > 200, `${sources.length} files of source were seen`);
  const said = sources.flatMap((file) =>
    textsOf(file)
      .filter((text) => found(text) !== null)
      .map((text) => `${file}: ${text}`),
  );
  assert.deepEqual(said, []);
});

test('nor does a document, where it does not say whose words they are', () => {
  assert.ok(documents.length > 5, `${documents.length} documents were seen`);
  const said = documents.flatMap((file) =>
    readFileSync(path.join(ROOT, file), 'utf8')
      .split('\n')
      .filter((line) => found(line) !== null && !SAYS_WHOSE.test(line))
      .map((line) => `${file}: ${line}`),
  );
  assert.deepEqual(said, []);
});

test('nor does the library', () => {
  assert.equal(data.length, 3);
  const said = data.flatMap((file) =>
    readFileSync(path.join(ROOT, file), 'utf8')
      .split('\n')
      .filter((line) => found(line) !== null)
      .map((line) => `${file}: ${line.trim()}`),
  );
  assert.deepEqual(said, []);
});

test('the words are found where they stand', () => {
  for (const text of ['operating effectively', 'The criterion was met.', 'All 4 checks passed', 'Effective'])
    assert.notEqual(found(text), null, text);
  for (const text of ['an operating system update', 'its effective date', 'metadata', 'surpassed', 'effectiveFrom'])
    assert.equal(found(text), null, text);
});
