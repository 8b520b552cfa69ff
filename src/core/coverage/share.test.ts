import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Compares, sharesOf, shareInWords } from './share.ts';

const item = (part: string, name: string, source = 'github'): Compares => ({ source, names: [name], part });
const THERE = new Set(['a1', 'a2', 'c1']);
const of = (items: readonly Compares[], parts: readonly Pick<Compares, 'source' | 'part'>[] = [], isMissing = false) =>
  sharesOf(items, THERE, { parts, isMissing });
const says = (...given: Parameters<typeof of>) => of(...given).map((share) => [share.source, share.says]);

test('a source is confirmed where something of each of its parts is on the other list', () => {
  const both = [item('a/b', 'a1'), item('a/b', 'a9'), item('c/d', 'c1')];
  assert.deepEqual(says(both), [['github', 'confirmed']]);
  assert.deepEqual(says([...both, item('e/f', 'e1')]), [['github', 'partial']]);
  assert.deepEqual(says(both, [{ source: 'github', part: 'e/f' }]), [['github', 'partial']]);
  assert.deepEqual(says([item('e/f', 'e1')]), [['github', 'nothing']]);
  assert.deepEqual(says(both, [], true), [['github', 'missing']]);
});

test('what is missing of one source says nothing of which others were compared', () => {
  const site = item('g/h', 'g1', 'site');
  assert.deepEqual(says([item('a/b', 'a1'), site]), [
    ['github', 'confirmed'],
    ['site', 'nothing'],
  ]);
});

test('a share names what was compared, and what was not', () => {
  const [share] = of([item('a/b', 'a1'), item('a/b', 'a9'), item('c/d', 'c9')]);
  assert.ok(share !== undefined);
  assert.equal(
    shareInWords(share, 'changes'),
    '1 of 3 changes are on both sides; compared: a/b (1 of 2); not compared: c/d',
  );
  assert.equal(shareInWords({ matched: 4, of: 5, parts: [] }, 'people'), '4 of 5 people are on both sides');
});
