import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { beginOf, createDemo, demoOf } from '#/app/demo/create.ts';
import { storyClock } from '#/app/demo/story-clock.ts';
import { openAttestry } from '#/app/wire.ts';
import { CHECKS } from '#/checks/index.ts';
import { localClient } from '#/contract/local-client.ts';
import type { Planted } from '#/demo/index.ts';
import { checksContract } from '#/features/checks/contract.ts';
import { checks } from '#/features/checks/index.ts';
import { configFrom } from '#/platform/config.ts';
import { testDatabase } from '#test/kit/database.ts';

const SETUP = { seed: 1, scale: 1, last: '2026-10-31' };
const told = demoOf(SETUP);
const planted = told.sections.flatMap((section) => section.planted);

describe('the demo company', async () => {
  const database = await testDatabase();
  const folder = mkdtempSync(path.join(tmpdir(), 'attestry-demo-'));
  const clock = storyClock(beginOf(told.company));
  const config = { ...configFrom({}, { data: folder }), databaseUrl: database.url };
  const attestry = await openAttestry(config, clock);
  after(async () => {
    await attestry.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const caller = await createDemo(told, {
    attestry,
    clock,
    folder: path.join(folder, 'demo'),
    signal: new AbortController().signal,
    progress: () => undefined,
  });
  const client = localClient(checksContract, checks(attestry), caller);

  /** Items of a check with an outcome, each once, however many of its states have it. */
  async function found(id: string, outcome: Planted['outcome']): Promise<readonly string[]> {
    const items = new Set<string>();
    let next: string | null | undefined;
    do {
      const page = await client.show({ id, outcomes: [outcome], limit: 1_000, ...(next ? { after: next } : {}) });
      for (const { item } of page.findings) items.add(item);
      next = page.next;
    } while (next !== null);
    return [...items].sort();
  }

  for (const { id } of CHECKS) {
    test(`${id} finds exactly what was planted`, async () => {
      for (const outcome of ['deviation', 'unknown'] as const) {
        const wanted = planted.filter((each) => each.check === id && each.outcome === outcome);
        const items = [...new Set(wanted.map(({ item }) => item))].sort();
        assert.deepEqual(await found(id, outcome), items, outcome);
      }
    });
  }
});
