import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { ERRORS } from '#/core/errors.ts';
import type { Told } from '#/core/told-error.ts';
import { describedCollector } from '#/features/sources/settings.ts';
import { COLLECTORS } from './index.ts';
import { labelOf, oneNeeded } from './setting.ts';

interface Described {
  readonly title?: string;
  readonly description?: string;
}

const settingsOf = (id: string): Readonly<Record<string, Described>> => {
  const collector = COLLECTORS.get(id);
  assert.ok(collector !== undefined, id);
  return (describedCollector(collector).settings as { properties: Record<string, Described> }).properties;
};

/** Every setting by its key and its label. */
const all = [...COLLECTORS.keys()].flatMap((id) =>
  Object.entries(settingsOf(id)).map(([key, { title, description }]) => ({ id, key, title, description })),
);

test('every setting of every collector has a label, and says what it is', () => {
  assert.ok(all.length > 25, `${all.length} settings were seen`);
  assert.deepEqual(
    all
      .filter(({ title = '', description = '' }) => title === '' || description === '')
      .map(({ id, key }) => [id, key]),
    [],
  );
  for (const id of COLLECTORS.keys()) {
    const labels = Object.values(settingsOf(id)).map(({ title }) => title);
    assert.equal(new Set(labels).size, labels.length, id);
  }
});

test('a text that names a setting names it as its form does, with its key behind it', () => {
  const texts = Object.values(ERRORS).flatMap(({ text, fix }: Told) => [text, fix]);
  const named = texts.flatMap((text) =>
    [...text.matchAll(/"([^"]+)" \((\w+)\)/g)].map(([, label, key]) => [label, key]),
  );
  assert.ok(named.length > 4);
  for (const [label, key] of named)
    assert.ok(
      all.some((each) => each.key === key && each.title === label),
      `${key} is not called "${label}"`,
    );
  const keys = [...new Set(all.map(({ key }) => key))].filter((key) => /[A-Z]/.test(key));
  const alone = (text: string) => keys.filter((key) => new RegExp(`(?<!\\()\\b${key}\\b`).test(text));
  assert.deepEqual(texts.flatMap(alone), [], 'by its key alone nobody finds it on the screen');
});

test('a setting that a text names has a title', () => {
  assert.equal(labelOf(z.string().meta({ title: 'Its name' })), 'Its name');
  assert.throws(() => labelOf(z.string()), TypeError);
});

test('of settings of which one is needed it is refused to leave out all, and the schema says which they are', () => {
  const named = (title: string) => z.string().nullable().default(null).meta({ title });
  const settings = oneNeeded(z.strictObject({ a: named('An A'), b: named('A B'), c: named('A C') }), ['a', 'b']);
  assert.deepEqual(settings.parse({ b: 'x' }), { a: null, b: 'x', c: null });
  assert.equal(settings.safeParse({ a: 'x', b: 'y' }).success, true);
  const { error } = settings.safeParse({ c: 'x' });
  assert.deepEqual(
    error?.issues.map(({ path, message }) => [path, message]),
    [[['a'], 'say one of these: "An A", "A B"']],
  );
  assert.deepEqual(z.toJSONSchema(settings, { io: 'input' }).anyOf, [{ required: ['a'] }, { required: ['b'] }]);
});
