import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parseSync } from 'oxc-parser';
import { EVENT_KINDS } from '#/core/events.ts';

type Node = Readonly<Record<string, unknown>>;

const literalsIn = (node: unknown): readonly string[] => {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(literalsIn);
  const { type, value, ...rest } = node as Node;
  if (type === 'Literal') return typeof value === 'string' ? [value] : [];
  return Object.values(rest).flatMap(literalsIn);
};

const keyOf = (property: Node): unknown => (property['key'] as Node | undefined)?.['name'];

/** Kinds that stand beside a payload, which is how something is sealed, or that `sealed` and `save` are handed. */
function kindsIn(file: string): readonly string[] {
  const kinds: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    if (Array.isArray(node)) return node.forEach(visit);
    const each = node as Node;
    if (each['type'] === 'ObjectExpression') {
      const properties = each['properties'] as readonly Node[];
      const kind = properties.find((property) => keyOf(property) === 'kind');
      if (kind !== undefined && properties.some((property) => keyOf(property) === 'payload'))
        kinds.push(...literalsIn(kind['value']));
    }
    const callee = (each['callee'] as Node | undefined)?.['name'];
    if (each['type'] === 'CallExpression' && callee === 'sealed')
      kinds.push(...literalsIn((each['arguments'] as readonly Node[])[3]));
    Object.values(each).forEach(visit);
  };
  visit(parseSync(file, readFileSync(file, 'utf8')).program.body);
  return kinds.filter((kind) => /^[a-z]+(-[a-z]+)*$/.test(kind));
}

test('every kind of entry that is sealed is in the list of which webhooks tell', () => {
  const files = globSync('src/{features,app}/**/*.ts').filter((file) => !file.endsWith('.test.ts'));
  const sealed = new Set(files.flatMap(kindsIn));
  const mirrored = globSync('src/features/*/mirror.store.ts').flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/kinds: \[([^\]]+)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([a-z-]+)'/g)].map(([, kind = '']) => kind),
    ),
  );
  assert.ok(sealed.size > 20, [...sealed].join(' '));
  const known: ReadonlySet<string> = new Set(EVENT_KINDS);
  assert.deepEqual(
    [...sealed, ...mirrored].filter((kind) => !known.has(kind)),
    [],
  );
});
