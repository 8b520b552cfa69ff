import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Fact } from '#/core/populations/index.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testRepository } from '#test/kit/repository.ts';
import { testTools } from '#test/kit/tools.ts';
import { git } from './git.ts';

const MB = 1_000_000;

setFlagsFromString('--expose_gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is held when everything that can be let go of has been. */
function held(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function commit(branch: string, mark: number, { from, merge }: { readonly from?: number; readonly merge?: number }) {
  const message = `Change ${mark}\n\n${'word '.repeat(400)}\n\nReviewed-by: Bo <bo@acme.example>\n`;
  return [
    `commit refs/heads/${branch}`,
    `mark :${mark}`,
    `committer P${mark % 97} <p${mark % 97}@acme.example> ${1_600_000_000 + mark} +0000`,
    `data ${message.length}`,
    `${message}${from === undefined ? '' : `from :${from}\n`}${merge === undefined ? '' : `merge :${merge}\n`}`,
  ].join('\n');
}

test('20,000 commits are read in bounded memory, every one of them', async () => {
  const repository = testRepository(testFolder());
  const count = 20_000;
  const input = Array.from({ length: count }, (_, at) => commit('main', at + 1, at === 0 ? {} : { from: at })).join('');
  repository.git(['fast-import', '--quiet'], { input });
  const tools = testTools({ workFolder: testFolder() });
  const settings = git.settings.parse({ repository: repository.folder });
  const before = held();
  let records = 0;
  let bytes = 0;
  let most = 0;
  for await (const page of git.collect({ settings, secrets: {}, tools }, null)) {
    records += page.records.length;
    for (const artifact of page.artifacts) bytes += artifact.bytes.length;
    most = Math.max(most, held() - before);
  }
  assert.equal(records, count);
  assert.ok(bytes > 40 * MB, `${bytes} bytes were read`);
  assert.ok(most < 25 * MB, `${most} bytes were held`);
});

test('a merge that brings more than a page holds is read, without naming who wrote parts of it', async () => {
  const repository = testRepository(testFolder());
  const input = [commit('main', 1, {})];
  for (let mark = 2; mark <= 9_001; mark += 1) input.push(commit('topic', mark, { from: mark === 2 ? 1 : mark - 1 }));
  input.push(commit('main', 9_002, { from: 1, merge: 9_001 }), commit('main', 9_003, { from: 9_002 }));
  repository.git(['fast-import', '--quiet'], { input: input.join('') });
  const tools = testTools({ workFolder: testFolder() });
  const settings = git.settings.parse({ repository: repository.folder });
  const facts: Fact<'change'>[] = [];
  let largest = 0;
  for await (const page of git.collect({ settings, secrets: {}, tools }, null)) {
    facts.push(...page.records.map(({ fact }) => fact as Fact<'change'>));
    for (const artifact of page.artifacts) largest = Math.max(largest, artifact.bytes.length);
  }
  assert.equal(facts.length, 3);
  assert.equal(facts[1]?.author, `email:p${9_001 % 97}@acme.example`);
  assert.equal(facts[1].coauthors, undefined);
  assert.ok(largest < MB, `a page of ${largest} bytes`);
});
