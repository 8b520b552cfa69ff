import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { readRows } from '#/collectors/file/read.ts';
import { separatorOf } from '#/collectors/formats/separated.ts';
import { ERRORS } from '#/core/errors.ts';

const form = readFileSync(new URL('../web/features/sources/mapping/FileMapping.tsx', import.meta.url), 'utf8');
const bytes = (text: string) => ({ name: 'f', bytes: new TextEncoder().encode(text) });

async function said(doing: () => unknown): Promise<string> {
  try {
    await doing();
  } catch (error) {
    return String(error);
  }
  return assert.fail('nothing was refused');
}

test('what is to be said of the layout of a file is named as the form labels it, and as a mapping calls it', async () => {
  const texts = [
    ERRORS.sheet_unclear.fix,
    await said(() => separatorOf('f', 'a,b;c\n', 1)),
    await said(() => readRows(bytes('{\n"people": []\n}'), { headerRow: 1, items: '' })),
  ];
  const keys = texts.map((text) => {
    const [, label = '', key = ''] = /"([^"]+)" \((\w+) of the mapping\)/.exec(text) ?? [];
    assert.ok(form.includes(`label="${label}"`), text);
    return key;
  });
  assert.deepEqual(keys, ['sheet', 'separator', 'items']);
});
