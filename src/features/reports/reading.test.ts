import assert from 'node:assert/strict';
import { test } from 'node:test';
import { localClient } from '#/contract/local-client.ts';
import { documentsContract } from '#/features/documents/contract.ts';
import { documentsService } from '#/features/documents/index.ts';
import { testAttestry } from '#test/kit/attestry.ts';
import { testDatabase } from '#test/kit/database.ts';
import { issuedPages } from '#test/kit/issued.ts';
import { testPdf, withScan, wordsPdf } from '#test/kit/pdf.ts';
import { reportFacts } from '#test/kit/report.ts';
import { reportsContract } from './contract.ts';
import { reports } from './index.ts';
import { compared, differing, unreadInWords } from './proposed.contract.ts';

const db = await testDatabase();

async function withFile(bytes: Uint8Array<ArrayBuffer>) {
  const { attestry, caller } = await testAttestry(db);
  const documents = localClient(documentsContract, documentsService(attestry), caller);
  const about = { title: 'SOC 2 report', kind: 'soc2-report', level: 'nda', name: 'report.pdf' } as const;
  const { id: document } = await documents.add({ ...about, bytes });
  return { api: localClient(reportsContract, reports(attestry), caller), document };
}

test('the file of a report is read for what it seems to say, and nothing of it is recorded or kept', async () => {
  const { api, document } = await withFile(await wordsPdf(issuedPages()));
  const found = await api.read({ document });
  assert.deepEqual([found.pages, found.read, found.unreadable], [7, 7, []]);
  const values = found.proposals.flatMap(({ says }) => says).map(({ place, value }) => `${place} ${String(value)}`);
  assert.deepEqual(values.toSorted(), [
    'assertion.page 4',
    'categories.list security,availability',
    'categories.page 3',
    'dated.on 2026-02-10',
    'dated.page 3',
    'firm.name Quimby & Partners LLP',
    'firm.page 3',
    'opinion.kind unqualified',
    'opinion.page 3',
    'period.first 2025-01-01',
    'period.last 2025-12-31',
    'period.page 3',
    'period.type type-2',
    'system.name Acme Ledger system',
    'system.page 3',
  ]);
  assert.deepEqual(
    found.sections.map(({ from, to }) => `${from}-${to}`),
    ['3-3', '4-4', '5-6', '7-7'],
  );
  assert.deepEqual(
    found.hints.map(({ about, page }) => `${about} ${page}`),
    ['exceptions 7', 'subservice 3', 'cuecs 6'],
  );
  const { from, revision, facts } = await api.draft({ document });
  assert.deepEqual([from, revision, facts.opinion.kind, facts.firm.name], ['nothing', 0, null, '']);
  assert.equal((await api.show({ document })).facts, null);
});

test('what the facts say otherwise is told apart from what nobody said yet', async () => {
  const { api, document } = await withFile(await wordsPdf(issuedPages()));
  const { proposals } = await api.read({ document });
  const of = (place: string) =>
    proposals.find(({ says }) => says.some((each) => each.place === place)) ?? assert.fail(place);
  const facts = reportFacts({
    firm: { ...reportFacts().firm, name: 'Quimby & Partners, L.L.P.' },
    system: { name: '', page: null, products: [] },
  });
  assert.equal(compared(of('firm.name'), facts), 'same', 'commas and points make no other firm');
  assert.equal(compared(of('system.name'), facts), 'unsaid');
  const elsewhere = { ...facts, period: { ...facts.period, page: 1 } };
  assert.equal(compared(of('period.first'), elsewhere), 'same', 'the same may stand on the cover, too');
  assert.equal(compared(of('opinion.kind'), facts), 'otherwise');
  assert.deepEqual(differing(of('opinion.kind'), facts), [{ place: 'opinion.kind', now: 'qualified' }]);
});

test('a file without text says so, and suggests nothing', async () => {
  const { api, document } = await withFile(await withScan(await testPdf(3, ''), 1));
  const found = await api.read({ document });
  assert.deepEqual([found.read, found.unreadable, found.proposals, found.sections], [3, [1, 2, 3], [], []]);
  assert.match(unreadInWords(found), /^The text of this file cannot be read: its pages are pictures/);
  assert.match(unreadInWords({ read: 9, unreadable: [4, 5], pages: 12 }), /^Pages 4, 5 have no text .* first 9 of 12/);
  assert.equal(unreadInWords({ read: 9, unreadable: [], pages: 9 }), '');
});
