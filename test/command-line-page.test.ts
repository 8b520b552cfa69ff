import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DOCUMENTS } from '#/app/cli/documents.ts';
import { allCommands, WORDS } from '#/app/cli/registry.ts';
import { commandLinePage, PAGE } from '#scripts/command-line-page.ts';

test('the page of the command line is what its command writes', async () => {
  const made = await commandLinePage();
  assert.ok(
    readFileSync(PAGE, 'utf8') === made,
    'docs/guides/command-line.md is not what the code says: npm run pages',
  );
});

test('every command has a document, and no other has', async () => {
  const names = (await allCommands()).map(({ name }) => name);
  assert.deepEqual(Object.keys(DOCUMENTS).toSorted(), names.toSorted());
});

test('every command is found by its first word, and says what its arguments and options are', async () => {
  for (const { name, summary, args, options } of await allCommands()) {
    assert.ok(WORDS.includes(name.split(' ')[0] ?? ''), name);
    assert.match(summary, /^[A-Z].*\.$/su, name);
    for (const { name: word, doc } of [...args, ...options]) assert.ok(doc.length > 5, `${name} ${word}`);
    assert.ok(
      args.slice(0, -1).every(({ many }) => many !== true),
      `${name}: only the last argument takes several`,
    );
  }
});
