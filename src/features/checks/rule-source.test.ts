import assert from 'node:assert/strict';
import { appendFileSync, cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { CHECKS } from '#/checks/index.ts';
import type * as SourceClosure from '#/platform/source-closure.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { filesOfRule, ruleSource } from './rule-source.service.ts';

const SOURCE = path.join(import.meta.dirname, '../..');
const ONE = 'changes.approved-by-another';

/** The digest of a rule in a copy of the source in which one file was changed. */
async function digestAfter(changed: string | null): Promise<string> {
  const root = testFolder();
  for (const part of ['checks', 'core', 'ledger', 'platform/source-closure.ts'])
    cpSync(path.join(SOURCE, part), path.join(root, part), { recursive: true });
  if (changed !== null) appendFileSync(path.join(root, changed), '\n');
  const copy = (await import(path.join(root, 'platform/source-closure.ts'))) as typeof SourceClosure;
  return copy.sourceClosure(filesOfRule(ONE));
}

test('the digest of a rule changes with its own file, with the engine, and with all that both read', async () => {
  const now = await digestAfter(null);
  assert.equal(now, ruleSource(ONE), 'a copy of the same source is the same rule');
  const engine = readdirSync(path.join(SOURCE, 'checks/engine'))
    .filter((name) => !name.endsWith('.test.ts'))
    .map((name) => `checks/engine/${name}`);
  assert.ok(engine.length > 10);
  const decisive = [
    'checks/changes/approved-by-another.ts',
    'checks/changes/approval.ts',
    ...engine,
    'core/segment/table.ts',
    'core/segment/view.ts',
    'core/time/calendar.ts',
    'core/populations/change.ts',
  ];
  for (const file of decisive) assert.notEqual(await digestAfter(file), now, file);
  assert.equal(await digestAfter('checks/people/trained-on-hire.ts'), now, 'another check is another rule');
});

test('no two checks share a digest, and none is of nothing', () => {
  assert.equal(new Set(CHECKS.map(({ id }) => ruleSource(id))).size, CHECKS.length);
  assert.throws(() => ruleSource('changes.there-is-none'), { code: 'ENOENT' });
});
