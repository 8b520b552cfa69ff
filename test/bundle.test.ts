import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  globSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { putTogether } from '#scripts/put-together.ts';
import { testFolder } from '#test/kit/ledger.ts';

const LAUNCHER = path.join(import.meta.dirname, '../bin/attestry');
const MADE = 'dist/program/made-1/main.mjs';
const SOURCE = 'src/app/main.ts';
const EARLIER = new Date('2026-03-01T00:00:00Z');
const LATER = new Date('2026-03-02T00:00:00Z');

const NAMES_ITS_FILE = '#!/bin/sh\nfor word; do case $word in -*) ;; *) echo "$word"; exit ;; esac; done\n';

/** A clone in which the runtime only says what it was given to run. */
function clone(): { readonly home: string; readonly runs: () => string } {
  const home = realpathSync(testFolder());
  for (const folder of ['bin', 'node_modules/.bin', 'src/app', 'dist/program/made-1'])
    mkdirSync(path.join(home, folder), { recursive: true });
  copyFileSync(LAUNCHER, path.join(home, 'bin/attestry'));
  writeFileSync(path.join(home, 'node_modules/.bin/node'), NAMES_ITS_FILE, { mode: 0o755 });
  for (const file of [MADE, SOURCE, 'package-lock.json']) writeFileSync(path.join(home, file), '');
  writeFileSync(path.join(home, 'dist/program/entry'), `${home}\n${MADE}\n`);
  for (const file of ['src/app', 'src', SOURCE, 'package-lock.json'])
    utimesSync(path.join(home, file), EARLIER, EARLIER);
  utimesSync(path.join(home, 'dist/program/entry'), LATER, LATER);
  return {
    home,
    runs: () => path.relative(home, execFileSync(path.join(home, 'bin/attestry'), { encoding: 'utf8' }).trim()),
  };
}

test('the program that was put together runs as long as no source is newer', () => {
  const { home, runs } = clone();
  assert.equal(runs(), MADE);
  const now = new Date();
  utimesSync(path.join(home, SOURCE), now, now);
  assert.equal(runs(), SOURCE, 'a source was edited');
});

test('a source that was taken away, or other packages, make it old too', () => {
  for (const changed of ['src/app', 'package-lock.json']) {
    const { home, runs } = clone();
    const now = new Date();
    utimesSync(path.join(home, changed), now, now);
    assert.equal(runs(), SOURCE, changed);
  }
});

test('what was put together in another folder, or is not whole, does not run', () => {
  const moved = clone();
  writeFileSync(path.join(moved.home, 'dist/program/entry'), `/elsewhere\n${MADE}\n`);
  assert.equal(moved.runs(), SOURCE);
  const half = clone();
  rmSync(path.join(half.home, MADE));
  assert.equal(half.runs(), SOURCE);
  rmSync(path.join(half.home, 'dist/program/entry'));
  assert.equal(half.runs(), SOURCE);
});

test('what a reading command loads has no HTTP in it, which takes longer to read than the command', () => {
  const loads = `await import('#/app/wire.ts'); console.log(process.moduleLoadList.join('\\n'))`;
  const loaded = execFileSync(process.execPath, ['--input-type=module', '--eval', loads], {
    cwd: path.join(import.meta.dirname, '..'),
    encoding: 'utf8',
  }).split('\n');
  assert.ok(loaded.includes('NativeModule child_process'), loaded.join(', '));
  assert.deepEqual(
    loaded.filter((name) => /undici|_http_|webstreams/.test(name)),
    [],
  );
});

test('what sends traces is read by a server that is to send them, and by nothing else', () => {
  const reads = (environment: Readonly<Record<string, string>>): readonly string[] => {
    const loads = `
      import { registerHooks } from 'node:module';
      registerHooks({ load: (url, context, next) => (console.log(url), next(url, context)) });
      const [, { traces }, { traceSettingsIn }] = await Promise.all([
        import('#/app/serve.ts'), import('#/platform/traces/traces.ts'), import('#/platform/traces/settings.ts')]);
      await traces(traceSettingsIn(${JSON.stringify(environment)}), '1').begin();`;
    const read = execFileSync(process.execPath, ['--input-type=module', '--eval', loads], {
      cwd: path.join(import.meta.dirname, '..'),
      encoding: 'utf8',
    }).split('\n');
    assert.ok(read.some((url) => url.endsWith('/src/app/server/traced.ts')));
    return read.filter((url) => url.includes('/node_modules/@opentelemetry/'));
  };
  assert.deepEqual(reads({}), []);
  assert.deepEqual(reads({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }), []);
  assert.ok(reads({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318' }).length > 10);
});

test('what a program only needs does not take itself for the program: a page is not written before it is compared', async () => {
  const page = path.join(import.meta.dirname, '../scripts/errors-page.ts');
  const needsIt = path.join(testFolder(), 'needs-it.mjs');
  writeFileSync(needsIt, `export { errorsPage } from ${JSON.stringify(page)};\n`);
  const asksOfItself = async (program: string): Promise<boolean> => {
    const made = await putTogether({ programs: { program }, folder: testFolder() });
    const files = globSync('*.mjs', { cwd: made });
    return files.some((file) => readFileSync(path.join(made, file), 'utf8').includes('import.meta.main'));
  };
  assert.equal(await asksOfItself(page), true);
  assert.equal(await asksOfItself(needsIt), false);
});
