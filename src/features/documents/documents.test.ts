import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { fsck } from '#/app/fsck.ts';
import { eraseArtifact } from '#/features/evidence/index.ts';
import { testAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { testPdf } from '#test/kit/pdf.ts';
import { documentsContract } from './contract.ts';
import { documentsService } from './index.ts';

const db = await testDatabase();

async function acme() {
  const made = await testAttestry(db);
  return { ...made, documents: localClient(documentsContract, documentsService(made.attestry), made.caller) };
}

const report = async (word = 'report') => ({
  title: 'SOC 2 Type II report',
  kind: 'soc2-report' as const,
  level: 'nda' as const,
  first: '2025-01-01',
  last: '2025-12-31',
  name: 'report.pdf',
  bytes: await testPdf(3, word),
});

test('a document is kept as it came, with its pages, and every version stays', async () => {
  const { documents, attestry, caller, chance } = await acme();
  const given = await report();
  const { id, sha256, pages } = await documents.add(given);
  assert.equal(pages, 3);
  chance.at += 60_000;
  await documents.change({ id, title: 'SOC 2 Type II report, 2025', level: 'request' });
  const next = await testPdf(2, 'again');
  const changed = await documents.replace({ id, name: 'again.pdf', bytes: next });
  assert.notEqual(changed.sha256, sha256);
  const { document, history } = await documents.show({ id });
  assert.deepEqual(
    [document.title, document.level, document.file.pages, document.state],
    ['SOC 2 Type II report, 2025', 'request', 2, 'given'],
  );
  assert.deepEqual(
    history.map(({ file }) => file.name),
    ['again.pdf', 'report.pdf', 'report.pdf'],
  );
  assert.deepEqual(Buffer.from((await documents.file({ id })).bytes), Buffer.from(next));
  assert.deepEqual((await fsck(attestry, caller.org)).damages, []);
});

test('a report for a restricted circle is never public, and days come in pairs', async () => {
  const { documents } = await acme();
  await assert.rejects(documents.add({ ...(await report()), level: 'public' }), { code: 'document_restricted' });
  const claims = { ...(await report()), title: 'SOC 2 certified: the report' };
  await assert.rejects(documents.add(claims), { code: 'document_claims' });
  const { id } = await documents.add(await report());
  await assert.rejects(documents.change({ id, title: 'Our SOC 2 certificate' }), { code: 'document_claims' });
  await assert.rejects(documents.change({ id, level: 'public' }), { code: 'document_restricted' });
  await assert.rejects(documents.change({ id, last: null }), { code: 'input_invalid' });
  await assert.rejects(documents.change({ id, first: '2026-01-01' }), { code: 'input_invalid' });
  assert.equal((await documents.show({ id })).history.length, 1);
});

test('after its last day it is no longer given, and what is retired stays so', async () => {
  const { documents, chance } = await acme();
  const today = new Date(chance.at).toISOString().slice(0, 10);
  const { id } = await documents.add({ ...(await report()), validUntil: today });
  assert.equal((await documents.show({ id })).document.state, 'given');
  chance.at += 86_400_000;
  assert.equal((await documents.show({ id })).document.state, 'ended');
  await documents.retire({ id, reason: 'The firm withdrew it.' });
  assert.deepEqual(
    (await documents.list({})).documents.map(({ state, reason }) => [state, reason]),
    [['retired', 'The firm withdrew it.']],
  );
  await assert.rejects(documents.change({ id, title: 'Once more' }), { code: 'input_invalid' });
  await assert.rejects(documents.retire({ id, reason: 'once more, please' }), { code: 'input_invalid' });
});

test('what is no document leaves nothing, and an original that was erased is said to be gone', async () => {
  const { documents, attestry, caller } = await acme();
  const before = await attestry.ledger.status(caller.org);
  await assert.rejects(documents.add({ ...(await report()), bytes: Buffer.from('no') }), { code: 'document_refused' });
  assert.equal((await attestry.ledger.status(caller.org)).size, before.size);
  assert.deepEqual(await attestry.blobs(caller.org).list('artifacts'), []);
  const { id } = await documents.add(await report('secret'));
  const { artifact } = (await documents.show({ id })).document.file;
  await eraseArtifact(attestry, caller, artifact, { reason: 'it held a name', basis: 'article 17', successor: null });
  await assert.rejects(documents.file({ id }), { code: 'blob_missing' });
});
