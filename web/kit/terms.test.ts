import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'oxc-parser';
import { STATUSES as OF_CONTROLS } from '#/core/status/status.ts';
import { OUTCOMES as OF_ITEMS } from '#/core/verdict.ts';
import { OUTCOMES, STATES, STATUSES } from './states.ts';
import { termIn, TERMS } from './terms.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');
type Node = Readonly<Record<string, unknown>>;

/** Every node of a file below another, itself included. */
function* below(node: unknown): Generator<Node> {
  if (typeof node !== 'object' || node === null) return;
  if (Array.isArray(node)) {
    for (const each of node) yield* below(each);
    return;
  }
  yield node as Node;
  for (const each of Object.values(node)) yield* below(each);
}

const files = globSync('web/**/*.tsx', { cwd: ROOT }).map((file) => ({
  file,
  nodes: [...below(parseSync(file, read(file)).program.body)],
}));

const literal = (node: unknown): string | null => {
  const { type, value, expression } = (node ?? {}) as Node;
  if (type === 'Literal' && typeof value === 'string') return value;
  return type === 'JSXExpressionContainer' ? literal(expression) : null;
};
const nameOf = (node: unknown): unknown => (node as Node | undefined)?.['name'];

/** What an element is called, and the texts that it is given as they stand. */
function elementOf({ name, attributes }: Node) {
  const given = new Map((attributes as Node[]).map((each) => [nameOf(each['name']), literal(each['value'])] as const));
  return { called: String(nameOf(name)), given, all: attributes as Node[] };
}

const propertiesOf = (node: Node): ReadonlyMap<unknown, unknown> =>
  new Map((node['properties'] as Node[]).map((each) => [nameOf(each['key']), each['value']]));

const HEADED: ReadonlySet<string> = new Set(['Page', 'Section', 'Rows', 'Once']);

/** The words that a file explains: by name, or because a page, a section, a column or a fact is headed by one. */
function* explainedIn(node: Node): Generator<string | null> {
  if (node['type'] === 'JSXOpeningElement') {
    const { called, given, all } = elementOf(node);
    if (called === 'Term') yield given.get('name') ?? null;
    if (HEADED.has(called)) yield given.get('term') ?? termIn(given.get('title') ?? '');
    if (called === 'Facts')
      for (const each of below(all))
        if (each['type'] === 'ArrayExpression') {
          const [head, , term] = each['elements'] as readonly unknown[];
          yield literal(term) ?? termIn(literal(head) ?? '');
        }
  }
  if (node['type'] === 'ObjectExpression') {
    const column = propertiesOf(node);
    if (column.has('head'))
      yield column.has('term') ? literal(column.get('term')) : termIn(literal(column.get('head')) ?? '');
  }
}

test('the words that explain themselves are those of the glossary', () => {
  const glossary = [...read('docs/glossary.md').matchAll(/^\*\*(.+?)\*\*:/gmu)].map(([, word = '']) => word);
  assert.ok(glossary.length > 50, `${glossary.length} words were seen`);
  assert.deepEqual(Object.keys(TERMS).toSorted(), glossary.toSorted());
});

test('each word, and each state, is explained in one sentence', () => {
  const states = Object.entries(STATES).map(([state, { means }]) => [state, means] as const);
  for (const [word, says] of [...Object.entries(TERMS), ...states])
    assert.match(says, /^[A-Z](?:[^.!?]|\.\d)*\.$/u, word);
});

test('each word is explained somewhere on a page', () => {
  assert.ok(files.length > 150, `${files.length} files were seen`);
  const lists = [...read('src/features/reports/lists.contract.ts').matchAll(/^ {4}title: '(.+)',$/gmu)];
  const explained = new Set([
    ...files.flatMap(({ nodes }) => nodes.flatMap((node) => [...explainedIn(node)])),
    ...lists.map(([, title = '']) => termIn(title)),
  ]);
  assert.deepEqual(
    Object.keys(TERMS).filter((word) => !explained.has(word)),
    [],
  );
});

test('a column that shows states has their words in its head', () => {
  const columns = files
    .filter(({ file }) => /import \{[^}]*\bState\b[^}]*\} from '#web\/kit\/State.tsx'/.test(read(file)))
    .flatMap(({ nodes }) => nodes)
    .filter(({ type }) => type === 'ObjectExpression')
    .map(propertiesOf)
    .filter(
      (column) =>
        column.has('head') &&
        [...below(column.get('cell'))].some(
          ({ type, name }) => type === 'JSXOpeningElement' && nameOf(name) === 'State',
        ),
    );
  assert.ok(columns.length >= 5, `${columns.length} columns were seen`);
  for (const column of columns) assert.ok(column.has('states'), literal(column.get('head')) ?? '');
});

test('the states that are explained are those that there are', () => {
  assert.deepEqual(OUTCOMES.toSorted(), OF_ITEMS.toSorted());
  assert.deepEqual(STATUSES.toSorted(), OF_CONTROLS.toSorted());
});
