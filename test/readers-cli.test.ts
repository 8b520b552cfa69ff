import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { z } from 'zod';
import { DOCUMENTS } from '#/app/cli/documents.ts';
import { commandLines, keptRunning } from '#test/kit/bin.ts';
import { testFolder } from '#test/kit/ledger.ts';
import { testPdf } from '#test/kit/pdf.ts';
import { briefLine, reportFacts } from '#test/kit/report.ts';

test('documents, the agreement, readers and customers on the command line', { timeout: 600_000 }, async () => {
  const folder = testFolder();
  const inOne = commandLines(folder);
  const run = (...words: string[]) => inOne(words);
  const json = async <N extends keyof typeof DOCUMENTS>(
    code: number,
    name: N,
    ...more: readonly string[]
  ): Promise<z.output<(typeof DOCUMENTS)[N]>> => {
    const ended = await run(...name.split(' '), ...more, '--json');
    assert.equal(ended.code, code, `${name} ${more.join(' ')}\n${ended.out}${ended.err}`);
    return DOCUMENTS[name].parse(JSON.parse(ended.out)) as z.output<(typeof DOCUMENTS)[N]>;
  };
  const says = async (code: number, words: readonly string[], pattern: RegExp): Promise<void> => {
    const ended = await run(...words);
    assert.equal(ended.code, code, `${words.join(' ')}\n${ended.out}${ended.err}`);
    assert.match(ended.out + ended.err, pattern, words.join(' '));
  };
  const file = (name: string, bytes: Uint8Array | string): string => {
    writeFileSync(path.join(folder, name), bytes);
    return name;
  };
  await says(0, ['init', 'Acme Inc', '--zone', 'UTC'], /is ready/);
  await keptRunning(path.join(folder, 'data'));
  await says(3, ['trust', 'document', 'add', file('no.pdf', 'no'), '--title', 'A report'], /it is no PDF/);
  const report = ['--title', 'SOC 2 report', '--kind', 'soc2-report', '--first', '2025-01-01', '--last', '2025-12-31'];
  await says(
    2,
    ['trust', 'document', 'add', 'no.pdf', ...report, '--level', 'secret'],
    /--level is public, request, nda/,
  );
  const { id, pages } = await json(0, 'trust document add', file('report.pdf', await testPdf(3)), ...report);
  assert.equal(pages, 3);
  await json(0, 'trust document replace', id, file('again.pdf', await testPdf(4)));
  const { documents } = await json(0, 'trust document list');
  assert.deepEqual(
    documents.map(({ title, level, file: { pages: now } }) => [title, level, now]),
    [['SOC 2 report', 'nda', 4]],
  );
  const brief = await factsOf(id, { json, says, file });
  await says(0, ['trust', 'nda', 'publish'], /What you may not do/);
  const text = file('nda.md', `# Terms\n\n${'Both sides keep it to themselves. '.repeat(10)}`);
  const { version, restrictedUse } = await json(0, 'trust nda publish', text);
  assert.deepEqual([version, restrictedUse], [1, 'added']);
  await says(0, ['trust', 'nda', 'publish'], /Both sides keep it.*restricted in its use/s);
  await says(0, ['trust', 'nda', 'publish', 'report.pdf'], /Version 2.*restricted in their use/s);
  await says(0, ['trust', 'nda', 'publish'], /report\.pdf, 3 pages, SHA-256 [0-9a-f]{64}/);
  await says(0, ['trust', 'nda', 'list'], /No company has agreed yet/);
  await says(
    1,
    ['trust', 'customers', file('customers.csv', 'buyer.example,Buyer\ngmail.com,X\n')],
    /1 customer on the list/,
  );
  await says(
    0,
    ['trust', 'deals', file('deals.csv', 'domain,name\nprospect.example,Prospect\n')],
    /1 company with an open deal/,
  );
  await says(0, ['trust', 'request', 'list'], /Nobody asks/);
  await says(2, ['trust', 'grant', 'zoe@buyer.example', '--document', id], /--name/);
  const who = [
    '--name',
    'Zoe',
    '--company',
    'Buyer',
    '--document',
    id,
    '--days',
    '30',
    '--read-only',
    '--brief-read',
    String(brief),
  ];
  const { grant } = await json(0, 'trust grant', 'zoe@buyer.example', ...who);
  const { grants } = await json(0, 'trust grant list');
  assert.deepEqual(
    grants.map(({ id: of, email, state, download }) => [of, email, state, download]),
    [
      [grant, 'zoe@buyer.example', 'in force', false],
      [grants[1]?.id, 'zoe@buyer.example', 'revoked', true],
      [grants[2]?.id, 'zoe@buyer.example', 'revoked', true],
    ],
  );
  await says(1, ['trust', 'trace', 'report.pdf'], /No copy that was given from here/);
  await says(0, ['trust', 'revoke', grant, '--reason', 'The deal is off.'], /Taken back/);
  await says(3, ['trust', 'revoke', grant, '--reason', 'The deal is off.'], /is revoked/);
  await says(3, ['trust', 'request', 'deny', grant, '--reason', 'There is no such request.'], /There is no request/);
  await says(0, ['trust', 'document', 'retire', id, '--reason', 'There is a newer one.'], /Retired/);
  await says(0, ['ledger', 'fsck'], /./);
});

interface Hands {
  readonly json: <N extends keyof typeof DOCUMENTS>(
    code: number,
    name: N,
    ...more: readonly string[]
  ) => Promise<z.output<(typeof DOCUMENTS)[N]>>;
  readonly says: (code: number, words: readonly string[], pattern: RegExp) => Promise<void>;
  readonly file: (name: string, bytes: Uint8Array | string) => string;
}

/** Recorded from one file of JSON, confirmed by another person by the digest of what they compared. */
async function factsOf(id: string, { json, says, file }: Hands): Promise<number> {
  const report = (...words: readonly string[]) => ['trust', 'report', ...words];
  const zoe = ['grant', 'zoe@buyer.example', '--name', 'Zoe', '--company', 'Buyer', '--document', id];
  await says(
    3,
    ['trust', ...zoe],
    new RegExp(`whether it holds exceptions is not known here.*--report-read ${id}`, 's'),
  );
  const { grant: looked } = await json(0, 'trust grant', ...zoe.slice(1), '--report-read', id);
  await says(0, ['trust', 'revoke', looked, '--reason', 'It was a try.'], /Taken back/);
  const { facts: begun, from } = await json(0, 'trust report draft', id);
  assert.equal(from, 'nothing');
  await says(
    1,
    report('record', id, file('begun.json', JSON.stringify(begun))),
    /Firm: Name.*which firm signed it.*firm\.name/s,
  );
  const pages = JSON.stringify(reportFacts()).replaceAll(/"(page|responsePage|from|to)":\d+/g, '"$1":4');
  const facts = file('facts.json', pages);
  const letterFile = file('letter.pdf', await testPdf(1));
  const letter = ['--title', 'Bridge letter', '--kind', 'bridge-letter', '--level', 'request'];
  const { id: bridge } = await json(0, 'trust document add', letterFile, ...letter);
  await says(2, report('record', id, facts, '--bridge-letter', bridge), /the file says nothing of a letter/);
  const said = { through: '2026-02-28', dated: '2026-03-02', page: 1 };
  const bridged = file('bridged.json', JSON.stringify({ ...(JSON.parse(pages) as object), bridge: said }));
  await says(1, report('record', id, bridged, '--bridge-letter', id), /Bridge letter: The letter among the documents/);
  const recorded = await json(0, 'trust report record', id, bridged, '--bridge-letter', bridge);
  const { version, digest, faults } = recorded;
  const { facts: kept } = await json(0, 'trust report show', id);
  assert.equal(kept?.bridge?.document, bridge);
  assert.deepEqual([version, faults], [1, []]);
  await says(3, report('confirm', id, '--digest', digest), /a second person confirms them/);
  await says(3, report('confirm', id, '--digest', '0'.repeat(64), '--by', 'bo'), /not how they stand now/);
  await says(0, report('confirm', id, '--digest', digest, '--by', 'bo'), /Confirmed, sealed at position/);
  const { reports } = await json(0, 'trust report list');
  assert.deepEqual(
    reports.map(({ state, inForce }) => [state, inForce?.confirmedBy]),
    [['confirmed', 'bo']],
  );
  await says(1, report('brief', id), /Exception 1, page 4: For 2 of 25 leavers/);
  await says(3, ['trust', ...zoe], /nobody wrote the brief/);
  const { position } = await json(
    0,
    'trust report brief',
    id,
    file('brief.json', JSON.stringify({ lines: [briefLine('1')] })),
  );
  await says(3, ['trust', ...zoe], /nobody said that the account’s owner has read the brief/);
  const { grant } = await json(0, 'trust grant', ...zoe.slice(1), '--brief-read', String(position));
  await says(0, ['trust', 'revoke', grant, '--reason', 'It was a try.'], /Taken back/);
  await says(
    0,
    ['trust', 'status'],
    /SOC 2 Type II report for 1 January 2025 to 31 December 2025.*Once it is, anybody sees it at http\S+\/t\/acme/s,
  );
  await says(3, report('seal', facts, '--engagement', 'soc2'), /There is no engagement|Only the firm says/);
  await says(0, report('withdraw', id, '--reason', 'A page was wrong.'), /Taken back/);
  await says(0, report('show', id), /withdrawn, version 1.*A page was wrong/s);
  await says(3, ['trust', ...zoe], /nobody said that the account’s owner has read the brief/);
  return position ?? assert.fail('no brief');
}
