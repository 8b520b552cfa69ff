import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { CHECKS } from '#/checks/index.ts';
import { pageOf } from '#/core/place.ts';
import { RULES } from './all.ts';
import { control, programme, unread } from './example.ts';
import ownerMissing from './owner-missing.ts';

const files = globSync('*.ts', { cwd: import.meta.dirname })
  .filter((file) => !['rule.ts', 'example.ts', 'all.ts'].includes(file) && !file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
  .sort();

/** What only an auditor may say. */
const CONCLUSIONS = /\b(operating effectively|effective(?:ly)?|compliant|certified|passed)\b/i;

test('the list holds every rule of the folder', () => {
  assert.ok(files.length >= 18, `${files.length} rules were seen`);
  assert.deepEqual(RULES.map(({ id }) => id).sort(), files);
});

test('among whom an owner is looked for is written as people write it', () => {
  const [found] = ownerMissing.look(programme({ controls: [control({ owner: null, ownerFunction: 'hr' })] }));
  assert.equal(found?.next, 'Name somebody in HR.');
});

/** What is found where nothing was read yet: that it was not. Of all else a rule says nothing rather than guess. */
const OF_UNREAD: Readonly<Record<string, readonly string[]>> = {
  'privileged-without-governance': ['privileged access'],
  'source-gone-quiet': ['github'],
};

test('rules explain outcomes of checks that there are', () => {
  const known = new Set(CHECKS.map(({ id }) => id));
  const named = RULES.flatMap(({ checks = [] }) => checks);
  assert.ok(named.length > 0);
  assert.deepEqual(
    named.filter((id) => !known.has(id)),
    [],
  );
});

/** What happened on a day that is over does not become otherwise: a way out is named that is still open. */
const OVER = [
  'window-opened-late',
  'limits-changed-in-window',
  'evidence-recorded-late',
  'performance-missed',
  'design-after-first-day',
];
/** A title of a task begins with what somebody does. */
const DOES =
  /^(Adopt|Agree on|Attach|Bring|Compare|Have|Keep|List|Look again|Make|Map|Name|Perform|Put|Say|Settle|Show|Spread|Turn on|Write down)[ ,]/u;

for (const { id, title, task, why, settled, look, examples } of RULES) {
  test(`${id}: ${title}`, () => {
    assert.ok(why.length > 60, 'it says why it matters');
    assert.match(task, DOES, 'its task says what to do');
    if (OVER.includes(id)) assert.match(settled, /the task was put aside with/u, 'it can still become so');
    assert.match(settled, /^[A-Z].{20,}\.$/u);
    assert.doesNotMatch(settled, /\brule\b/u, 'what is so is said, and not what a rule finds');
    assert.ok(
      examples.some(({ finds }) => finds.length > 0),
      'an example in which it fires',
    );
    assert.ok(
      examples.some(({ finds }) => finds.length === 0),
      'an example in which it must not',
    );
    const ofUnread = look(unread());
    assert.deepEqual(
      ofUnread.map(({ subject }) => subject),
      OF_UNREAD[id] ?? [],
      'where nothing was read',
    );
    for (const { says } of ofUnread) assert.match(says, /lack|never read/u);
    for (const { name, programme, finds } of examples) {
      const found = look(programme);
      assert.deepEqual(
        found.map(({ subject }) => subject),
        finds,
        name,
      );
      for (const { subject, says, next, place } of found) {
        const isControl = programme.controls.some((control) => control.id === subject);
        assert.ok(isControl || (place !== undefined && pageOf(place) !== null), `${name}: where is it done?`);
        assert.match(says, /\.$/u, says);
        assert.ok(next.length > 10, next);
        assert.doesNotMatch(`${says} ${next}`, CONCLUSIONS);
      }
    }
  });
}
