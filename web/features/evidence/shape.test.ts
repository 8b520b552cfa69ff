import assert from 'node:assert/strict';
import { test } from 'node:test';
import { POPULATIONS } from '#/core/populations/index.ts';
import { type Shape, shapeOf } from './shape.ts';

const COMMIT = '36c05ab1e628165d07fa6da6d4e57b411399a54a';
const CASES: readonly (readonly [value: unknown, shape: Shape])[] = [
  [undefined, { kind: 'nothing', says: 'unknown' }],
  ['unknown', { kind: 'nothing', says: 'unknown' }],
  [null, { kind: 'nothing', says: 'none' }],
  [[], { kind: 'nothing', says: 'none' }],
  [{}, { kind: 'nothing', says: 'none' }],
  ['', { kind: 'nothing', says: 'empty' }],
  [true, { kind: 'text', says: 'yes' }],
  [1204, { kind: 'text', says: '1,204' }],
  ['2026-03-03', { kind: 'day', day: '2026-03-03', zone: null }],
  ['2026-03-03[Europe/Berlin]', { kind: 'day', day: '2026-03-03', zone: 'Europe/Berlin' }],
  ['2026-13-03', { kind: 'text', says: '2026-13-03' }],
  ['2026-03-03T10:00:00Z', { kind: 'instant', at: Date.UTC(2026, 2, 3, 10), iso: '2026-03-03T10:00:00Z' }],
  [COMMIT, { kind: 'id', whole: COMMIT, short: '36c05ab1e6' }],
  [['LARK-1', 'LARK-2'], { kind: 'text', says: 'LARK-1, LARK-2' }],
  [[COMMIT], { kind: 'list', values: [COMMIT] }],
  [[{ by: 'bob' }], { kind: 'list', values: [{ by: 'bob' }] }],
  [{ by: 'bob' }, { kind: 'members', members: { by: 'bob' } }],
];
for (const [value, shape] of CASES)
  test(`${JSON.stringify(value)} is shown as ${shape.kind}`, () => assert.deepEqual(shapeOf(value), shape));

test('no word that a field chooses from is shown as it is written in files', () => {
  const fields = Object.values(POPULATIONS).flatMap(({ fields: own }) => Object.values(own));
  const words = fields.flatMap((field) => ('choices' in field ? (field.choices as readonly string[]) : []));
  assert.ok(words.includes('pull-request'));
  const raw = words.filter((word) => {
    const shape = shapeOf(word);
    return shape.kind === 'text' && shape.says.includes('-');
  });
  assert.deepEqual(raw, []);
});
