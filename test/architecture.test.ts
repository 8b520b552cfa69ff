import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { parseSync } from 'oxc-parser';

/**
 * What each layer may import besides itself; `*` ends a prefix. docs/decisions/0005-import-table.md says why. Nothing
 * that is not listed here may be imported, and a layer that is not listed may not exist.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: ['zod'],
  ledger: ['node:crypto'],
  library: ['core', 'zod'],
  checks: ['core', 'zod'],
  collectors: ['core', 'zod', 'node:crypto', '@octokit/*', 'csv-parse/sync', 'fflate', 'read-excel-file/universal'],
  contract: ['core', 'slice contract', 'zod'],
  package: ['core', 'checks', 'ledger', 'node:crypto', 'node:zlib', 'node:fs', 'node:os', 'node:worker_threads'],
  'slice contract': ['core', 'contract', 'zod'],
  'slice model': ['core', 'ledger', 'library', 'checks', 'contract', 'slice contract', 'zod'],
  'slice store': ['core', 'slice model', 'platform', 'kysely'],
  'slice service': [
    'core',
    'ledger',
    'library',
    'checks',
    'collectors',
    'contract',
    'package',
    'platform',
    'slice contract',
    'slice model',
    'slice store',
  ],
  'slice door': ['slice contract', 'slice model', 'slice store', 'slice service'],
  demo: ['core', 'library', 'checks', 'zod', 'fflate', 'node:crypto', 'node:zlib'],
  platform: ['core', 'node:*', 'npm'],
  app: ['*', 'npm'],
  web: ['core', 'contract', 'slice contract', 'npm'],
};

/** A type is erased before anything runs: these layers may name what they are handed, or must hand over. */
const MAY_NAME: Readonly<Record<string, readonly string[]>> = {
  'slice model': ['collectors', 'platform', 'slice door'],
  'slice store': ['ledger', 'slice door'],
  platform: ['collectors'],
  demo: ['collectors'],
};

/** These lift out of the repository: they leave their folder by relative paths, as they would elsewhere. */
const LIFTS_OUT = new Set(['ledger', 'package']);

/** Parts of a layer that keep to less than the layer may. */
const STRICTER: readonly { readonly of: RegExp; readonly mayImport: readonly string[] }[] = [
  {
    of: /^src\/package\/(?!reperform|main)/,
    mayImport: ['ledger', 'node:crypto', 'node:zlib', 'node:fs', 'node:os', 'node:worker_threads'],
  },
];

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly typeOnly: boolean;
}

function layerOf(file: string): string {
  if (file.startsWith('web/')) return 'web';
  const inSlice = /^src\/features\/[^/]+\/(?:.*\/)?([^/]+)\.ts$/.exec(file)?.[1];
  if (inSlice === undefined) return file.split('/')[1] ?? file;
  if (/(^|\.)contract$/.test(inSlice)) return 'slice contract';
  if (inSlice === 'index') return 'slice door';
  if (/(^|\.)store$/.test(inSlice)) return 'slice store';
  return /(^|\.)(service|jobs)$/.test(inSlice) ? 'slice service' : 'slice model';
}

const sliceOf = (file: string): string | undefined => /^src\/features\/([^/]+)\//.exec(file)?.[1];
/** The builder's own settings are no part of what is built. */
const sources = globSync(['src/**/*.ts', 'web/**/*.{ts,tsx}'])
  .filter((file) => !file.endsWith('.test.ts') && file !== 'web/vite.config.ts')
  .sort();
const edges = sources.flatMap((from) => edgesOf(from, readFileSync(from, 'utf8')));

function edgesOf(from: string, text: string): readonly Edge[] {
  const { staticImports, staticExports, dynamicImports } = parseSync(from, text).module;
  const found = [
    ...staticImports.map(({ moduleRequest, entries }) => ({
      to: moduleRequest.value,
      typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    })),
    ...staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest, isType }) =>
        moduleRequest === null ? [] : [{ to: moduleRequest.value, typeOnly: isType }],
      ),
    ),
    ...dynamicImports.map(({ moduleRequest: { start, end } }) => ({
      to: /^'([^']+)'$/.exec(text.slice(start, end))?.[1] ?? 'an address that is computed',
      typeOnly: false,
    })),
  ];
  return found.map(({ to, typeOnly }) => ({ from, to: placed(from, to), typeOnly }));
}

/** The file that an import names, from the root of the repository; a package keeps its name. */
function placed(from: string, to: string): string {
  if (to.startsWith('#/')) return to.replace('#/', 'src/');
  if (to.startsWith('#web/')) return to.replace('#web/', 'web/');
  return to.startsWith('.') ? path.join(path.dirname(from), to) : to;
}

function matches(rule: string, target: string): boolean {
  if (rule === 'npm') return !target.startsWith('node:');
  return rule.endsWith('*') ? target.startsWith(rule.slice(0, -1)) : target === rule;
}

function isAllowed({ from, to, typeOnly }: Edge): boolean {
  const layer = layerOf(from);
  const isOurs = to.startsWith('src/') || to.startsWith('web/');
  const target = isOurs ? layerOf(to) : to;
  const stricter = STRICTER.find(({ of }) => of.test(from));
  const rules = [...(stricter?.mayImport ?? MAY_IMPORT[layer] ?? []), ...(typeOnly ? (MAY_NAME[layer] ?? []) : [])];
  if (!isOurs) return rules.some((rule) => matches(rule, target));
  const [here, there] = [sliceOf(from), sliceOf(to)];
  if (here !== undefined && here === there && typeOnly) return true;
  if (here !== undefined && there !== undefined && here !== there) {
    if (here === 'ledger') return false;
    return target === 'slice door' && (layer === 'slice service' || rules.includes('slice door'));
  }
  if (layer === 'app' && there !== undefined) return target === 'slice door' || target === 'slice contract';
  if (target === 'app' || target === 'web') return layer === target;
  return target === layer || rules.some((rule) => rule !== 'npm' && matches(rule, target));
}

test('the gate sees the code that it guards', () => {
  assert.ok(sources.length > 400 && edges.length > 1_500, `${sources.length} files and ${edges.length} imports`);
  assert.deepEqual([...new Set(sources.map(layerOf))].filter((layer) => !(layer in MAY_IMPORT)).sort(), []);
});

test('the gate closes', () => {
  const refused: readonly (readonly [string, string])[] = [
    ['src/core/a.ts', 'node:fs'],
    ['src/core/a.ts', 'src/platform/clock.ts'],
    ['src/ledger/a.ts', 'zod'],
    ['src/checks/changes/a.ts', 'src/features/checks/index.ts'],
    ['src/collectors/git/a.ts', 'node:fs'],
    ['src/features/controls/service.ts', 'kysely'],
    ['src/features/controls/service.ts', 'src/features/checks/store.ts'],
    ['src/features/controls/contract.ts', 'src/features/controls/store.ts'],
    ['src/features/controls/store.ts', 'src/features/checks/index.ts'],
    ['src/features/ledger/service.ts', 'src/features/controls/index.ts'],
    ['src/package/verify.ts', 'src/checks/index.ts'],
    ['src/platform/a.ts', 'src/app/wire.ts'],
    ['src/app/cli/a.ts', 'src/features/checks/store.ts'],
    ['src/app/a.ts', 'web/kit/Page.tsx'],
    ['web/kit/a.ts', 'src/platform/clock.ts'],
    ['web/features/checks/a.ts', 'src/features/checks/index.ts'],
    ['web/shell/a.ts', 'node:fs'],
  ];
  for (const [from, to] of refused) assert.equal(isAllowed({ from, to, typeOnly: false }), false, `${from} → ${to}`);
  const [edge] = edgesOf('src/core/a.ts', "export { run } from '#/platform/process.ts';");
  assert.equal(edge !== undefined && isAllowed(edge), false);
});

test('dependencies point inwards', () => {
  assert.deepEqual(
    edges.filter((edge) => !isAllowed(edge)).map(({ from, to }) => `${from} → ${to}`),
    [],
  );
});

test('imports leave a folder through #/ only', () => {
  const left = sources.filter(
    (file) => !LIFTS_OUT.has(layerOf(file)) && /(from|import\() ?'\.\.\//.test(readFileSync(file, 'utf8')),
  );
  assert.deepEqual(left, []);
});

/**
 * Pages of the console, each when it is opened, and what is said to whom it does not let in; what is told in
 * passing, of which nothing is on a first page; what finds by name, when somebody looks for something; and what shows
 * PDFs, when a page of one is chosen, or one is to be signed.
 */
const LATE = new Set([
  'web/shell/routes.ts',
  'web/shell/Shell.tsx',
  'web/main.tsx',
  'web/shell/Palette.tsx',
  'web/shell/Frame.tsx',
  'web/viewer/copy.ts',
  'web/viewer/paper.ts',
]);

test('nothing is loaded late outside the composition root and what names its reason', () => {
  const late = sources.filter(
    (file) => parseSync(file, readFileSync(file, 'utf8')).module.dynamicImports.length > 0 && layerOf(file) !== 'app',
  );
  assert.deepEqual(
    late.filter((file) => layerOf(file) !== 'platform' && !LATE.has(file)),
    [],
  );
});

test('no test takes the promise of a page for a yes: waitForFunction does not wait for it', () => {
  const tests = globSync('{test,bench}/**/*.ts', { exclude: ['test/architecture.test.ts'] });
  const taken = tests.filter((file) => /waitForFunction\(\s*async\b/.test(readFileSync(file, 'utf8')));
  assert.ok(tests.length > 80, String(tests.length));
  assert.deepEqual(taken, []);
});
