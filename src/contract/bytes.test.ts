import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { z } from 'zod';
import { OPERATIONS } from './api.ts';
import { Bytes, fromBase64, isBlank, toBase64 } from './bytes.ts';
import { isBytes, shapesOf } from './shape.ts';

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));

test('a file is blank that has no bytes, or none but white space', () => {
  for (const blank of [
    encoded(''),
    encoded(' \r\n\t\n'),
    encoded('\uFEFF'),
    encoded('\uFEFF\n'),
    utf16(' \n'),
    encoded('\u200B\u00A0\n\u2060'),
    new Uint8Array(200_000),
  ])
    assert.ok(isBlank(blank), blank.toString());
  for (const said of [
    encoded('.'),
    encoded(' \n x'),
    encoded(`${' '.repeat(200_000)}x`),
    encoded('{}'),
    encoded('\uFEFF0'),
    utf16('x'),
    Uint8Array.of(0, 1),
    encoded('\u00AD'),
  ])
    assert.ok(!isBlank(said), said.toString());
});

test('no file that is handed in to show something may be empty', () => {
  const taking = OPERATIONS.flatMap(({ name, endpoint }) =>
    Object.entries(shapesOf(endpoint).input.properties ?? {}).flatMap(([member, shape]) =>
      isBytes(shape) ? [{ name, member, schema: (endpoint.input as z.ZodObject).shape[member] as z.ZodType }] : [],
    ),
  );
  assert.ok(taking.some(({ name }) => name === 'evidence.add') && taking.length > 6, JSON.stringify(taking));
  for (const { name, member, schema } of taking) {
    assert.ok(!schema.safeParse(new Uint8Array()).success, `${name} ${member}: no bytes`);
    assert.ok(schema.safeParse(encoded('minutes')).success, `${name} ${member}: some`);
    if (!name.startsWith('sources.')) assert.ok(!schema.safeParse(encoded(' \n')).success, `${name} ${member}: white`);
  }
});

test('what is no base64 is told what it must be', () => {
  assert.equal(Bytes.safeParse('!!').error?.issues[0]?.message, 'it must be bytes in base64');
});

test('base64 of any length becomes its bytes, and what is none becomes nothing', () => {
  const bytes = new Uint8Array(9 * 2 ** 20 + 1).fill(7);
  assert.equal(fromBase64(toBase64(bytes))?.length, bytes.length, 'as long as a file that is handed in may be');
  for (const text of ['', 'AA==', 'AAE=', 'AAEC']) assert.equal(fromBase64(text)?.toBase64(), text, text);
  for (const text of ['A', 'AA', 'AAE', 'AA=', 'AB==', ' AAEC', 'AA EC', 'AAEC\n', 'AA-C', '====', 'é'])
    assert.equal(fromBase64(text), null, JSON.stringify(text));
});
