import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DomainError } from '#/core/errors.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testSources } from '#test/kit/sources.ts';
import { sources } from './service.ts';

const db = await testDatabase();

test('one organization has three files and providers looked into at once, and no other waits for it', async () => {
  const one = await testSources(db, []);
  const other = await testSources(db, []);
  const gate = Promise.withResolvers<void>();
  const service = sources({
    ...one.deps,
    look: async (...asked) => {
      await gate.promise;
      return one.deps.look(...asked);
    },
  });
  const bytes = new TextEncoder().encode('id,title\n1,2\n');
  const { path } = await service.upload(one.caller, { name: 'list.csv', bytes });
  const { path: others } = await service.upload(other.caller, { name: 'list.csv', bytes });
  const begun = [1, 2, 3].map(() => service.look(one.caller, { path }));
  const full = (error: unknown): boolean => error instanceof DomainError && error.code === 'too_many_requests';
  await assert.rejects(async () => service.look(one.caller, { path }), full);
  const settings = { path, mapping: {} };
  await assert.rejects(async () => service.try(one.caller, { collector: 'file', settings, secrets: {} }), full);
  const free = service.look(other.caller, { path: others });
  gate.resolve();
  assert.deepEqual(
    (await Promise.all([...begun, free])).map(({ total }) => total),
    [1, 1, 1, 1],
  );
  assert.equal((await service.look(one.caller, { path })).total, 1, 'there is room again');
});
