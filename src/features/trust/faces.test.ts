import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STATUSES } from '#/core/status/status.ts';
import { type ControlStatus, faceOf } from './faces.ts';

const viewed = (status: ControlStatus, type: 'type-1' | 'type-2' = 'type-2') =>
  faceOf({ status, type, reliesOn: ['Cloud Co'], since: 20_000, until: null });

test('what is not evidenced, incomplete, of a design that is not whole, or deviates is not shown, of either type', () => {
  for (const status of ['not evidenced', 'incomplete', 'design incomplete', 'deviations found'] as const)
    for (const type of ['type-1', 'type-2'] as const)
      assert.deepEqual(viewed(status, type), { kind: 'not shown' }, `${status}, ${type}`);
});

test('only records without a deviation are said to show a control, and of a Type I its design alone', () => {
  const shown = STATUSES.filter((status) => ['shown', 'design'].includes(viewed(status).kind));
  assert.deepEqual(shown, ['no deviation found']);
  assert.deepEqual(viewed('no deviation found'), { kind: 'shown', since: 20_000, until: null });
  assert.deepEqual(viewed('no deviation found', 'type-1'), { kind: 'design', since: 20_000 });
  assert.deepEqual(viewed('nothing occurred'), { kind: 'nothing occurred', since: 20_000, until: null });
  assert.deepEqual(viewed('relies on a subservice organization'), { kind: 'relies', on: ['Cloud Co'] });
  assert.deepEqual(viewed('not started'), { kind: 'not started' });
});
