import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'oxc-parser';
import { GLOBAL_OPTIONS } from '#/app/cli/global-options.ts';
import { parse } from '#/app/cli/parse.ts';
import { allCommands, findCommand } from '#/app/cli/registry.ts';
import { COLLECTORS } from '#/collectors/index.ts';
import { LISTED, PLACE_NAMES, pageOf, placeOf } from '#/core/place.ts';
import { describedCollector } from '#/features/sources/settings.ts';

const ROOT = path.join(import.meta.dirname, '..');
/** What stands for a value that a text is given when it is shown. */
const GIVEN = 'GIVEN';

/** Every text of a file that a person could come to read, with what is put into it left open. */
function textsOf(file: string): readonly string[] {
  const { program } = parseSync(file, readFileSync(path.join(ROOT, file), 'utf8'));
  const texts: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    const { type, value, quasis, source: _, ...rest } = node as Readonly<Record<string, unknown>>;
    if (type === 'Literal' && typeof value === 'string') texts.push(value);
    if (type === 'TemplateLiteral' && Array.isArray(quasis))
      texts.push(
        quasis.map((each: { readonly value: { readonly cooked?: string } }) => each.value.cooked ?? '').join(GIVEN),
      );
    Object.values({ value, ...rest }).forEach(visit);
  };
  visit(program.body);
  return texts;
}

interface Hint {
  readonly file: string;
  readonly words: readonly string[];
  /** Nothing follows it but the end of the text, or of a quotation: it is a whole line, and not the begin of a sentence. */
  readonly isWhole: boolean;
}

const LINE = /(?<![\w./@-])attestry((?: (?:"[^"]*"|(?:--)?[A-Za-z0-9…./~@][^\s"'`,;()]*))+)(.?)/gu;
/** A word, or words in quotation marks, which are one. */
const WORD = /"([^"]*)"|\S+/gu;

function hintsIn(file: string): readonly Hint[] {
  return textsOf(file).flatMap((text) =>
    [...text.matchAll(LINE)].flatMap(([, line = '', next = '']) => {
      const words = [...line.matchAll(WORD)].map(([word, quoted]) => (quoted ?? word).replace(/[.:?]+$/u, ''));
      return /^[a-z]/u.test(words[0] ?? '') ? [{ file, words, isWhole: next === '' || next === '"' }] : [];
    }),
  );
}

const files = globSync('src/**/*.ts', { cwd: ROOT }).filter((file) => !file.includes('.test.'));
const hints = files.flatMap(hintsIn);
const named = ({ file, words }: Hint): string => `${file}: attestry ${words.join(' ')}`;

/** Sentences about the product, which is called as its program is. */
const isSentence = ({ words }: Hint): boolean =>
  words.length > 1 && /^(?:is|was|has|needs|reads|runs)$/u.test(words[0] ?? '');

test('every command that a hint names is there, with the options that it is given', async () => {
  assert.ok(hints.length > 120, `${hints.length} hints were seen`);
  const all = await allCommands();
  const wrong: string[] = [];
  for (const hint of hints.filter((each) => !isSentence(each))) {
    const { words } = hint;
    if (words[0] === 'help') continue;
    const found = await findCommand(words);
    const isGroup = all.some(({ name }) => name.startsWith(`${words[0] ?? ''} `));
    if (found === null) {
      if (words.length > 1 || !isGroup) wrong.push(named(hint));
      continue;
    }
    const known = new Set([...GLOBAL_OPTIONS, ...found.command.options].map(({ name }) => `--${name}`));
    for (const word of words) if (word.startsWith('--') && !known.has(word)) wrong.push(`${named(hint)} (${word})`);
  }
  assert.deepEqual(wrong, []);
});

test('a hint that is a whole line can be typed as it is', async () => {
  const wrong: string[] = [];
  const typed = hints.filter(({ isWhole, words }) => isWhole && words.some((word) => word.startsWith('--')));
  assert.ok(typed.length > 25, `${typed.length} lines were seen`);
  for (const hint of typed) {
    const found = await findCommand(hint.words);
    if (found === null || hint.words.at(-1) === '--help') continue;
    try {
      parse(found.command, hint.words.slice(found.words));
    } catch (error) {
      wrong.push(`${named(hint)}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('nothing hangs on a command that ends with 1 where it found something', () => {
  const pages = ['README.md', ...globSync('docs/guides/**/*.md', { cwd: ROOT })];
  const read = [...pages, ...globSync('src/**/*.ts', { cwd: ROOT })];
  const hanging = read.flatMap((file) =>
    [
      ...readFileSync(path.join(ROOT, file), 'utf8').matchAll(/attestry (check run|status|lint|import)\b[^\n;|]*&&/g),
    ].map(([line]) => `${file}: ${line}`),
  );
  assert.deepEqual(hanging, []);
});

test('every setting that a hint gives to a source is one of its collector', () => {
  const given = hints.flatMap((hint) => {
    const collector = hint.words[hint.words.indexOf('--collector') + 1] ?? '';
    return hint.words.flatMap((word, at) =>
      word === '--set' && hint.words.includes('--collector')
        ? [{ hint, collector, name: hint.words[at + 1]?.split('=')[0] ?? '' }]
        : [],
    );
  });
  assert.ok(given.length >= 4, `${given.length} settings were seen`);
  for (const { hint, collector, name } of given) {
    const known = COLLECTORS.get(collector) ?? assert.fail(`${named(hint)}: no collector ${collector}`);
    const { properties = {} } = describedCollector(known).settings;
    assert.ok(Object.hasOwn(properties, name), `${named(hint)}: ${collector} has no setting "${name}"`);
  }
});

/** Pages for outsiders, who have the command line alone. */
const FOR_OUTSIDERS = 'src/features/trust/render/proof.ts';
const PLACES = 'src/core/place.ts';

test('what the console shows names no command: a step names a place, which has a page and a command', () => {
  const shown = /^src\/(?:features|library|core|checks|demo|contract|collectors)\//u;
  const wrong = hints.filter(
    (hint) => shown.test(hint.file) && ![FOR_OUTSIDERS, PLACES].includes(hint.file) && !isSentence(hint),
  );
  assert.deepEqual(wrong.map(named), []);
  assert.ok(hints.filter(({ file }) => file === PLACES).length > 25);
});

test('the page of each place is one that the console has, under a label', () => {
  const routes = [
    ...readFileSync(path.join(ROOT, 'web/shell/routes.ts'), 'utf8').matchAll(/^ {2}\['([^']+)', \(\) => import/gmu),
  ].map(([, route = '']) => new RegExp(`^${route.replaceAll(/\$\w+/gu, '[^/]+')}$`, 'u'));
  assert.ok(routes.length > 20);
  const pages = [
    ...PLACE_NAMES.map((name) => pageOf(placeOf(name, 'x'))),
    ...LISTED.map((what) => pageOf(placeOf('list', what))),
  ].filter((page) => page !== null);
  assert.ok(pages.length > 25);
  assert.deepEqual(
    pages.filter(({ to, label }) => label === '' || !routes.some((route) => route.test(to))),
    [],
  );
});
